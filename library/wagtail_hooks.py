"""What the library adds to the editors' desk."""

from wagtail_modeladmin.options import modeladmin_register

from library.modeladmin import MissedSearchAdmin

modeladmin_register(MissedSearchAdmin)

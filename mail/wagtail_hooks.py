"""What Wagtail's admin shows of the post office."""

from wagtail_modeladmin.options import modeladmin_register

from mail.modeladmin import PostOffice

modeladmin_register(PostOffice)

"""What the library adds to the editors' desk."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from library.modeladmin import MissedSearchAdmin
from library.owners.desk import CorrectionView, OwnersAdmin

modeladmin_register(MissedSearchAdmin)
modeladmin_register(OwnersAdmin)


@hooks.register("register_admin_urls")
def addresses_of_corrections() -> list[URLPattern]:
    """Where an editor decides on a correction."""
    view = CorrectionView.as_view()
    return [path("services/corrections/<int:pk>/", view, name="service_correction")]

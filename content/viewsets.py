"""Admin screens for what editors choose on pages."""

from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import Organisation


class OrganisationViewSet(SnippetViewSet):
    """Organisations: created once, chosen many times."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name", "website", "is_sample"]
    list_filter = ["is_sample"]
    search_fields = ["name"]
    ordering = ["name"]
    panels = ["name", "website", "is_sample"]

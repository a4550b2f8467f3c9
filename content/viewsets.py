"""Admin screens for what editors choose on pages."""

from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from content.models import Organisation


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """Found by a part of its name, or made on the spot by whoever may make one."""

    creation_form_class = "content.forms.OrganisationForm"
    create_action_label = "Make a new one"
    creating_text = "Making it …"


class OrganisationViewSet(SnippetViewSet):
    """Organisations: created once, chosen many times."""

    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name", "website", "is_sample"]
    list_filter = ["is_sample"]
    ordering = ["name"]
    chooser_viewset_class = OrganisationChooserViewSet
    panels = ["name", "website", "is_sample"]

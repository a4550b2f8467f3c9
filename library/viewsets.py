"""Admin screens for what editors choose into texts: figures, works they cite, words explained."""

from django.db.models import QuerySet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from library.models import GlossaryTerm, KeyStatistic, Reference


class LiveStatisticChooserViewSet(SnippetChooserViewSet):
    """Found by a part of the figure or of what it counts; a draft is not offered."""

    def get_object_list(self) -> QuerySet[KeyStatistic]:
        return KeyStatistic.objects.filter(live=True)


class KeyStatisticViewSet(SnippetViewSet):
    """Figures: changed here once, changed on every page that uses them."""

    model = KeyStatistic
    icon = "decimal"
    menu_label = "Key statistics"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["figure", "counts", "area", "period", "superseded_by"]
    list_filter = ["is_historical"]
    list_per_page = 50
    copy_view_enabled = False
    chooser_viewset_class = LiveStatisticChooserViewSet
    panels = [
        MultiFieldPanel(["figure", "counts", "area", "period"], heading="The figure"),
        FieldPanel("definition"),
        FieldPanel("confidence"),
        FieldPanel("use_with_care"),
        MultiFieldPanel(["source", "published"], heading="Where it comes from"),
        MultiFieldPanel(["is_historical", "superseded_by"], heading="Does it still hold?"),
        MultiFieldPanel(["slug", "sort_order"], heading="On the page of key statistics"),
    ]


class ReferenceChooserViewSet(SnippetChooserViewSet):
    """Found by a part of its author or title, or described on the spot by whoever may."""

    creation_form_class = "library.forms.ReferenceForm"
    create_action_label = "Describe a new one"
    creating_text = "Keeping it …"


class ReferenceViewSet(SnippetViewSet):
    """Works that are cited: described once, cited many times."""

    model = Reference
    icon = "openquote"
    menu_label = "Cited works"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["authors", "year", "title"]
    list_per_page = 50
    copy_view_enabled = False
    chooser_viewset_class = ReferenceChooserViewSet
    panels = ["authors", "year", "title", "publisher", "url", "licence", "accessed"]


class GlossaryTermViewSet(SnippetViewSet):
    """Words of the field, explained once."""

    model = GlossaryTerm
    icon = "help"
    menu_label = "Glossary"
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["term", "definition"]
    list_per_page = 50
    copy_view_enabled = False
    panels = ["term", "definition", "slug"]

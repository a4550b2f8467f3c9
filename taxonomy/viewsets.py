"""The desk where editors look after the vocabularies."""

from django_filters import ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from taxonomy import models

SYNONYMS = Column("synonyms", label="Also found as", accessor=lambda term: ", ".join(term.synonyms))
RETIRED = StatusFlagColumn("is_retired", label="", true_label="Retired")


class TermChooserViewSet(SnippetChooserViewSet):
    """Choosing in a window; forms use the plain widgets of ``taxonomy.widgets`` instead."""

    register_widget = False


class TermViewSet(SnippetViewSet):
    """One vocabulary."""

    chooser_viewset_class = TermChooserViewSet
    icon = "tag"
    list_display = ["label", SYNONYMS, RETIRED, "sort_order"]
    list_filter = ["is_retired"]
    list_per_page = 50
    ordering = ["sort_order", "label"]
    search_fields = ["label", "synonyms", "scope_note"]
    copy_view_enabled = False
    panels = [
        FieldPanel("label"),
        FieldPanel("synonyms"),
        FieldPanel("scope_note"),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("sort_order"), FieldPanel("is_retired")],
            heading="In lists",
        ),
    ]


class StageViewSet(TermViewSet):
    """Stages, and where each lies on the line."""

    model = models.Stage
    list_display = ["label", "station", SYNONYMS, RETIRED]
    panels = [*TermViewSet.panels[:-1], FieldPanel("station"), TermViewSet.panels[-1]]


class AreaFilters(WagtailFilterSet):
    """Places by what they are and lie in; of what they lie in, only what has many."""

    parent = ModelChoiceFilter(
        queryset=models.Area.objects.filter(
            kind__in=[models.AreaKind.NATION, models.AreaKind.REGION]
        )
    )

    class Meta:
        model = models.Area
        fields = ["kind", "parent", "is_retired"]


class AreaViewSet(TermViewSet):
    """Nations, regions, local authorities and prisons."""

    model = models.Area
    icon = "site"
    list_display = ["label", "kind", "parent", "gss_code", RETIRED]
    filterset_class = AreaFilters
    panels = [
        FieldPanel("label"),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("parent"), FieldPanel("gss_code")], heading="Place"
        ),
        *TermViewSet.panels[1:],
    ]


class SameWordsViewSet(SnippetViewSet):
    """What a search takes for the same."""

    model = models.SameWords
    icon = "search"
    menu_label = "Same words"
    list_display = [Column("words", label="Words", accessor=str)]
    list_per_page = 50
    search_fields = ["words"]
    copy_view_enabled = False
    panels = ["words"]


class VocabularyGroup(SnippetViewSetGroup):
    """All vocabularies, in the order editors meet them."""

    menu_label = "Vocabularies"
    menu_icon = "tag"
    menu_order = 600
    items = [
        *(TermViewSet(model=model) for model in (models.Topic, models.Sector, models.Role)),
        StageViewSet(),
        *(
            TermViewSet(model=model)
            for model in (
                models.AgeBand,
                models.Relationship,
                models.EvidenceType,
                models.ResourceType,
                models.Flag,
                models.ServiceKind,
                models.ServiceDelivery,
                models.ReferralRoute,
                models.EventFormat,
                models.EventLevel,
            )
        ),
        AreaViewSet(),
        SameWordsViewSet(),
    ]

"""The form in which an editor writes a record, in the order of the work."""

from collections.abc import Sequence

from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from content.checklist_panel import checklist_tab
from content.models import BasePage, Listable
from library.editing import LibraryPageForm

GLANCE = [
    FieldPanel("kind"),
    TitleFieldPanel(
        "title",
        help_text="Place or organisation first, then what changed, in up to 90 characters: "
        "“Telford: pooling effort after a first multi-agency meeting”.",
    ),
    FieldPanel("summary", widget=AdminAutoHeightTextInput),
    FieldPanel("purpose", widget=AdminAutoHeightTextInput),
    FieldPanel("information_correct_at"),
    MultiFieldPanel(
        ["lead_organisation", InlinePanel("partners", label="Partner"), "publisher"],
        heading="Who",
    ),
    MultiFieldPanel(["areas", "sectors", "roles"], heading="Where, who did it, who should read it"),
    MultiFieldPanel(["topics", "stages", "ages", "flags"], heading="What it is about"),
    MultiFieldPanel(
        [
            "maturity",
            "started",
            "ended",
            FieldPanel("funding_in_one_line", widget=AdminAutoHeightTextInput),
            FieldPanel("staffing_in_one_line", widget=AdminAutoHeightTextInput),
        ],
        heading="How far it has come, and what it takes",
    ),
    FieldPanel("key_numbers"),
    FieldPanel("is_sample"),
]

REUSE = MultiFieldPanel(
    ["copy_people", "copy_cost", "copy_permissions", "copy_first_days"],
    heading="What you would need to copy this",
    help_text="Optional. For a reader who wants to do the same.",
)
NOTES = MultiFieldPanel(
    ["equality_note", "safeguarding_note"],
    heading="Equality and safeguarding",
    help_text="Optional.",
)
REVIEW = ("last_reviewed", "review_date", "expiry_date", "historical_note")
DATES = MultiFieldPanel([*REVIEW, "kept_by"], heading="Review")
CHANGED = Listable.change_panel
SECTIONS_HELP = HelpPanel(
    content="<p>Thirteen sections, always the same and in this order. Give each a status: "
    "“Nothing in place yet” is as good an answer as a page of text, and readers can search for it. "
    "A section left alone says that the source does not tell.</p>",
)


PROMOTION = [
    *BasePage.promote_panels,
    "read_beside",
    MultiFieldPanel(["for_members"], heading="Who may read it"),
]
TITLE = (
    FieldPanel("kind"),
    TitleFieldPanel("title", help_text="Its own title, in up to 90 characters."),
    FieldPanel("summary", widget=AdminAutoHeightTextInput),
)
FOR_WHOM = (
    MultiFieldPanel(["areas", "sectors", "roles"], heading="Where it applies, and for whom"),
    MultiFieldPanel(["topics", "stages", "ages", "flags"], heading="What it is about"),
)
GET_IT = MultiFieldPanel(
    [
        "publisher",
        "authors",
        "year",
        "own_title",
        "published_in",
        "original_url",
        "licence",
        "cost",
        "cost_note",
    ],
    heading="Who made it, and where it is",
)


def work_tabs(
    *,
    what: Sequence[Panel | str],
    said: Sequence[Panel | str] = (),
    evidence: Sequence[Panel] = (),
) -> TabbedInterface:
    """The tabs of a work that exists elsewhere."""
    return TabbedInterface(
        [
            ObjectList(
                [*TITLE, *what, GET_IT, "information_correct_at", *FOR_WHOM, "is_sample"],
                heading="What it is",
            ),
            ObjectList([*said, "body", "files", "versions"], heading="What is in it"),
            ObjectList(["evidence_type", *evidence, "references"], heading="Evidence"),
            ObjectList([CHANGED, DATES, PageChooserPanel("superseded_by")], heading="Review"),
            ObjectList([*PROMOTION, *Page.settings_panels], heading="Promote and settings"),
            checklist_tab(),
        ],
        base_form_class=LibraryPageForm,
    )


def guide_tabs() -> TabbedInterface:
    """The tabs of a guide."""
    return TabbedInterface(
        [
            ObjectList(
                [*TITLE, "information_correct_at", *FOR_WHOM, "is_sample"], heading="What it is"
            ),
            ObjectList(["introduction", "sections"], heading="Sections"),
            ObjectList(["evidence_type"], heading="Evidence"),
            ObjectList([CHANGED, DATES], heading="Review"),
            ObjectList([*PROMOTION, *Page.settings_panels], heading="Promote and settings"),
            checklist_tab(),
        ],
        base_form_class=LibraryPageForm,
    )


def question_tabs() -> TabbedInterface:
    """The tabs of a question."""
    return TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("kind"),
                    TitleFieldPanel("title", help_text="The question, as it was asked."),
                    FieldPanel("summary", widget=AdminAutoHeightTextInput),
                    "asked_by",
                    "answer",
                    FieldPanel("limits", widget=AdminAutoHeightTextInput),
                    *FOR_WHOM,
                    "is_sample",
                ],
                heading="Question and answer",
            ),
            ObjectList(["evidence_type", "references"], heading="Evidence"),
            ObjectList([CHANGED, "information_correct_at", DATES], heading="Review"),
            ObjectList([*PROMOTION, *Page.settings_panels], heading="Promote and settings"),
            checklist_tab(),
        ],
        base_form_class=LibraryPageForm,
    )


def record_tabs(
    *,
    sections: Sequence[Panel],
    evidence: Panel,
    submission: Sequence[Panel],
) -> TabbedInterface:
    """The tabs of a record."""
    return TabbedInterface(
        [
            ObjectList(GLANCE, heading="At a glance"),
            ObjectList([SECTIONS_HELP, *sections, "voices", "timeline"], heading="Sections"),
            ObjectList(
                [
                    "evidence_type",
                    MultiFieldPanel(
                        ["independent_evaluation", "evaluation_url"],
                        heading="Independent evaluation",
                    ),
                    "references",
                    evidence,
                    REUSE,
                    NOTES,
                    "versions",
                ],
                heading="Evidence",
            ),
            ObjectList([CHANGED, DATES, *submission], heading="Review"),
            ObjectList([*PROMOTION, *Page.settings_panels], heading="Promote and settings"),
            checklist_tab(),
        ],
        base_form_class=LibraryPageForm,
    )

"""The form in which an editor writes an entry of the directory of services."""

from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from content.checklist_panel import checklist_tab
from content.models import BasePage, Listable
from library.editing import LibraryPageForm


def _text(name: str) -> FieldPanel:
    return FieldPanel(name, widget=AdminAutoHeightTextInput)


WHAT = [
    FieldPanel("kind"),
    TitleFieldPanel("title", help_text="Its own name, in up to 90 characters."),
    _text("summary"),
    FieldPanel("provider"),
    MultiFieldPanel(["service_kinds", "deliveries"], heading="What it does, and how"),
    _text("about"),
    FieldPanel("areas", heading="Places it covers, prisons it serves"),
    FieldPanel("is_sample"),
]
WHOM = [
    MultiFieldPanel([_text("takes"), _text("cannot_take"), "relationships"], heading="Whom"),
    MultiFieldPanel(["ages", "stages"], heading="Children’s ages, and stages"),
    MultiFieldPanel(["referral_routes", _text("how_to_refer"), "waiting_time"], heading="Referral"),
    MultiFieldPanel(["cost", "cost_note"], heading="Cost"),
    MultiFieldPanel(
        ["languages", _text("accessibility"), "safeguarding_url"], heading="Good to know"
    ),
    MultiFieldPanel(
        ["topics", "sectors", "roles", "flags"],
        heading="Where else readers find it",
        help_text="Optional. The library can be searched by these, too.",
    ),
]
CONTACT = [
    HelpPanel(
        content="<p>All of this is shown to everybody, but for the address if you say so. "
        "No person’s name, and no number or address that is somebody’s own.</p>"
    ),
    MultiFieldPanel(["contact_role", "phone", "email", "website"], heading="Contact"),
    MultiFieldPanel(
        ["address_is_secret", _text("address"), "town", "postcode", "latitude", "longitude"],
        heading="Address",
    ),
    MultiFieldPanel(["hours", "closures", "hours_note"], heading="Hours"),
]
CHECKED = [
    HelpPanel(
        content="<p>The worst this page can do is to send a family to a door that stays shut. "
        "Mark a service as closed rather than unpublish it: readers who saved its address are "
        "told, and it is in no list any more.</p>"
    ),
    MultiFieldPanel(["status", _text("status_note"), "closed_on"], heading="Does it run?"),
    Listable.change_panel,
    MultiFieldPanel(
        [
            FieldPanel(
                "last_reviewed",
                heading="Last checked on",
                help_text="When somebody last asked the service itself.",
            ),
            "verified_by",
            FieldPanel(
                "review_date",
                heading="Next check",
                help_text="Leave empty for a year after the last. From that day the page tells "
                "readers to ring first.",
            ),
            FieldPanel(
                "expiry_date",
                help_text="Leave empty for two years after the last check. From that day it is in "
                "no list any more.",
            ),
            "kept_by",
        ],
        heading="Checked",
    ),
    FieldPanel("owner_email"),
    _text("historical_note"),
]


def service_tabs() -> TabbedInterface:
    """The tabs of a service."""
    return TabbedInterface(
        [
            ObjectList(WHAT, heading="What it is"),
            ObjectList(WHOM, heading="For whom"),
            ObjectList(CONTACT, heading="Contact"),
            ObjectList(CHECKED, heading="Check"),
            ObjectList(
                [*BasePage.promote_panels, "read_beside", *Page.settings_panels],
                heading="Promote and settings",
            ),
            checklist_tab(),
        ],
        base_form_class=LibraryPageForm,
    )

"""The form in which an editor writes an event, in the order in which readers ask."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from content.models import Listable

EVENT = [
    *Page.content_panels,
    FieldPanel("summary"),
    MultiFieldPanel(["dates", "is_recorded_afterwards"], heading="When"),
    MultiFieldPanel(["status", "status_note"], heading="Is it going ahead?"),
    MultiFieldPanel(
        ["format", "venue", "access_note", "joining_note", "areas"], heading="How and where"
    ),
    MultiFieldPanel(["audience", "roles", "level"], heading="For whom"),
    MultiFieldPanel(
        ["length", "cpd_hours", "organiser"], heading="What it counts as, and who runs it"
    ),
    MultiFieldPanel(
        [
            "price",
            "booking_url",
            "booking_deadline",
            "contact_name",
            "contact_email",
            "contact_phone",
        ],
        heading="Booking",
    ),
    FieldPanel("body"),
    FieldPanel("materials"),
    *Listable.listing_panels[1:],
    Listable.change_panel,
]

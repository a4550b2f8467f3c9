"""Where staff set up newsletters."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from newsletters.models import Newsletter


class NewsletterViewSet(SnippetViewSet):
    """Name, rhythm and sender. Reached from the newsletter desk."""

    model = Newsletter
    icon = "mail"
    menu_label = "Newsletters"
    add_to_settings_menu = True
    list_display = ["name", "rhythm", "next_due_at", "is_active"]
    panels = [
        MultiFieldPanel(["name", "slug", "description", "is_default"], heading="The newsletter"),
        MultiFieldPanel(
            [
                FieldRowPanel(["cadence", "week_of_month", "weekday"]),
                FieldRowPanel(["time_of_day", "timezone", "starts_on"]),
                FieldPanel("is_active"),
            ],
            heading="When its drafts are made",
        ),
        MultiFieldPanel(
            ["sender_name", "sender_address", "reply_to", "postal_address"], heading="The sender"
        ),
        MultiFieldPanel(["allows_one_person"], heading="Approval"),
    ]

"""Where staff set up newsletters."""

from django.forms import CheckboxSelectMultiple
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
                FieldRowPanel(["lead_days", "when_nothing_new"]),
                FieldPanel("is_active"),
            ],
            heading="When it comes",
        ),
        MultiFieldPanel(
            [
                FieldPanel("sections"),
                FieldPanel("sectors", widget=CheckboxSelectMultiple),
                FieldPanel("topics", widget=CheckboxSelectMultiple),
                FieldPanel("repeats_nothing_of"),
            ],
            heading="What a draft is gathered from",
        ),
        MultiFieldPanel(
            ["sender_name", "sender_address", "reply_to", "postal_address"], heading="The sender"
        ),
        MultiFieldPanel(["allows_one_person", "undo_minutes"], heading="Approval"),
        MultiFieldPanel(["counts_clicks"], heading="What is counted"),
    ]

"""An edition's content as values, for tests that need no page."""

from dataclasses import replace
from datetime import UTC, date, datetime

from newsletters.contents import (
    Button,
    EditionContent,
    Figure,
    Item,
    Quote,
    Section,
    Sender,
    Text,
)
from newsletters.prose import Paragraph, Span

SENDER = Sender(
    site="Alongside",
    from_email="Alongside <news@hub.example.org>",
    reply_to="team@hub.example.org",
    postal_address="1 Example Street, Sampleton",
    helpline_number="08081 570 123",
    helpline_href="tel:+448081570123",
    helpline_words="Free helpline for professionals. (Sample number.)",
)
PROSE = (
    Paragraph(
        (
            (
                Span("Dear colleague, read "),
                Span("this", href="https://example.org/a?b=1&c=2", bold=True),
                Span("."),
            ),
        )
    ),
    Paragraph(((Span("One"),), (Span("Two & three"),)), is_list=True),
)


def item(number=1, **changes):
    """An announced page with a blurb of usual length."""
    return Item(
        **{
            "title": f"A named adult in every school, example no. {number}",
            "url": f"https://hub.example.org/library/named-adult-{number}/",
            "blurb": "One policy, one person to turn to in each school, and an agreed note for the "
            "record. Where nothing is in place yet, it says so.",
            "kind_label": "Case study",
            "kind_icon": "case-study",
            "facts": ("Telford and Wrekin", "In place"),
            "page_id": number,
            **changes,
        }
    )


def training(number=1, **changes):
    """An announced event."""
    return item(
        number,
        **{
            "title": f"Introduction to supporting children, part {number}",
            "url": f"https://hub.example.org/events/introduction-{number}/",
            "kind_label": "Training",
            "kind_icon": "event",
            "facts": ("Online", "1.5 CPD hours"),
            "starts_at": datetime(2026, 12, 9, 16, 0, tzinfo=UTC),
            **changes,
        },
    )


def content(**changes):
    """An edition with everything in it."""
    return EditionContent(
        **{
            "newsletter": "Hub News",
            "list_id": "hub-news",
            "number": 2,
            "day": date(2026, 11, 24),
            "title": "Schools, and the adult who noticed",
            "subject": "Hub News no. 2",
            "preheader": "Practice: 2. Training and events: 1.",
            "url": "https://hub.example.org/newsletters/hub-news/no-2/",
            "sender": SENDER,
            "introduction": PROSE,
            "sections": (
                Section(
                    "Practice",
                    (
                        item(1),
                        item(2, is_sample=True),
                        Text(PROSE),
                        Quote("“Nobody asked.”", "child, 8 to 11", "A report", is_sample=True),
                        Figure("About 200,000", "children a year", "England and Wales, 2022."),
                        Button("38 more in Library", "https://hub.example.org/library/"),
                    ),
                ),
                Section("Training and events", (training(3),)),
            ),
            **changes,
        }
    )


EDITION = replace(
    content(),
    sections=(
        Section(
            "News",
            (
                item(1, about=("topic:visits",)),
                item(2, about=("sector:schools",)),
                training(3, places=("far-north",)),
            ),
        ),
    ),
)
"""For those who asked about visits, for schools, and for people of the Far North."""

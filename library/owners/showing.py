"""An entry as its owner checks it: what everybody may see, and no more."""

from collections.abc import Iterator

from content.timetable import in_words
from library.enums import Cost
from library.models.services import ServicePage
from library.reading.glance import GlanceItem

NOT_PUBLISHED = "Not published"


def shown(page: ServicePage) -> list[GlanceItem]:
    """Labels and values; what is empty is said to be."""
    return [GlanceItem(label, value or "Nothing yet") for label, value in _rows(page)]


def _rows(page: ServicePage) -> Iterator[tuple[str, str]]:
    yield "Does it run?", page.get_status_display()
    yield "In a sentence", page.summary
    yield "What happens there", page.about
    for label, field in (
        ("Kinds", "service_kinds"),
        ("Places and prisons", "areas"),
        ("Children’s ages", "ages"),
        ("Who may refer", "referral_routes"),
    ):
        yield label, "; ".join(term.label for term in getattr(page, field).all())
    yield "Whom it takes", page.takes
    yield "Whom it cannot take", page.cannot_take
    yield "How to refer", page.how_to_refer
    yield "Waiting time", page.waiting_time
    cost = page.cost_note if page.cost == Cost.PAID and page.cost_note else page.get_cost_display()
    yield "Cost", cost if page.cost else ""
    yield "Languages", page.languages
    yield "Access", page.accessibility
    yield "Ask for", page.contact_role
    yield "Telephone", page.phone
    yield "E-mail address", page.email
    yield "Website", page.website
    yield "Address", NOT_PUBLISHED if page.address_is_secret else ", ".join(page.public_address)
    hours = "; ".join(in_words(page.opening_hours))
    yield "Hours", " ".join(part for part in (hours, page.hours_note) if part)

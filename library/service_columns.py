"""What a table of services may say of each. Where it can, it uses the words of our own export."""

import re
from datetime import time
from typing import Any

from content.blocks.opening import WEEKDAYS
from content.models import Organisation
from content.tables import Column, Wrong, day, words, yes_or_no
from library.columns import Sort, Terms, address, choice, mailbox, of_terms, one_of
from library.enums import Cost, ServiceStatus
from library.models import ServicePage
from taxonomy.models import (
    AgeBand,
    Area,
    ReferralRoute,
    Relationship,
    ServiceDelivery,
    ServiceKind,
    Stage,
    Topic,
)
from taxonomy.outcodes import looks_like_a_postcode

TERMS: Terms = {
    "Kinds": ("service_kinds", ServiceKind),
    "Delivery": ("deliveries", ServiceDelivery),
    "Places and prisons": ("areas", Area),
    "Children’s ages": ("ages", AgeBand),
    "Stages": ("stages", Stage),
    "Topics": ("topics", Topic),
    "Whose imprisonment": ("relationships", Relationship),
    "Who may refer": ("referral_routes", ReferralRoute),
}
TELEPHONE = re.compile(r"\+?[\d ()\-]{5,30}")
CLOCK = r"\d{1,2}[:.]\d{2}"
HOURS = re.compile(
    rf"(?P<days>[A-Za-z ,\-–]+?):? +(?P<opens>{CLOCK}) *(?:-|–|to) *(?P<closes>{CLOCK})"
)
SHORT = [name[:3].casefold() for name in WEEKDAYS]


def columns() -> list[Column]:
    """Every column, with the terms as they are now."""
    return [
        Column("Name", "title", words, "its own name, up to 90 characters; needed"),
        Column("In a sentence", "summary", words, "up to 160 characters; needed"),
        Column("Run by", "provider", one_of(Organisation, "name"), "an organisation"),
        Column("What happens there", "about", words, "plain text, up to 1,200 characters"),
        *of_terms(TERMS),
        Column("Whom it takes", "takes", words, "up to 400 characters"),
        Column("Whom it cannot take", "cannot_take", words, "up to 400 characters"),
        Column("How to refer", "how_to_refer", words, "the first step"),
        Column("Waiting time", "waiting_time", words, "as they say it"),
        Column("Cost", "cost", choice(Cost), "Free, or To be paid for"),
        Column("What it costs", "cost_note", words, "only if it is to be paid for"),
        Column("Languages", "languages", words, "divided by commas"),
        Column("Access", "accessibility", words, "steps, parking, hearing loop …"),
        Column("Safeguarding statement", "safeguarding_url", address, "its address, with https://"),
        Column("Ask for", "contact_role", words, "a part, never a person’s name"),
        Column("Telephone", "phone", telephone, "shown to everybody"),
        Column("E-mail", "email", mailbox, "shown to everybody"),
        Column("Website", "website", address, "with https://"),
        Column("Street", "address", words, "street and number, without town and postcode"),
        Column("Town", "town", words, "town or village"),
        Column("Postcode", "postcode", postcode, "a whole one, such as SW9 7AB"),
        Column("Address is secret", "address_is_secret", yes_or_no, "yes: none of it is shown"),
        Column("Hours", "hours", hours, "such as Mon-Thu 9:30-16:00; Fri 9:30-12:00"),
        Column("About the hours", "hours_note", words, "such as “By appointment”"),
        Column("Status", "status", choice(ServiceStatus), "Running, Paused or Closed"),
        Column("What to know", "status_note", words, "why, until when, whom to ask instead"),
        Column("Last checked", "last_reviewed", day, "the day somebody asked the service itself"),
        Column("By", "verified_by", words, "a part, never a name"),
        Column("Next check", "review_date", day, "a date; empty: a year later"),
        Column("Owner’s e-mail", "owner_email", mailbox, "asked once a year; never shown"),
        Column("Sample", "is_sample", yes_or_no, "yes for what is made up"),
    ]


def telephone(cell: str) -> str:
    """A telephone number, as one writes it."""
    if not TELEPHONE.fullmatch(cell):
        raise Wrong(f"“{cell[:40]}” is not a telephone number. Write digits and spaces only.")
    return cell


def postcode(cell: str) -> str:
    """A postcode in the one way of writing it."""
    squeezed = "".join(cell.upper().split())
    if len(squeezed) < 5 or not looks_like_a_postcode(squeezed):
        raise Wrong(f"“{cell[:20]}” is not a postcode. Write all of it, such as SW9 7AB.")
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def hours(cell: str) -> list[tuple[str, dict[str, Any]]]:
    """The opening hours, a stretch of days after the other."""
    return [("hours", _stretch(part.strip())) for part in re.split(r"[;\n]", cell) if part.strip()]


def _stretch(text: str) -> dict[str, Any]:
    found = HOURS.fullmatch(text)
    if not found:
        raise Wrong(f"“{text[:40]}” is not understood. Write it like Mon-Thu 9:30-16:00.")
    opens, closes = (_clock(found[name]) for name in ("opens", "closes"))
    if closes <= opens:
        raise Wrong(f"“{text[:40]}” closes before it opens.")
    return {"days": [str(number) for number in _days(found["days"])], "opens": opens,
            "closes": closes}  # fmt: skip


def _days(text: str) -> list[int]:
    """Monday is nought."""
    days: set[int] = set()
    for part in re.split(r"[ ,]+(?![\-–])", re.sub(r" *[\-–] *", "-", text).strip()):
        first, _, last = part.partition("-")
        begins, ends = _day(first), _day(last or first)
        if ends < begins:
            raise Wrong(f"“{part}” runs backwards. Write two stretches.")
        days.update(range(begins, ends + 1))
    return sorted(days)


def _day(name: str) -> int:
    if name[:3].casefold() not in SHORT:
        raise Wrong(f"“{name}” is no day of the week.")
    return SHORT.index(name[:3].casefold())


def _clock(text: str) -> time:
    try:
        hour, minute = map(int, re.split(r"[:.]", text))
        return time(hour, minute)
    except ValueError as error:
        raise Wrong(f"“{text}” is no time of the day.") from error


SERVICES = Sort(
    slug="services",
    label="Services",
    one="service",
    model=ServicePage,
    columns=columns,
    terms=TERMS,
    title="Name",
    from_anew={"last_reviewed": None},
    shown={
        "Name": "EXAMPLE, delete this row: Family drop-in",
        "In a sentence": "A weekly drop-in for carers and children.",
        "Kinds": "One kind; Another kind",
        "Telephone": "01632 960 000",
        "Postcode": "SW9 7AB",
        "Hours": "Mon-Thu 9:30-16:00; Fri 9:30-12:00",
        "Address is secret": "no",
        "Last checked": "2026-03-01",
        "By": "our editors, by telephone",
    },
)
"""A new one was checked by nobody, unless its row says so."""

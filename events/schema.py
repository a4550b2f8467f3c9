"""An event as search engines read it: each of its dates is an event of its own."""

import re
from datetime import datetime
from typing import TYPE_CHECKING

from content import schema
from content.schema import Thing
from events.enums import EventStatus
from events.presentation import HYBRID, ONLINE, shown_sittings
from events.sittings import Sitting

if TYPE_CHECKING:
    from events.models.pages import TrainingEventPage

STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
MODE = {ONLINE: "OnlineEventAttendanceMode", HYBRID: "MixedEventAttendanceMode"}
IN_A_ROOM = "OfflineEventAttendanceMode"
POUNDS = re.compile(r"£\s?(\d[\d,]*(?:\.\d\d)?)")


def events(event: "TrainingEventPage", *, address: str, at: datetime) -> list[Thing]:
    """The dates that the page shows; none for what is to be had at any time."""
    offer = _offer(event, address) if _may_be_booked(event, at=at) else None
    return [
        _event(event, date, address=address, offer=None if date.is_cancelled else offer)
        for date in shown_sittings(event, at=at)
    ]


def _may_be_booked(event: "TrainingEventPage", *, at: datetime) -> bool:
    closes = event.booking_deadline
    return event.is_current(at) and not (closes and closes <= at)


def _event(
    event: "TrainingEventPage", date: Sitting, *, address: str, offer: Thing | None
) -> Thing:
    status = EventStatus.CANCELLED if date.is_cancelled else EventStatus(event.status)
    organiser = event.organiser
    return schema.thing(
        "EducationEvent",
        id=f"{address}#date-{date.uid}",
        url=address,
        name=event.title,
        description=event.summary,
        startDate=schema.moment(date.starts_at),
        endDate=schema.moment(date.ends_at),
        eventStatus=f"{schema.VOCABULARY}/{STATUS[status]}",
        eventAttendanceMode=_mode(event),
        location=_places(event, address),
        organizer=schema.thing("Organization", name=organiser.name, url=organiser.website)
        if organiser
        else schema.our_organisation(address),
        maximumAttendeeCapacity=date.capacity,
        isAccessibleForFree=True if _price(event.price) == "0" else None,
        offers=offer,
        inLanguage="en-GB",
        disambiguatingDescription=schema.MADE_UP if event.is_sample else "",
    )


def _mode(event: "TrainingEventPage") -> str:
    if not event.format:
        return ""
    return f"{schema.VOCABULARY}/{MODE.get(event.format.slug, IN_A_ROOM)}"


def _places(event: "TrainingEventPage", address: str) -> list[Thing]:
    """The room, the internet, or both. The link to join is never public: the page stands for it."""
    slug = event.format.slug if event.format else ""
    places = []
    if event.venue and slug != ONLINE:
        places.append(schema.thing("Place", name=event.venue, address=event.venue))
    if slug in MODE:
        places.append(schema.thing("VirtualLocation", url=address))
    return places


def _offer(event: "TrainingEventPage", address: str) -> Thing | None:
    price = _price(event.price)
    if not price:
        return None
    return schema.thing(
        "Offer",
        price=price,
        priceCurrency="GBP",
        description=event.price,
        url=event.booking_url or address,
        availabilityEnds=schema.moment(event.booking_deadline),
    )


def _price(words: str) -> str:
    """The price as a number; nothing where the words name none, or more than one."""
    if words.strip().rstrip(".").lower() == "free":
        return "0"
    sums = POUNDS.findall(words)
    return sums[0].replace(",", "") if len(sums) == 1 and "free" not in words.lower() else ""

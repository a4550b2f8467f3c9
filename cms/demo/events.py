"""Events to look around in: near the day of loading, so that the list is never empty."""

import tomllib
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from content.models import CustomDocument, Organisation
from events.models import EventIndexPage, TrainingEventPage
from taxonomy.models import Area, EventFormat, EventLevel, Role, Sector, Topic

CONTENT = Path(__file__).with_suffix(".toml")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TERMS = {"roles": Role, "topics": Topic, "sectors": Sector, "areas": Area}
PLAIN = (
    "slug", "title", "summary", "is_recorded_afterwards", "status", "status_note", "venue",
    "access_note", "joining_note", "audience", "length", "price", "booking_url", "contact_name",
    "contact_email", "contact_phone",
)  # fmt: skip


def load() -> None:
    """Publish the events that are not there yet."""
    index = EventIndexPage.objects.get()
    there = set(index.get_children().values_list("slug", flat=True))
    with CONTENT.open("rb") as file:
        entries = tomllib.load(file)["events"]
    for entry in entries:
        if entry["slug"] not in there:
            _publish(index, entry, today=timezone.localdate())


def _publish(index: EventIndexPage, entry: dict[str, Any], *, today: date) -> None:
    event = TrainingEventPage(
        **{name: entry[name] for name in PLAIN if name in entry},
        is_sample=entry.get("is_sample", True),
        format=EventFormat.objects.filter(slug=entry.get("format")).first(),
        level=EventLevel.objects.filter(slug=entry.get("level")).first(),
        organiser=_organisation(entry),
        cpd_hours=Decimal(entry["cpd_hours"]) if "cpd_hours" in entry else None,
        booking_deadline=_moment(entry["deadline"], today) if "deadline" in entry else None,
        dates=[_date(entry["slug"], when, today) for when in entry.get("dates", [])],
        body=_body(entry),
        materials=_materials(entry),
        live=False,
    )
    for field, model in TERMS.items():
        if field in entry:
            setattr(event, field, [model.objects.get(slug=slug) for slug in entry[field]])
    index.add_child(instance=event)
    event.save_revision().publish()


def _organisation(entry: dict[str, Any]) -> Organisation | None:
    if "organiser" not in entry:
        return None
    organisation, _ = Organisation.objects.get_or_create(
        name=entry["organiser"], defaults={"is_sample": entry.get("is_sample", True)}
    )
    return organisation


def _moment(when: dict[str, Any], today: date) -> datetime:
    """A weekday and time of day, so many weeks from the week of today."""
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=when["weeks"], days=WEEKDAYS.index(when["day"]))
    at: time = when["at"]
    return timezone.make_aware(datetime.combine(day, at))


def _date(slug: str, when: dict[str, Any], today: date) -> dict[str, Any]:
    starts = _moment(when, today)
    facts = {name: when[name] for name in ("capacity", "note") if name in when}
    ends = starts + timedelta(minutes=when["minutes"])
    return {
        "type": "date",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{slug}/{when['weeks']}")),
        "value": {"starts": starts.isoformat(), "ends": ends.isoformat(), **facts},
    }


def _body(entry: dict[str, Any]) -> list[tuple[str, Any]]:
    body: list[tuple[str, Any]] = [("text", entry["body"])]
    if "quote" in entry:
        quote = {"text": entry["quote"], "speaker": entry["speaker"], "is_sample": True}
        body.append(("quote", quote))
    return body


def _materials(entry: dict[str, Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if "materials" in entry:
        found.append(("text", entry["materials"]))
    if "film" in entry:
        found.append(("film", entry["film"] | {"has_captions": True}))
    if "transcript" in entry:
        found.append(("download", {"document": _document(entry), "note": "1 page"}))
    return found


def _document(entry: dict[str, Any]) -> CustomDocument:
    transcript = entry["transcript"]
    return CustomDocument.objects.create(
        title=transcript["title"],
        file=ContentFile(transcript["text"].encode(), name=f"{entry['slug']}.txt"),
    )

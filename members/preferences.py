"""What a member wants to read, and how often."""

from collections.abc import Callable

from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from members.enums import ConsentAction
from members.models import ConsentEvent, Member

Section = Callable[[HttpRequest, Member], SafeString]
"""Draws one part of the preferences page; "" where there is nothing to show."""

_sections: list[Section] = []


def add_section(section: Section) -> None:
    """Give an app that members does not know a place on the preferences page."""
    _sections.append(section)


def sections(request: HttpRequest, member: Member) -> list[SafeString]:
    """Those parts, in the order in which they were added."""
    return [drawn for section in _sections if (drawn := section(request, member))]


def choices_of(member: Member) -> dict[str, object]:
    """What was chosen, in words that outlive the vocabularies' keys."""
    return {
        "sectors": sorted(member.sectors.values_list("slug", flat=True)),
        "topics": sorted(member.topics.values_list("slug", flat=True)),
        "role": member.role.slug if member.role else "",
        "area": member.area.slug if member.area else "",
        "frequency": member.frequency,
        "form": member.letter_format,
        "paused_until": f"{member.paused_until}" if member.is_paused else "",
    }


@transaction.atomic
def save(form: ModelForm, *, before: dict[str, object], source: str) -> bool:
    """Keep what the member chose, and note it as an event if it differs from before."""
    return _note(form.save(), before=before, source=source)


@transaction.atomic
def change(member: Member, *, source: str, **chosen: object) -> bool:
    """Keep one or two choices and leave the others; noted in the same way."""
    before = choices_of(member)
    for name, value in chosen.items():
        setattr(member, name, value)
    member.save(update_fields=list(chosen))
    return _note(member, before=before, source=source)


def _note(member: Member, *, before: dict[str, object], source: str) -> bool:
    after = choices_of(member)
    if after == before:
        return False
    ConsentEvent.objects.create(
        subject=member.user.subject,
        action=ConsentAction.CHANGED,
        source=source,
        detail=after,
    )
    return True

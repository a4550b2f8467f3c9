"""All that the page of a record needs."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from content.crumbs import crumbs
from library.enums import Freshness
from library.reading import evidence, glance, head, story
from library.reading.beside import beside
from library.terms import chosen_for

if TYPE_CHECKING:
    from library.models.records import PracticeRecord

NUMBERS_BESIDE = 3
"""So many key numbers fit beside the lessons; more get a row of their own."""


def of_record(record: "PracticeRecord", request: HttpRequest, *, on: date) -> dict[str, Any]:
    """What the template is given, as things stand on that day."""
    terms = chosen_for(record)
    return {
        "crumbs": crumbs(record, request),
        "terms": terms,
        "head_facts": head.head_facts(
            record, terms["areas"], standing=record.get_maturity_display()
        ),
        "is_archived": record.freshness(on) == Freshness.ARCHIVED,
        "notices": head.notices(record, on=on),
        "lessons": head.lessons(record),
        "lessons_note": head.lessons_note(record),
        "has_many_numbers": len(record.key_numbers) > NUMBERS_BESIDE,
        "glance": glance.glance(record, terms),
        "sections": story.sections(record),
        "judgements": evidence.judgements(record) if record.is_rated else [],
        "judged": evidence.judged(record),
        "checked": evidence.checked(record, on=on),
        "reuse": glance.reuse(record),
        "related": beside(record, terms, on=on),
    }

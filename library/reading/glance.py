"""At a glance: a label over its value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from content.models import Organisation
from content.versions import kept
from library.terms import Chosen, narrowest_first

if TYPE_CHECKING:
    from library.models.records import PracticeRecord

NOT_RECORDED = "Not recorded"


@dataclass(frozen=True, slots=True)
class GlanceItem:
    """A label over its value."""

    label: str
    value: str = ""
    note: str = ""
    statuses: tuple[str, ...] = ()


def glance(record: "PracticeRecord", terms: Mapping[str, list[Chosen]]) -> list[GlanceItem]:
    """Short answers; an optional one that is empty is left out."""
    partners = [partner.organisation_id for partner in record.partners.all()]
    names = kept("library:names of organisations", _names)
    period = record.started and (
        f"{record.started} to {record.ended}" if record.ended else f"Since {record.started}"
    )
    required = [
        GlanceItem("What they wanted to change", record.purpose),
        GlanceItem("Led by", names.get(record.lead_organisation_id, "")),
        GlanceItem("How far it has come", record.get_maturity_display()),
        GlanceItem("Area covered", place_links(terms["areas"])),
        GlanceItem("Done in", labels(terms["sectors"])),
        GlanceItem("Useful to", labels(terms["roles"])),
        GlanceItem("Stages", labels(terms["stages"])),
        GlanceItem("Topics", labels(terms["topics"])),
        GlanceItem("Children’s ages", labels(terms["ages"])),
        GlanceItem("Kind of evidence", labels(terms["evidence_type"])),
    ]
    optional = [
        GlanceItem("With", "; ".join(names[key] for key in partners if key in names)),
        GlanceItem("Published by", names.get(record.publisher_id, "")),
        GlanceItem("When", period or (f"Until {record.ended}" if record.ended else "")),
        GlanceItem("Funding", record.funding_in_one_line),
        GlanceItem("Staff and time", record.staffing_in_one_line),
        GlanceItem("Good to know", labels(terms["flags"])),
    ]
    return [
        *(GlanceItem(item.label, item.value or NOT_RECORDED) for item in required),
        *(item for item in optional if item.value),
        GlanceItem("How complete it is", statuses=tuple(record.statuses)),
    ]


def place_links(areas: Iterable[Chosen]) -> SafeString:
    """Areas by name, the narrowest first, each leading to what is known of it."""
    links = ((reverse("area", args=[area.slug]), area.label) for area in narrowest_first(areas))
    return format_html_join("; ", '<a href="{}">{}</a>', links)


def labels(terms: Iterable[Chosen]) -> str:
    """Terms in one line."""
    return "; ".join(term.label for term in terms)


def _names() -> dict[int | None, str]:
    """What all bodies are called."""
    return dict(Organisation.objects.values_list("pk", "name"))


def reuse(record: "PracticeRecord") -> list[GlanceItem]:
    """What another area would need."""
    items = (
        GlanceItem("People", record.copy_people),
        GlanceItem("Cost", record.copy_cost),
        GlanceItem("Permissions", record.copy_permissions),
        GlanceItem("The first 90 days", record.copy_first_days),
    )
    return [item for item in items if item.value]

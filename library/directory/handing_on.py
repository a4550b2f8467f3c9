"""The directory for other people's systems: as Open Referral data, and as a table.

The data is shaped as a service of the Human Services Data Specification 3.0, which Open Referral UK
3.0 is a profile of (schema/service.json of openreferral/specification, and its page of results in
schema/openapi.json; rules for the UK in docs/hsds/uk_compliance.md). What may not be known of an
address is in neither, and the owner's address is nobody's business.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db.models import QuerySet

from content.modeladmin import plain_cell
from content.timetable import in_words
from library.directory.gazetteer import gazetteer
from library.enums import Cost, ServiceStatus
from library.models import ServicePage
from taxonomy.outcodes import outcode_in

PREFETCHED = ("areas", "service_kinds", "deliveries", "referral_routes", "ages")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUSES = {ServiceStatus.OPEN: "active", ServiceStatus.PAUSED: "temporarily closed"}
VOCABULARIES = {
    "service_kinds": "Service kind",
    "deliveries": "Delivery",
    "referral_routes": "Who may refer",
    "ages": "Child’s age",
}

Fact = dict[str, Any]


def handed_on(on: date) -> QuerySet[ServicePage]:
    """What everybody may have on that day."""
    listed = ServicePage.objects.listed(on).select_related("provider")
    return listed.prefetch_related(*PREFETCHED).order_by("pk")


def as_open_referral(page: ServicePage) -> Fact:
    """One service."""
    key = f"service:{page.pk}"
    return _known(
        id=_uuid(key),
        name=page.title,
        description="\n\n".join(part for part in (page.summary, page.about) if part),
        url=page.website or page.full_url,
        email=page.email,
        status=STATUSES[ServiceStatus(page.status)],
        alert=page.status_note,
        application_process=page.how_to_refer,
        eligibility_description="\n\n".join(_eligibility(page)),
        fees_description=_cost(page),
        assured_date=page.last_reviewed.isoformat() if page.last_reviewed else "",
        organization=_organisation(page),
        phones=_phones(page, key),
        contacts=list(_contacts(page, key)),
        languages=[
            {"id": _uuid(f"{key}:language:{name}"), "name": name} for name in _languages(page)
        ],
        schedules=list(_schedules(page, key)),
        service_areas=[
            {"id": _uuid(f"{key}:area:{area.pk}"), "name": area.label}
            | ({"uri": f"{_STATISTICS}{area.gss_code}"} if area.gss_code else {})
            for area in page.areas.all()
        ],
        service_at_locations=list(_locations(page, key)),
        attributes=list(_attributes(page, key)),
    )  # fmt: skip


COLUMNS = (
    "Name", "Page", "Run by", "Status", "What to know", "In a sentence", "Kinds", "Delivery",
    "Places and prisons", "Children’s ages", "Whom it takes", "Whom it cannot take",
    "Who may refer", "How to refer", "Waiting time", "Cost", "Languages", "Access", "Ask for",
    "Telephone", "E-mail", "Website", "Address", "Hours", "Last checked", "By", "Sample content",
)  # fmt: skip


def as_row(page: ServicePage) -> list[str]:
    """One service as a line of the table; no cell of it can be run by a spreadsheet."""
    cells = (
        page.title, page.full_url or "", str(page.provider or ""), page.get_status_display(),
        page.status_note, page.summary, _line(page, "service_kinds"), _line(page, "deliveries"),
        _line(page, "areas"), _line(page, "ages"), page.takes, page.cannot_take,
        _line(page, "referral_routes"), page.how_to_refer, page.waiting_time, _cost(page),
        page.languages, page.accessibility, page.contact_role, page.phone, page.email, page.website,
        ", ".join(page.public_address), "; ".join(in_words(page.opening_hours)),
        page.last_reviewed.isoformat() if page.last_reviewed else "", page.verified_by,
        "Yes" if page.is_sample else "",
    )  # fmt: skip
    return [plain_cell(cell) for cell in cells]


_STATISTICS = "http://statistics.data.gov.uk/id/statistical-geography/"


def _organisation(page: ServicePage) -> Fact | None:
    if page.provider is None:
        return None
    body = page.provider
    # A description is demanded, and we have none but this.
    about = f"{body.name} runs services that are listed in this directory."
    key = _uuid(f"organisation:{body.pk}")
    return _known(id=key, name=body.name, description=about, website=body.website)


def _phones(page: ServicePage, key: str) -> list[Fact]:
    return [{"id": _uuid(f"{key}:phone"), "number": page.phone}] if page.phone else []


def _contacts(page: ServicePage, key: str) -> Iterator[Fact]:
    """Whom to ask for. The profile for the UK looks for telephone numbers here."""
    if page.contact_role:
        yield _known(
            id=_uuid(f"{key}:contact"),
            title=page.contact_role,
            email=page.email,
            phones=_phones(page, f"{key}:contact"),
        )


def _schedules(page: ServicePage, key: str) -> Iterator[Fact]:
    for row in page.opening_hours if page.is_running else ():
        yield _known(
            id=_uuid(f"{key}:hours:{row.weekday}:{row.opens}"),
            freq="WEEKLY",
            byday=DAYS[row.weekday],
            opens_at=f"{row.opens:%H:%M}",
            closes_at=f"{row.closes:%H:%M}",
            notes="Times are local time in London.",
        )


def _locations(page: ServicePage, key: str) -> Iterator[Fact]:
    """Where it is, if that may be known."""
    if not page.public_address:
        return
    # Each of these has to be there, even where nobody has said it.
    address = {
        "id": _uuid(f"{key}:address"),
        "address_1": ", ".join(line.strip() for line in page.address.splitlines() if line.strip()),
        "city": page.town,
        "state_province": _authority(page.postcode),
        "postal_code": page.postcode,
        "country": "GB",
        "address_type": "physical",
    }
    access = {"id": _uuid(f"{key}:access"), "description": page.accessibility}
    point = page.public_point
    location = _known(
        id=_uuid(f"{key}:place"),
        location_type="physical",
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        addresses=[address],
        accessibility=[access] if page.accessibility else [],
    )
    yield {"id": _uuid(f"{key}:at"), "location": location}


def _authority(postcode: str) -> str:
    """The council in whose area most of the outcode lies: the nearest that we have to a county."""
    outcode = outcode_in(postcode)
    known = gazetteer().by_slug
    slugs = outcode.authorities if outcode else ()
    return next((known[slug].label for slug in slugs if slug in known), "")


def _attributes(page: ServicePage, key: str) -> Iterator[Fact]:
    for field, vocabulary in VOCABULARIES.items():
        for term in getattr(page, field).all():
            named = f"{field}:{term.slug}"
            yield {
                "id": _uuid(f"{key}:{named}"),
                "link_id": _uuid(key),
                "link_entity": "service",
                "taxonomy_term": {
                    "id": _uuid(named),
                    "code": term.slug,
                    "name": term.label,
                    "description": term.scope_note or term.label,
                    "taxonomy": vocabulary,
                },
            }
    if page.is_sample:
        yield {
            "id": _uuid(f"{key}:sample"),
            "link_id": _uuid(key),
            "link_entity": "service",
            "label": "Sample content",
        }


def _eligibility(page: ServicePage) -> Iterator[str]:
    if page.takes:
        yield page.takes
    if page.cannot_take:
        yield f"It cannot take: {page.cannot_take}"


def _cost(page: ServicePage) -> str:
    if page.cost == Cost.PAID and page.cost_note:
        return page.cost_note
    return page.get_cost_display() if page.cost else ""


def _languages(page: ServicePage) -> list[str]:
    return [name.strip() for name in page.languages.replace(";", ",").split(",") if name.strip()]


def _line(page: ServicePage, field: str) -> str:
    return "; ".join(term.label for term in getattr(page, field).all())


def _uuid(key: str) -> str:
    """The same at every export, and another one on another site."""
    return str(uuid5(NAMESPACE_URL, f"{settings.BASE_URL}#{key}"))


def _known(**facts: Any) -> Fact:
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}


def pages_of(number: int, pages: int, total: int, size: int, contents: Iterable[Fact]) -> Fact:
    """One page of results, as the specification wants it."""
    found = list(contents)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": size,
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not found,
        "contents": found,
    }

"""The directory of services of the demonstration, and the prison that one of them serves."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.demo.library import VOCABULARIES, named, publish, stream, terms
from content.models import Organisation
from library.models import LibraryIndexPage, ServicePage
from taxonomy.models import Area, AreaKind

WORDS = Path(__file__).with_suffix(".toml")
ITS_OWN = {
    "service_kinds": "ServiceKind",
    "deliveries": "ServiceDelivery",
    "referral_routes": "ReferralRoute",
    "relationships": "Relationship",
}

Row = dict[str, Any]


@transaction.atomic
def load() -> None:
    """Add what is missing; a page that is there is left as its editors want it."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    organisations = named(words["organisations"])
    for row in words["prisons"]:
        row["parent"] = Area.objects.get(slug=row["parent"])
        Area.objects.get_or_create(slug=row["slug"], defaults=row | {"kind": AreaKind.PRISON})
    index = LibraryIndexPage.objects.get()
    there = set(index.get_children().values_list("slug", flat=True))
    for row in words["services"]:
        if row["slug"] not in there:
            _load(row, organisations, index)


def _load(row: Row, organisations: Mapping[str, Organisation], index: LibraryIndexPage) -> None:
    at = timezone.now() - timedelta(days=row.pop("days_ago"))
    page: Any = ServicePage(
        live=False,
        is_sample=True,
        first_published_at=at,
        last_reviewed=timezone.localdate(at),
        provider=organisations[row.pop("provider")],
        hours=stream(("hours", hours) for hours in row.pop("hours", ())),
    )
    for field, name in (VOCABULARIES | ITS_OWN).items():
        setattr(page, field, terms(name, row.pop(field, ())))
    for field, value in row.items():
        setattr(page, field, value)
    publish(page, under=index, at=at)

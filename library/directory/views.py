"""The directory of services, for readers. What they type is looked up and forgotten."""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.crumbs import Crumb
from content.helpline import Helpline
from content.leaving import render_with_way_out
from content.models import SiteIdentity
from content.pagination import paginate
from library.directory.asking import Asked, discreet, read
from library.directory.entries import Entry, entries
from library.directory.finding import Hit, find
from library.directory.forms import DirectoryForm
from library.directory.gazetteer import Gazetteer, gazetteer
from library.directory.handing_on import (
    COLUMNS,
    as_open_referral,
    as_row,
    handed_on,
    pages_of,
)
from library.models import ServicePage
from library.reading.service import telephone
from taxonomy.models import ServiceKind

A_PAGE_OF_DATA = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A service as the list shows it."""

    page: ServicePage
    hit: Hit
    telephone: Helpline | None
    is_due: bool

    @property
    def kinds(self) -> str:
        """What it does, in a line."""
        return ", ".join(kind.label for kind in self.page.service_kinds.all())


@dataclass(frozen=True, slots=True)
class Advice:
    """What to loosen, and what that would give."""

    text: str
    count_text: str
    url: str


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The list, nearest first; no query leads to an error."""
    shorter = discreet(request.GET)
    if shorter is not None:
        return redirect(f"{reverse('services')}{shorter}")
    now = timezone.now()
    known, places = entries(timezone.localdate(now)), gazetteer()
    kinds = {kind.slug: kind for kind in ServiceKind.objects.in_use()}
    asked = read(request.GET, places, kinds, known)
    hits = find(known, asked, places)
    page = paginate(request, hits)
    found = {
        "asked": asked,
        "form": DirectoryForm(asked, kinds.values(), known, places),
        "count": _counted(len(hits), asked),
        "results": page,
        "rows": rows(list(page.object_list), at=now),
        "advice": [] if hits else _advice(asked, known, places),
        "crumbs": [Crumb("Home", "/"), Crumb("Services")],
    }
    identity = SiteIdentity.of(request)
    way_out = identity.exit_url if identity.services_can_be_left else ""
    return render_with_way_out(request, "library/services.html", found, way_out=way_out)


@require_safe
def open_referral(request: HttpRequest) -> JsonResponse:
    """A page of the directory for other systems; `page` is the number of it."""
    page = paginate(request, handed_on(timezone.localdate()), per_page=A_PAGE_OF_DATA)
    contents = map(as_open_referral, page.object_list)
    pages, total = page.paginator.num_pages, page.paginator.count
    response = JsonResponse(pages_of(page.number, pages, total, A_PAGE_OF_DATA, contents))
    # The rules of Open Referral UK: any page on the web may read what everybody may have.
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The whole directory, for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="services.csv"'
    response.write("\ufeff")  # so that spreadsheets read the letters right
    lines = csv.writer(response)
    lines.writerow(COLUMNS)
    lines.writerows(map(as_row, handed_on(timezone.localdate())))
    return response


def rows(hits: list[Hit], *, at: datetime) -> list[Row]:
    """The services on one page of the list, in its order."""
    wanted = ServicePage.objects.filter(pk__in=[hit.pk for hit in hits])
    pages = {page.pk: page for page in wanted.prefetch_related("areas", "service_kinds")}
    today = timezone.localdate(at)
    return [
        Row(
            page=page,
            hit=hit,
            telephone=telephone(page, at=at),
            is_due=bool(page.review_due and page.review_due <= today),
        )
        for hit in hits
        if (page := pages.get(hit.pk))
    ]


def _counted(count: int, asked: Asked) -> str:
    number = f"{count} service{'' if count == 1 else 's'}"
    return f"{number} for {asked.where}" if asked.where else number


def _advice(asked: Asked, known: list[Entry], places: Gazetteer) -> list[Advice]:
    """Each way to ask for less that would find something."""
    ways = {
        "Any kind of service": ("kind",) if asked.kind else (),
        "Any council or prison": ("place",) if asked.place else (),
        "Any distance": ("near",) if asked.near else (),
    }
    found = []
    count = partial(find, known, places=places)
    for text, fields in ways.items():
        if fields and (number := len(count(asked=asked.without(*fields)))):
            address = f"{reverse('services')}{asked.without(*fields).address}"
            found.append(Advice(text, str(number), address))
    return found

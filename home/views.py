"""Pages that nobody writes: about places, kept like what editors write, and packs to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.crumbs import Crumb
from home import choosing, local, packing
from library.directory.gazetteer import gazetteer


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Every place that something is about, and whether it is known to have a protocol."""
    listed = local.listed(gazetteer(), at=timezone.now())
    found = {
        "groups": local.by_kind(listed),
        "crumbs": [Crumb("Home", "/"), Crumb("Places")],
    }
    return render(request, "home/areas.html", found)


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a place, and what is not."""
    places = gazetteer()
    place = places.by_slug.get(slug)
    if place is None:
        raise Http404("There is no such place.")
    found = {
        "area": local.of_place(place, places, at=timezone.now()),
        "crumbs": [
            Crumb("Home", "/"),
            Crumb("Places", reverse("areas")),
            Crumb(place.label),
        ],
    }
    return render(request, "home/area.html", found)


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """What one situation needs, on paper; without two choices, the choices."""
    offered = choosing.choosing()
    sector, stage = choosing.read(request.GET, offered)
    found: dict[str, object] = {"crumbs": [Crumb("Home", "/"), Crumb("Pack to print")]}
    if sector and stage:
        packed = packing.pack(sector, stage, offered, today=timezone.localdate())
        return render(request, "home/situation.html", found | {"pack": packed})
    found |= {
        "form": choosing.form(offered, sector, stage),
        "is_strange": bool(request.GET),
    }
    return render(request, "home/situation_choices.html", found)

"""Where else a family can turn, from the page of a service."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from content.helpline import Helpline
from library.facets import PLACE, facet_of, token
from library.reading.service import telephone

if TYPE_CHECKING:
    from library.models.services import ServicePage
    from library.terms import Chosen

MOST = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another service, as a list shows it."""

    page: "ServicePage"
    telephone: Helpline | None

    @property
    def kinds(self) -> str:
        return ", ".join(kind.label for kind in self.page.service_kinds.all())


def nearby(page: "ServicePage", areas: "list[Chosen]", *, at: datetime) -> dict[str, Any]:
    """Services that take families from the same places, the nearest by their areas first.

    A service of a whole region is for its councils, too; one in another council of it is not.
    """
    own = [token(PLACE, area.pk) for area in areas]
    around = [it for it in page.found_by if facet_of(it) == PLACE]
    same = [Case(When(found_by__contains=[it], then=1), default=0) for it in around]
    others = type(page).objects.listed(timezone.localdate(at)).exclude(pk=page.pk)
    covering = _covering(page, [int(it.partition(":")[2]) for it in around])
    found = (
        others.filter(Q(found_by__overlap=own) | Q(pk__in=covering))
        .annotate(shared=sum(same, Value(0)))
        .order_by("-shared", "title")
        .prefetch_related("areas", "service_kinds")[:MOST]
    )
    return {
        "nearby": [Neighbour(it, telephone(it, at=at)) for it in found],
        "all_nearby": f"{reverse('services')}?place={areas[0].slug}" if areas else "",
    }


def _covering(page: "ServicePage", places: list[int]) -> QuerySet[Any]:
    through: Any = type(page).areas.through
    return through.objects.filter(area__in=places).values("librarypage")

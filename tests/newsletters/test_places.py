"""Who is near enough to be told of something that takes place somewhere."""

import pytest

from newsletters.places import around, regions_of
from taxonomy.models import Area, AreaKind

pytestmark = pytest.mark.django_db

LIES_IN = {
    "united-kingdom": (AreaKind.NATION, None),
    "england": (AreaKind.NATION, "united-kingdom"),
    "wales": (AreaKind.NATION, "united-kingdom"),
    "london": (AreaKind.REGION, "england"),
    "camden": (AreaKind.AUTHORITY, "london"),
    "cardiff": (AreaKind.AUTHORITY, "wales"),
}


@pytest.fixture
def places():
    Area.objects.all().delete()
    made = {}
    for slug, (kind, parent) in LIES_IN.items():
        made[slug] = Area.objects.create(
            label=slug.title(), slug=slug, kind=kind, parent=made.get(parent)
        )
    return made


@pytest.mark.parametrize(
    ("takes_place", "bound_to"),
    [
        ("camden", "london"),
        ("london", "london"),
        ("england", "england"),
        ("cardiff", "wales"),
        ("wales", "wales"),
        ("united-kingdom", "united-kingdom"),
    ],
)
def test_a_thing_is_bound_to_its_region_or_to_a_nation_without_any(places, takes_place, bound_to):
    assert regions_of([places[takes_place]]) == (bound_to,)


@pytest.mark.parametrize("works_in", LIES_IN)
@pytest.mark.parametrize("takes_place", LIES_IN)
def test_a_reader_is_told_of_what_is_near_and_of_what_is_for_a_whole_nation(
    places, works_in, takes_place
):
    anywhere = works_in in {"united-kingdom", "england"}
    theirs = around(places[works_in])
    near = {
        "camden": {"camden", "london", "england", "united-kingdom"},
        "london": {"camden", "london", "england", "united-kingdom"},
        "cardiff": {"cardiff", "wales", "united-kingdom"},
        "wales": {"cardiff", "wales", "united-kingdom"},
    }

    told = not theirs or bool(theirs & set(regions_of([places[takes_place]])))

    assert told == (anywhere or takes_place in near[works_in])

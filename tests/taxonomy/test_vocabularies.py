"""The words the hub starts with, and what editors make of them."""

import re
from collections import Counter

import pytest

from taxonomy import vocabularies
from taxonomy.models import AgeBand, Area, AreaKind, EventFormat, Sector, Topic

pytestmark = pytest.mark.django_db

AUTHORITIES_OF_REGION = {
    "north-east": 12,
    "north-west": 24,
    "yorkshire-and-the-humber": 15,
    "east-midlands": 10,
    "west-midlands": 14,
    "east-of-england": 11,
    "london": 33,
    "south-east": 19,
    "south-west": 15,
    "wales": 22,
    "scotland": 32,
    "northern-ireland": 11,
}


@pytest.fixture
def loaded(db):
    vocabularies.load()


def test_every_vocabulary_is_filled_in_its_order(loaded):
    assert list(AgeBand.objects.values_list("label", flat=True))[:2] == ["Unborn to 1", "2 to 4"]
    assert Topic.objects.count() == 34
    assert Sector.objects.count() == 21
    assert set(EventFormat.objects.values_list("slug", flat=True)) == {
        "in-person",
        "online",
        "hybrid",
        "on-demand",
    }


def test_loading_twice_changes_nothing(loaded, django_assert_max_num_queries):
    before = sorted(Area.objects.values_list("pk", "label"))

    with django_assert_max_num_queries(80):
        vocabularies.load()

    assert sorted(Area.objects.values_list("pk", "label")) == before


def test_an_old_board_is_found_under_its_new_name(loaded):
    found = Sector.objects.get(synonyms__contains=["LSCB"])

    assert found.label == "Local authority strategy and safeguarding partnership"


def test_what_an_editor_changed_stays_changed(loaded):
    Topic.objects.filter(slug="housing").update(label="Homes", synonyms=["flat"], is_retired=True)

    vocabularies.load()

    topic = Topic.objects.get(slug="housing")
    assert (topic.label, topic.synonyms, topic.is_retired) == ("Homes", ["flat"], True)


def test_a_term_an_editor_deleted_stays_deleted(loaded):
    Topic.objects.get(slug="housing").delete()

    vocabularies.load()

    assert not Topic.objects.filter(slug="housing").exists()


def test_a_term_whose_address_an_editor_changed_is_not_doubled(loaded):
    Topic.objects.filter(slug="housing").update(slug="homes")

    vocabularies.load()

    assert Topic.objects.filter(label="Housing").count() == 1


def test_an_editors_own_term_of_the_same_name_is_kept():
    own = Topic.objects.create(label="Housing", slug="own-housing")

    vocabularies.load()

    assert list(Topic.objects.filter(label="Housing")) == [own]
    assert Topic.objects.count() == 34


def test_each_authority_lies_in_its_region(loaded):
    counted = Counter(
        Area.objects.filter(kind=AreaKind.AUTHORITY).values_list("parent__slug", flat=True)
    )

    assert counted == AUTHORITIES_OF_REGION


def test_codes_are_of_the_kind_their_place_has(loaded):
    patterns = {
        "england": r"E(06|08|09|10)\d{6}",
        "wales": r"W06\d{6}",
        "scotland": r"S12\d{6}",
        "northern-ireland": r"N09\d{6}",
    }
    for area in Area.objects.filter(kind=AreaKind.AUTHORITY).select_related("parent__parent"):
        nation = area.parent if area.parent.kind == AreaKind.NATION else area.parent.parent
        assert re.fullmatch(patterns[nation.slug], area.gss_code), area.label
    assert Area.objects.exclude(gss_code="").count() == 4 + 1 + 9 + 218


@pytest.mark.parametrize(
    ("slug", "code", "region"),
    [
        ("cumberland", "E06000063", "North West"),
        ("westmorland-and-furness", "E06000064", "North West"),
        ("north-yorkshire", "E06000065", "Yorkshire and The Humber"),
        ("somerset", "E06000066", "South West"),
        ("buckinghamshire", "E06000060", "South East"),
        ("dorset", "E06000059", "South West"),
        ("bournemouth-christchurch-and-poole", "E06000058", "South West"),
        ("north-northamptonshire", "E06000061", "East Midlands"),
        ("west-northamptonshire", "E06000062", "East Midlands"),
        ("barnsley", "E08000038", "Yorkshire and The Humber"),
        ("telford-and-wrekin", "E06000020", "West Midlands"),
        ("halton", "E06000006", "North West"),
        ("kingston-upon-thames", "E09000021", "London"),
        ("bristol", "E06000023", "South West"),
    ],
)
def test_reorganised_and_often_named_authorities_have_their_present_codes(
    loaded, slug, code, region
):
    area = Area.objects.get(slug=slug)

    assert (area.gss_code, area.parent.label) == (code, region)


def test_abolished_counties_are_gone_but_found_as_synonyms(loaded):
    assert not Area.objects.filter(label__in=["Cumbria", "Northamptonshire"]).exists()
    assert Area.objects.filter(synonyms__contains=["Cumbria"]).count() == 2

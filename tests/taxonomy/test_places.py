"""The tree of places."""

import pytest
from django.core.exceptions import ValidationError

from taxonomy import vocabularies
from taxonomy.models import Area, AreaKind
from tests.factories.taxonomy import AreaFactory

pytestmark = pytest.mark.django_db


def test_a_region_cannot_lie_in_an_authority():
    authority = AreaFactory()
    region = AreaFactory.build(kind=AreaKind.REGION, parent=authority)

    with pytest.raises(ValidationError, match="Choose a place that this one lies in"):
        region.full_clean()


def test_a_place_cannot_lie_in_itself_by_a_detour():
    outer = AreaFactory(kind=AreaKind.NATION)
    inner = AreaFactory(kind=AreaKind.NATION, parent=outer)
    outer.parent = inner

    with pytest.raises(ValidationError, match="cannot lie in itself"):
        outer.full_clean()


def test_two_places_cannot_share_a_code():
    AreaFactory(gss_code="E06000063")

    with pytest.raises(ValidationError):
        AreaFactory.build(gss_code="E06000063").full_clean()


def test_places_without_a_code_do_not_get_in_each_others_way():
    AreaFactory(gss_code="")

    AreaFactory.build(gss_code="", label="Another", slug="another").full_clean()


def test_a_prison_lies_in_an_authority_and_nothing_in_a_prison():
    prison = AreaFactory(kind=AreaKind.PRISON, parent=AreaFactory())
    prison.full_clean()

    with pytest.raises(ValidationError, match="Choose a place that this one lies in"):
        AreaFactory.build(parent=prison).full_clean()


def test_every_place_of_the_hub_lies_where_the_list_says():
    vocabularies.load()
    leeds = Area.objects.get(slug="leeds")

    assert [area.slug for area in leeds.ancestors()] == [
        "yorkshire-and-the-humber", "england", "uk",
    ]  # fmt: skip

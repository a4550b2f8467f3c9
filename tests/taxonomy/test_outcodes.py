"""First halves of postcodes."""

import csv

import pytest

from taxonomy.outcodes import TABLE, looks_like_a_postcode, miles_between, outcode_in
from taxonomy.vocabularies import PLACES


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SW9", "SW9"),
        ("sw9 7ab", "SW9"),
        ("SW97AB", "SW9"),
        (" sw9 7 ", "SW9"),
        ("M1 1AA", "M1"),
        ("M11AA", "M1"),
        ("M11", "M11"),
        ("W1A 1AA", "W1A"),
        ("bt7 1nn", "BT7"),
    ],
)
def test_a_postcode_is_known_by_its_first_half(typed, code):
    assert outcode_in(typed).code == code


@pytest.mark.parametrize("typed", ["", "Leeds", "ZZ99", "XX1 1XX", "SW9 7AB extra", "٣"])
def test_what_is_no_postcode_that_there_is_is_none(typed):
    assert outcode_in(typed) is None


def test_the_shape_of_a_postcode_is_known_even_if_nobody_has_it():
    assert looks_like_a_postcode("xx1 1xx")
    assert not looks_like_a_postcode("Leeds")


def test_an_outcode_lies_in_its_authority_also_in_counties_with_districts():
    assert outcode_in("SW9").authorities[0] == "lambeth"
    assert outcode_in("GU1").authorities == ("surrey",)
    assert outcode_in("BT7").authorities == ("belfast",)


def test_places_lie_where_maps_say():
    brixton, guildford, belfast = (outcode_in(code).point for code in ("SW9", "GU1", "BT7"))

    assert brixton == pytest.approx((51.47, -0.11), abs=0.02)
    assert belfast == pytest.approx((54.58, -5.93), abs=0.02)
    assert 24 < miles_between(brixton, guildford) < 28
    assert miles_between(brixton, brixton) == 0


def test_the_table_names_only_places_that_the_site_knows():
    def rows(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(line for line in file if not line.startswith("#")))

    known = {row["slug"] for row in rows(PLACES)}
    named = {slug for row in rows(TABLE) for slug in row["authorities"].split("|")}

    assert len(rows(TABLE)) > 2900
    assert named - {""} <= known

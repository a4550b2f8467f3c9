"""What people looked for and did not find."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from cms.tasks import CHORES
from library import missing
from library.models import MissedSearch
from tests.factories.library import CaseStudyFactory
from tests.factories.members import UserFactory

TODAY = date(2026, 3, 15)
REPORT = "library_missedsearch_modeladmin_index"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(datetime(2026, 3, 15, 12, tzinfo=UTC))


def noted():
    return {(row.words, row.day): row.count for row in MissedSearch.objects.all()}


def test_words_that_found_nothing_are_counted_by_the_day(client, library):
    for words in ("Homework  clubs", "homework clubs!", "HOMEWORK CLUBS"):
        client.get(library.url, {"q": words})

    assert noted() == {("homework clubs", TODAY): 3}


def test_words_that_found_something_are_not_noted(client, library):
    CaseStudyFactory(title="Homework clubs")

    client.get(library.url, {"q": "homework"})
    client.get(library.url)

    assert noted() == {}


@pytest.mark.parametrize(
    "typed",
    [
        "ada@example.org",
        "write to ada @ home",
        "07700 900123",
        "020 7946 0123",
        "A1234BC",
        "943 476 5919",
        "child born 12/03/20151",
    ],
)
def test_what_may_be_about_somebody_is_not_kept(db, typed):
    missing.note(typed, on=TODAY)

    assert noted() == {}


@pytest.mark.parametrize("typed", ["guide 2008", "ks2", "under 5", "ages 16 to 17"])
def test_a_year_or_an_age_is_nobodys_number(db, typed):
    missing.note(typed, on=TODAY)

    assert noted() == {(typed, TODAY): 1}


def test_a_machine_that_tries_every_word_fills_no_table(db, monkeypatch):
    monkeypatch.setattr("library.missing.MOST_A_DAY", 2)
    for words in ("one", "two", "three", "one"):
        missing.note(words, on=TODAY)

    assert noted() == {("one", TODAY): 2, ("two", TODAY): 1}


def test_it_is_forgotten_after_a_year(db):
    missing.note("old", on=TODAY - timedelta(days=366))
    missing.note("not so old", on=TODAY - timedelta(days=365))

    missing.forget_old()

    assert [words for words, _ in noted()] == ["not so old"]
    assert missing.forget_old in CHORES


def test_those_who_may_see_it_can_read_it_and_no_more(client, db):
    missing.note("homework clubs", on=TODAY)
    group = Group.objects.create(name="Readers")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        Permission.objects.get(codename="view_missedsearch"),
    )
    reader, other = UserFactory(is_staff=True), UserFactory(is_staff=True)
    reader.groups.add(group)
    entrance = Group.objects.create(name="Others")
    entrance.permissions.add(Permission.objects.get(codename="access_admin"))
    other.groups.add(entrance)

    client.force_login(reader)
    page = client.get(reverse(REPORT)).content.decode()
    client.force_login(other)
    refused = client.get(reverse(REPORT))

    assert "homework clubs" in page
    assert "/create/" not in page
    assert "/delete/" not in page
    assert refused.status_code in (302, 403)

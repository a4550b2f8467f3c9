"""The growth of the membership: sums that agree with each other, for staff."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import joining, leaving
from members.models import Member
from newsletters.enums import EndedVia
from newsletters.results.growing import MONTHS, growth
from newsletters.subscribing import unsubscribe
from tests.factories.newsletters import editor, member

pytestmark = pytest.mark.django_db


def joined(address):
    joining.ask(address=address, wording="Yes", source="/join/")
    asked = Member.objects.get(user__email=address)
    return joining.confirm(joining.link_token(asked), source="letter")


def months():
    return growth(at=timezone.now())


def test_two_years_the_last_of_them_this_month(newsletter):
    found = months()

    assert len(found) == MONTHS
    assert [found[0].label, found[-1].label] == ["Dec 2024", "Nov 2026"]
    assert {month.members for month in found} == {0}


def test_who_came_and_who_went_leads_from_month_to_month(newsletter, clock):
    ada, _ben = joined("ada@example.org"), joined("ben@example.org")
    clock.shift(timedelta(days=31))
    leaving.leave(ada, source="/preferences/")
    joined("cem@example.org")
    joined("dot@example.org")

    found = months()[-2:]

    assert [(month.joined, month.left, month.members) for month in found] == [(2, 0, 2), (2, 1, 3)]


def test_who_stops_one_newsletter_or_never_confirmed_has_not_left(newsletter):
    ada = joined("ada@example.org")
    unsubscribe(ada.subscriptions.get(), via=EndedVia.PAGE, source="letter")
    leaving.leave(member("shy@example.org", confirmed=False), source="/preferences/")

    now = months()[-1]

    assert (now.joined, now.left, now.members) == (1, 0, 1)


def test_a_member_from_before_there_was_proof_is_counted_all_along(newsletter):
    member("old@example.org")

    assert {month.members for month in months()} == {1}


def test_the_last_minute_of_a_month_in_london_belongs_to_it(newsletter, clock):
    clock.move_to("2026-07-31T22:59:00+00:00")
    joined("ada@example.org")
    clock.move_to("2026-07-31T23:01:00+00:00")
    joined("ben@example.org")
    clock.move_to("2026-08-15T12:00:00+00:00")

    assert [(month.label, month.joined) for month in months()[-2:]] == [
        ("Jul 2026", 1),
        ("Aug 2026", 1),
    ]


def test_the_screen_shows_numbers_and_names_nobody(newsletter):
    joined("ada@example.org")
    client = Client()
    client.force_login(editor())

    page = client.get(reverse("edition_desk:growth")).content.decode()

    assert "1 member now" in re.sub(r"\s+", " ", page)
    assert len(re.findall(r"<svg[^>]*chart", page)) == 3
    assert "ada@" not in page


def test_it_is_closed_to_members_and_strangers(newsletter):
    someone = Client()
    someone.force_login(member("someone@example.org").user)

    assert someone.get(reverse("edition_desk:growth")).status_code in {302, 403}
    assert Client().get(reverse("edition_desk:growth")).status_code == 302

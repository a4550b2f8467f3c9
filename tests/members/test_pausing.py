"""A pause: begun, kept, ended, and refused where it makes no sense; nothing typed is lost."""

from datetime import date

import pytest
import time_machine

from members import preferences, privacy
from members.enums import ConsentAction, Frequency
from members.models import ConsentEvent, Member
from members.pausing import in_months
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
AS_THEY_ARE = {"frequency": "every", "letter_format": "html", "pause": "none"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def member(client):
    made = MemberFactory()
    client.force_login(made.user)
    return made


def choose(client, **chosen):
    return client.post("/preferences/", AS_THEY_ARE | chosen)


def paused_until():
    return Member.objects.get().paused_until


def words(page):
    return page.content.decode()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, later):
    assert in_months(day, months) == later


@pytest.mark.parametrize(
    ("chosen", "until"),
    [
        ({"pause": "month"}, date(2026, 12, 30)),
        ({"pause": "quarter"}, date(2027, 2, 28)),
        ({"pause": "day", "pause_until": "3/1/2027"}, date(2027, 1, 3)),
        ({"pause": "day", "pause_until": " 3 January 2027 "}, date(2027, 1, 3)),
        ({"pause": "day", "pause_until": "2027-01-03"}, date(2027, 1, 3)),
        ({"pause": "none", "pause_until": "3.1.2027"}, date(2027, 1, 3)),
        ({"pause": "day", "pause_until": "1/12/2026"}, date(2026, 12, 1)),
        ({"pause": "day", "pause_until": "30/11/2027"}, date(2027, 11, 30)),
    ],
)
def test_a_pause_is_kept_and_noted(client, member, chosen, until):
    assert choose(client, **chosen).status_code == 302

    assert paused_until() == until
    event = ConsentEvent.objects.last()
    assert event.action == ConsentAction.CHANGED
    assert event.detail["paused_until"] == until.isoformat()
    assert privacy.export_person(member.user)["account"]["choices"]["paused_until"] == (
        until.isoformat()
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"pause": "day", "pause_until": "30/11/2026"}, "Choose a day after today"),
        ({"pause": "day", "pause_until": "3/1/2020"}, "Choose a day after today"),
        ({"pause": "day", "pause_until": "1/12/2027"}, "30 November 2027 at the latest"),
        ({"pause": "day", "pause_until": "31/2/2027"}, "Enter the day as day, month and year"),
        ({"pause": "day", "pause_until": "after Easter"}, "Enter the day as day, month and year"),
        ({"pause": "day"}, "Enter the day on which newsletters are to come again"),
        ({"pause": "month", "pause_until": "3/1/2027"}, "You typed a day and chose"),
    ],
)
def test_a_day_that_makes_no_sense_is_answered_and_what_was_typed_stays(
    client, member, chosen, said
):
    page = choose(client, **chosen)

    assert page.status_code == 200
    assert said in words(page)
    assert page.context["form"].errors.keys() == {"pause_until"}
    assert page.context["form"]["pause"].value() == chosen["pause"]
    if typed := chosen.get("pause_until"):
        assert f'value="{typed}"' in words(page)
    assert paused_until() is None


def test_who_has_paused_is_told_until_when_and_may_leave_it_so(client, member):
    choose(client, pause="day", pause_until="3/1/2027")

    assert "Stay paused until 3 January 2027" in words(client.get("/preferences/"))
    choose(client, pause="keep", frequency="quarterly")

    assert paused_until() == date(2027, 1, 3)
    assert Member.objects.get().frequency == Frequency.QUARTERLY


def test_go_on_now_ends_it(client, member):
    choose(client, pause="month")

    assert "Go on now" in words(client.get("/preferences/"))
    choose(client, pause="none")

    assert paused_until() is None
    assert ConsentEvent.objects.last().detail["paused_until"] == ""


def test_a_pause_that_is_over_is_none(client, member):
    Member.objects.update(paused_until=TODAY)

    assert not Member.objects.get().is_paused
    assert "Go on now" not in words(client.get("/preferences/"))
    choose(client)

    assert not ConsentEvent.objects.filter(action=ConsentAction.CHANGED).exists()


def test_one_choice_changed_alone_is_noted_and_leaves_the_others(member):
    Member.objects.update(frequency=Frequency.MONTHLY)

    assert preferences.change(member, source="letter", paused_until=date(2027, 1, 3))
    assert not preferences.change(member, source="letter", paused_until=date(2027, 1, 3))

    assert Member.objects.get().frequency == Frequency.MONTHLY
    assert ConsentEvent.objects.filter(action=ConsentAction.CHANGED, source="letter").count() == 1


@pytest.mark.parametrize(
    ("address", "shown"),
    [("ada@example.org", "a…@example.org"), ("a@example.org", "…@example.org")],
)
def test_a_masked_address_shows_one_letter_at_most_and_the_host(address, shown):
    assert MemberFactory(user__email=address).masked_address == shown

"""Sample members: enough, different, and the same every time."""

import pytest
from django.conf import settings

from cms.demo import members as demo
from members.enums import ConsentAction
from members.models import ConsentEvent, Member, User
from taxonomy import vocabularies

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words():
    vocabularies.load()


def choices():
    return [
        (
            member.user.email,
            member.frequency,
            member.role_id,
            member.area_id,
            sorted(member.topics.values_list("slug", flat=True)),
            sorted(member.sectors.values_list("slug", flat=True)),
        )
        for member in Member.objects.select_related("user").order_by("user__email")
    ]


def test_there_are_two_hundred_unless_somebody_wants_more():
    assert settings.DEMO_MEMBERS == 200


def test_as_many_as_asked_for_are_confirmed_and_one_is_not():
    demo.load(30)

    assert Member.objects.confirmed().count() == 30
    assert Member.objects.confirmed().filter(user__email="member@example.org").exists()
    assert Member.objects.get(confirmed_at=None).user.email == "unconfirmed@example.org"


def test_all_have_addresses_that_reach_nobody_and_no_way_in():
    demo.load(30)

    for user in User.objects.all():
        assert user.email.endswith(("@example.org", "@example.net"))
        assert not user.works_here


def test_they_want_different_things():
    demo.load(60)

    wanted = choices()
    assert len({str(row[1:]) for row in wanted}) > 40
    assert {row[1] for row in wanted} == {"every", "monthly"}
    assert any(not row[4] for row in wanted)
    assert not Member.objects.filter(role__slug__in=demo.FAMILY_ROLES).exists()


def test_they_are_the_same_every_time():
    demo.load(20)
    first = choices()
    User.objects.all().delete()

    demo.load(20)

    assert choices() == first


def test_each_consent_has_its_proof():
    demo.load(10)

    for member in Member.objects.confirmed().select_related("user"):
        asked, confirmed = ConsentEvent.objects.of(member.user.subject)
        assert (asked.action, confirmed.action) == (
            ConsentAction.REQUESTED,
            ConsentAction.CONFIRMED,
        )
        assert confirmed.happened_at == member.confirmed_at > asked.happened_at
        assert "newsletters by e-mail" in confirmed.wording


def test_loading_again_changes_nothing_and_loading_more_adds():
    demo.load(10)
    User.objects.filter(email="member@example.org").update(first_name="Changed")
    before = choices()

    demo.load(10)
    assert choices() == before

    demo.load(15)
    assert Member.objects.confirmed().count() == 15
    assert User.objects.get(email="member@example.org").first_name == "Changed"

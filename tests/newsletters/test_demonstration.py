"""The demonstration's edition: gathered, edited, approved and sent by the real path, and once."""

import pytest

from cms.demo import newsletters as demonstration
from mail.models import Delivery
from newsletters.models import Dispatch
from newsletters.scheduling import run_due
from tests.factories.mail import send_everything
from tests.factories.newsletters import case_study, editor, member, publisher
from tests.factories.taxonomy import SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(newsletter):
    editor("editor@example.org")
    publisher("publisher@example.org")
    member("unconfirmed@example.org", confirmed=False)
    return [member(f"member{number}@example.org") for number in range(3)]


def test_every_confirmed_member_gets_it_and_a_second_loading_sends_nothing(people, mailbox, clock):
    case_study(is_sample=True)

    for _ in range(2):
        demonstration.load()
        run_due()
        send_everything()
        clock.shift(60)

    to_members = Delivery.objects.filter(mailing__dispatch__isnull=False)
    assert sorted(d.address for d in to_members) == [p.user.email for p in people]
    assert len({d.token for d in to_members}) == 3
    dispatch = Dispatch.objects.get()
    assert dispatch.frozen.title == "Why this hub, and why now"
    assert dispatch.approved_by.email == "publisher@example.org"


def test_whoever_works_in_schools_gets_the_special_one_too_and_nobody_else(people, mailbox):
    schools = SectorFactory(slug="schools-and-colleges", label="Schools and colleges")
    people[0].sectors.add(schools)
    case_study("Sampleton Schools Cluster", slug="sampleton-schools-cluster", is_sample=True)

    for _ in range(2):
        demonstration.load()
        run_due()
        send_everything()

    special = Dispatch.objects.get(newsletter__is_default=False)
    assert special.frozen.subject == "Hub News: schools special"
    assert [item.title for item in special.frozen.items] == ["Sampleton Schools Cluster"]
    letters = Delivery.objects.filter(mailing=special.mailing)
    assert [letter.address for letter in letters] == [people[0].user.email]
    assert not special.newsletter.is_active


def test_with_nothing_published_there_is_no_edition(people):
    demonstration.load()

    assert not Dispatch.objects.exists()
    assert people[0].subscriptions.live().count() == 1

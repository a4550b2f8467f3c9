"""What is known of a person: handed out whole, erased whole."""

import json

import pytest

from mail.models import Delivery
from members import privacy
from members.models import Member, User
from tests.factories.members import WORDS, MemberFactory, UserFactory, letters_to
from tests.members.test_signing_in import ask_for_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def _registry(monkeypatch):
    monkeypatch.setattr(privacy, "_parts", dict(privacy._parts))


def test_the_export_holds_account_choices_consent_and_letters(client):
    member = MemberFactory(user__email="ada@example.org")
    ask_for_code(client, "ada@example.org")

    export = privacy.export_person(member.user)

    account, letters = export["account"], export["letters"]
    assert account["address"] == "ada@example.org"
    assert account["choices"]["frequency"] == "every"
    assert [step["what"] for step in account["consent"]] == [
        "Asked to join",
        "Confirmed by e-mail",
    ]
    assert account["consent"][0]["words"] == WORDS
    assert [letter["letter"] for letter in letters] == ["account/sign_in_code"]
    assert json.loads(json.dumps(export)) == export


def test_the_export_of_staff_needs_no_membership():
    assert privacy.export_person(UserFactory(editor=True))["account"]["choices"] is None


@pytest.mark.usefixtures("_registry")
def test_each_app_adds_its_part():
    erased = []
    privacy.register(
        "bookings", export=lambda user: ["a booking"], erase=lambda user: erased.append(user.pk)
    )
    user = MemberFactory().user
    pk = user.pk

    assert privacy.export_person(user)["bookings"] == ["a booking"]
    privacy.erase_person(user)

    assert erased == [pk]
    assert not User.objects.exists()


@pytest.mark.usefixtures("_registry")
def test_a_part_that_fails_keeps_all_of_it():
    def fail(user):
        raise RuntimeError("no")

    privacy.register("bookings", export=lambda user: [], erase=fail)
    member = MemberFactory()

    with pytest.raises(RuntimeError):
        privacy.erase_person(member.user)

    assert Member.objects.filter(pk=member.pk).exists()


@pytest.mark.usefixtures("_registry")
def test_a_part_is_registered_once():
    with pytest.raises(ValueError, match="registered already"):
        privacy.register("letters", export=lambda user: [], erase=lambda user: None)


def test_deleting_an_account_anywhere_erases_its_parts(client):
    member = MemberFactory(user__email="ada@example.org")
    ask_for_code(client, "ada@example.org")
    assert letters_to("ada@example.org")

    User.objects.filter(pk=member.user_id).delete()

    assert not Delivery.objects.filter(address__isnull=False).exists()


def test_somebody_elses_letters_are_left_alone(client):
    member = MemberFactory(user__email="ada@example.org")
    MemberFactory(user__email="ben@example.org")
    ask_for_code(client, "ben@example.org")

    privacy.erase_person(member.user)

    assert len(letters_to("ben@example.org")) == 1

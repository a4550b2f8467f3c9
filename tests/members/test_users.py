"""One person, one address, however it is typed."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from members.models import User
from tests.factories.members import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

TYPED = ["Ada@Example.ORG", " ada@example.org ", "ADA@EXAMPLE.ORG"]


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize(
    "make",
    [
        lambda address: User.objects.create_user(address),
        lambda address: User.objects.create(email=address),
        lambda address: User.objects.bulk_create([User(email=address)])[0],
        lambda address: User.objects.get_or_create(email=address)[0],
        lambda address: User.objects.update_or_create(email=address)[0],
    ],
    ids=["create_user", "create", "bulk_create", "get_or_create", "update_or_create"],
)
def test_every_way_to_make_a_user_stores_the_normal_form(make, typed):
    made = make(typed)

    assert made.email == "ada@example.org"
    assert User.objects.values_list("email", flat=True).get() == "ada@example.org"


@pytest.mark.parametrize("typed", TYPED)
def test_every_way_to_look_finds_the_same_user(typed):
    user = UserFactory(email="ada@example.org")

    assert User.objects.get(email=typed) == user
    assert User.objects.get(email__in=[typed]) == user
    assert User.objects.get_by_natural_key(typed) == user


def test_what_is_no_address_finds_nobody_and_raises_nothing():
    UserFactory()

    for nonsense in ("", "x", "@", "a@b@c", "ä@example.org", "a@" + "x" * 400):
        assert not User.objects.filter(email=nonsense).exists()


def test_what_is_no_address_cannot_be_stored():
    for nonsense in ("x", "a@b@c", "ä@example.org"):
        with pytest.raises(ValidationError):
            User.objects.create(email=nonsense)


def test_a_second_person_with_the_address_is_refused_in_words():
    UserFactory(email="ada@example.org")

    with pytest.raises(ValidationError, match="Somebody with this e-mail address is there"):
        User(email="Ada@Example.org", password="!").full_clean()


def test_the_database_refuses_a_second_form_of_an_address():
    UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE members_user SET email = 'ADA@example.org'")


def test_the_password_is_asked_for_under_any_form_of_the_address():
    user = UserFactory(email="ada@example.org", administrator=True)

    assert authenticate(None, email="ADA@example.org", password=PASSWORD) == user
    assert authenticate(None, username="ADA@example.org", password=PASSWORD) == user


def test_an_administrator_can_be_made_from_the_shell(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", "--noinput", email="Root@Example.org", verbosity=0)

    root = User.objects.get()
    assert (root.email, root.works_here) == ("root@example.org", True)


@pytest.mark.parametrize(
    "trait", [{"is_staff": True}, {"is_superuser": True}, {"editor": True}, {"administrator": True}]
)
def test_whoever_can_open_the_desk_works_here(trait):
    assert UserFactory(**trait).works_here


@pytest.mark.parametrize("password", ["!", "!Qx7", ""])
def test_members_do_not_work_here(password):
    assert not UserFactory(password=password).works_here

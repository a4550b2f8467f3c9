"""The proof of consent cannot be changed."""

import pytest
from django.db import Error, connection, transaction

from members.models import ConsentEvent
from members.querysets import NotChangeable
from tests.factories.members import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def event():
    MemberFactory(unconfirmed=True)
    return ConsentEvent.objects.get()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE members_consentevent SET wording = 'I agree to anything'",
        "UPDATE members_consentevent SET happened_at = now()",
        "DELETE FROM members_consentevent",
    ],
)
def test_postgresql_refuses_to_change_it(statement):
    with (
        pytest.raises(Error, match="Consent events are written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert ConsentEvent.objects.get().wording == "Yes, send me the newsletters."


def test_the_model_refuses_it_too(event):
    event.wording = "I agree to anything"

    with pytest.raises(NotChangeable):
        event.save()
    with pytest.raises(NotChangeable):
        event.delete()
    with pytest.raises(NotChangeable):
        ConsentEvent.objects.update(wording="I agree to anything")
    with pytest.raises(NotChangeable):
        ConsentEvent.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_tests_may_still_empty_the_table():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE members_consentevent")

    assert not ConsentEvent.objects.exists()

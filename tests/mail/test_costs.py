"""What a send may cost in statements, whatever its size."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mail import batches, outbox
from mail.enums import Stream
from mail.models import Mailing
from mail.providers import profiles
from mail.providers.handover import Courier
from tests.factories.mail import envelope, mailing

pytestmark = pytest.mark.django_db(transaction=True)


def statements(queries):
    """Without the words around them that open and close transactions."""
    around = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [query["sql"] for query in queries if not query["sql"].startswith(around)]


def test_a_batch_costs_nine_statements_at_most_however_many_are_in_it(provider, monkeypatch):
    monkeypatch.setitem(profiles.PROFILES, "mailgun", replace(profiles.MAILGUN, batch_size=100))
    mailing(number=200)
    Mailing.objects.update(wave=9)

    with Courier(profiles.current()) as courier, CaptureQueriesContext(connection) as queries:
        batches.send_next(Stream.BULK, courier)

    assert len(statements(queries)) <= 9


def test_posting_a_letter_costs_five_statements(broker_is_silent):
    with CaptureQueriesContext(connection) as queries:
        outbox.post(envelope(), key="code:1")

    assert len(statements(queries)) == 5


@pytest.fixture
def broker_is_silent(monkeypatch):
    monkeypatch.setattr("mail.waking.wake", lambda *args, **options: False)

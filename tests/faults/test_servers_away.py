"""The database cuts the line, the broker forgets: a send goes on all the same."""

import redis
from django.db import connection

from mail import control
from mail.enums import DeliveryStatus, MailingState, Outcome
from mail.models import Attempt, Batch, Delivery
from tests.factories.mail import mailing
from tests.faults.course import is_sent, wait_until

EVERYBODY = {f"member{n}@example.org" for n in range(300)}
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def test_a_connection_cut_after_the_acceptance_leaves_nothing_in_doubt(
    start_worker, provider, tick
):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    start_worker()
    wait_until(lambda: provider.script.held == 2)

    with connection.cursor() as cursor:
        cursor.execute(CUT)
        assert len(cursor.fetchall()) >= 2
    provider.script.release.set()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert not Attempt.objects.exclude(outcome=Outcome.ACCEPTED).exists()


def test_a_broker_that_is_emptied_during_a_send_loses_nobody(start_worker, provider, broker, tick):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    start_worker()
    wait_until(lambda: provider.script.held == 2)

    redis.Redis(unix_socket_path=str(broker.socket)).flushall()
    provider.script.release.set()
    wait_until(is_sent(sent), meanwhile=tick)

    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []
    assert not Delivery.objects.exclude(status=DeliveryStatus.ACCEPTED).exists()


def test_a_pause_during_a_call_lets_it_end_and_nothing_follow(start_worker, provider, tick):
    provider.script.calls.extend(["ok", "hold", "hold"])
    sent = mailing(number=300)
    start_worker()
    wait_until(lambda: provider.script.held == 2)

    control.pause(sent)
    provider.script.release.set()
    wait_until(lambda: Batch.objects.filter(state="done").count() == 3, meanwhile=tick)
    tick(times=2)
    assert provider.ledger.letters == 150
    sent.refresh_from_db()
    assert sent.state == MailingState.PAUSED

    control.resume(sent)
    wait_until(is_sent(sent), meanwhile=tick)
    assert set(provider.ledger.counts) == EVERYBODY
    assert provider.ledger.twice == []

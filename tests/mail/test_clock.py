from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mail import clock, outbox
from tests.factories.mail import envelope, send_everything

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=2)
MOMENT = timedelta(seconds=5)


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """What one test finds out about the clock is not believed by the next."""
    monkeypatch.setattr(clock, "_ahead", timedelta())


@pytest.mark.parametrize("wrong", [-HOURS, HOURS])
def test_whatever_the_host_says_the_time_is_the_databases(wrong, caplog):
    right = timezone.now()
    with time_machine.travel(right + wrong):
        clock.compare()
        assert abs(clock.now() - right) < MOMENT
    assert "The clock of this host is" in caplog.text


def test_a_code_posted_by_a_host_whose_clock_is_ahead_does_not_wait_for_hours(mailbox):
    with time_machine.travel(timezone.now() + HOURS):
        outbox.post(envelope(), key="code:1")

    assert send_everything() == 1

"""Letters that somebody waits for, while a newsletter keeps everybody busy."""

import time

from mail import outbox
from tests.factories.mail import envelope, mailing, people
from tests.faults.course import is_sent, wait_until

SOON = 5
"""Seconds that somebody who waits for a code still thinks short; the machine may be busy."""


def test_while_ten_batches_of_newsletters_are_handed_over_a_code_leaves_at_once(
    start_worker, small_batches, provider, tick
):
    small_batches(20)
    provider.script.calls.append("ok")
    provider.script.default = "hold"
    for number in range(10):
        mailing(people(20, f"reader{number}-"), key=f"hub-news:{number}")
    service = start_worker(queues="default")
    start_worker(queues="mail", concurrency=10, MAIL_PUMPS="10")
    wait_until(lambda: provider.script.held >= 9, meanwhile=tick)

    provider.script.default = "ok"
    began = time.monotonic()
    code = outbox.post(envelope(), key="code:1")
    wait_until(is_sent(code))

    assert time.monotonic() - began < SOON
    assert provider.ledger.counts["ada@example.org"] == 1
    assert service.is_ready

"""Telling the workers that there is something to do. Only a hint: the sweeper needs none."""

import logging
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction

from mail.enums import Stream

logger = logging.getLogger(__name__)

PUMP = "mail.tasks.pump"
KEEPS = 60
"""Seconds after which an unheard call is worth nothing: the next tick calls again."""


def on_commit(stream: Stream, *, pumps: int = 1) -> None:
    """Wake once the rows are there for the worker to see. Never fails the transaction."""
    transaction.on_commit(partial(wake, stream, pumps=pumps), robust=True)


def wake(stream: Stream, *, pumps: int = 1) -> bool:
    """Call for pumps now. False if the broker does not answer; the rows wait for the tick."""
    try:
        with current_app.connection_for_write() as broker:
            # Once: left alone, Celery tries for six seconds, and somebody waits for a page.
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
            for _ in range(pumps):
                current_app.send_task(
                    PUMP,
                    args=[str(stream)],
                    queue=settings.MAIL_QUEUES[stream],
                    expires=KEEPS,
                    ignore_result=True,
                    retry=False,
                    connection=broker,
                )
    except Exception as error:  # noqa: BLE001 (no fault of the broker may undo what was posted)
        logger.warning(
            "The broker does not answer (%s); the letters wait for the next tick.",
            type(error).__name__,
        )
        return False
    return True

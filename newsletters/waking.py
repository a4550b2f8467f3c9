"""Telling the worker that an edition waits. Only a hint: the next tick looks by itself."""

import logging

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

TICK = "cms.tasks.tick"
"""By name, as a string foreign key would have it: the worker belongs to `cms`."""
KEEPS = 60
"""Seconds after which an unheard call is worth nothing."""


def on_commit() -> None:
    """Wake once the rows are there for the worker to see. Never fails the transaction."""
    transaction.on_commit(wake, robust=True)


def wake() -> bool:
    """Ask for a tick now. False if the broker does not answer; the next tick comes by itself."""
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
            current_app.send_task(
                TICK, expires=KEEPS, retry=False, ignore_result=True, connection=broker
            )
    except Exception as error:  # noqa: BLE001 (no fault of the broker may undo an approval)
        logger.warning("The broker does not answer (%s).", type(error).__name__)
        return False
    return True

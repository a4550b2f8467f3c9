"""One time for the whole post office: the database's, whatever the clock of a host shows.

A lease that one clock begins and another ends would be over before its batch was handed over.
"""

import logging
from datetime import datetime, timedelta

from celery.signals import task_prerun
from django.db import Error, connection
from django.db.models import Value
from django.db.models.functions import Least, Now
from django.utils import timezone

logger = logging.getLogger(__name__)

NOTICEABLE = timedelta(minutes=1)

_ahead = timedelta()


def now() -> datetime:
    """The time by which workers decide."""
    return timezone.now() - _ahead


def at_once() -> Least:
    """For a column: due now by the database's clock, and by ours if that is behind."""
    return Least(Value(timezone.now()), Now())


def follow(**_signal: object) -> None:
    """From now on compare the clocks before each task: for a worker, whose processes live long."""
    task_prerun.connect(compare)


def compare(**_signal: object) -> None:
    """See how far the clock of this host is ahead of the database's; a lost database says so."""
    global _ahead
    before = _ahead
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
    except Error:
        return
    _ahead = timezone.now() - theirs
    if abs(_ahead - before) > NOTICEABLE:
        logger.warning(
            "The clock of this host is %s ahead of the database's, which is followed.", _ahead
        )

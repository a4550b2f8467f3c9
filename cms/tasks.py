"""The one task that beat knows: every few seconds it lets each chore look for what is due."""

import logging
import traceback
from collections.abc import Callable

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import call_command

from content import link_checking, listening
from library import missing
from library.owners import asking
from mail.sweeping import sweep
from members.joining import purge_stale
from members.sessions import forget_expired
from newsletters.scheduling import run_due

logger = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Publish and withdraw pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


CHORES: tuple[Callable[[], object], ...] = (
    publish_scheduled,
    run_due,
    sweep,
    purge_stale,
    forget_expired,
    listening.forget_old,
    link_checking.keep_up,
    missing.forget_old,
    asking.write_due,
    asking.forget_old,
)
"""Each may be run again at any time, and by two workers at once."""


@shared_task(ignore_result=True, max_retries=0)
def tick() -> None:
    """Do what is due. A chore that fails keeps none of the others from being done."""
    for chore in CHORES:
        try:
            chore()
        except SoftTimeLimitExceeded:
            logger.error("%s took too long; the next tick goes on from there.", _name(chore))
            return
        except Exception as error:  # noqa: BLE001 - the others still have their turn
            logger.error("%s failed: %s", _name(chore), _without_values(error))


def _name(chore: Callable[[], object]) -> str:
    return f"{chore.__module__}.{chore.__name__}"


def _without_values(error: Exception) -> str:
    """What happened and where. The message is left out: it may hold somebody's address."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    places = (f"{place.filename}:{place.lineno}" for place in (ours[-1], frames[-1]))
    return f"{type(error).__name__} at {', '.join(dict.fromkeys(places))}"

"""What the clock asks for: drafts that are due, editions to hand over, mailings that are done.

Called by every tick. Each newsletter and each edition stands alone: a fault in one is logged and
does not keep the others waiting. Two ticks at once do the work once.
"""

import logging
import traceback
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from mail import domains
from newsletters import dispatching, gathering, outside, sending_ability
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, Newsletter
from newsletters.rendering import CannotRender

logger = logging.getLogger(__name__)


def run_due() -> None:
    """Do whatever is due, as far as it goes."""
    assemble_due(timezone.now())
    hand_over_approved()
    settle_finished()
    look_ahead(timezone.now())


def assemble_due(at: datetime) -> None:
    """Gather the draft of each newsletter whose time has come."""
    for newsletter in Newsletter.objects.due(at).filter(archive__isnull=False):
        try:
            gathering.assemble(newsletter, at=at)
        except gathering.AlreadyGathered:
            continue
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # noqa: BLE001 (the next newsletter must not suffer)
            _log(f"The draft of newsletter {newsletter.pk} could not be gathered", error)


def hand_over_approved() -> None:
    """Give each approved edition to the post office; what keeps it back is shown to staff."""
    approved = Dispatch.objects.filter(state=DispatchState.APPROVED)
    for pk in list(approved.ready(timezone.now()).values_list("pk", flat=True)):
        try:
            dispatching.hand_over(pk)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:  # noqa: BLE001 (the next edition must not suffer)
            _log(f"Edition {pk} could not be handed over", error)
            plain = isinstance(error, CannotRender | dispatching.NotPossible)
            words = str(error) if plain else type(error).__name__
            approved.filter(pk=pk).update(problem=words[:300])


def settle_finished() -> None:
    """Note which editions are sent."""
    sending = Dispatch.objects.filter(state=DispatchState.SENDING).select_related("mailing")
    for dispatch in sending:
        dispatching.settle(dispatch)


def look_ahead(at: datetime) -> None:
    """Have the links of drafts looked at, and their senders, before somebody asks."""
    outside.put_down_drafts(at)
    if sending_ability.can_be_asked():
        drafts = Dispatch.objects.filter(state=DispatchState.DRAFTED).select_related("newsletter")
        for sender in {dispatch.newsletter.from_email for dispatch in drafts}:
            domains.keep_fresh(sender)


def _log(what: str, error: Exception) -> None:
    """Where it happened, without the words of the error: they may name a person."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s: %s at %s:%s", what, type(error).__name__, place.filename, place.lineno)

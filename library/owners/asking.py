"""Writing to owners, once a year at most, whatever dies; and knowing whose link it is.

The row and the letter come into being in one transaction, behind a lock on the entry: either both
are there, and the entry is not due again for a year, or neither is.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from library.enums import Answer
from library.models.checks import ServiceCheck, ServiceCorrection
from library.models.services import ServicePage
from library.owners import emails
from mail import outbox

EVERY = timedelta(days=365)
AHEAD = timedelta(days=30)
"""So long before a year is over the owner is asked."""
LINK_LIFETIME = timedelta(days=60)
KEPT_FOR = timedelta(days=3 * 365)
"""How long it can be seen who was asked and what they said."""
TOKEN_LENGTH = 43


class LinkIsDead(Exception):
    """Not ours, too old, or of somebody who owns the entry no more."""


class AlreadyAnswered(Exception):
    """The link has done its work."""


def write_due(*, most: int = 50) -> int:
    """Ask the owners whose entries nobody made sure of for nearly a year; how many. A chore."""
    now = timezone.now()
    return sum(ask(pk, at=now) for pk in list(_due(now).values_list("pk", flat=True)[:most]))


@transaction.atomic
def ask(pk: int, *, at: datetime) -> bool:
    """Write one letter, unless somebody else has or it is due no longer."""
    # The lock is taken on the entry alone: what it points at is nobody's to hold.
    locked = ServicePage.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    page = _due(at).filter(pk=pk).first() if locked else None
    if page is None:
        return False
    token = get_random_string(TOKEN_LENGTH)
    check = ServiceCheck.objects.create(
        service=page,
        token_digest=_digest(token),
        owner_digest=owner_digest(page.owner_email),
        asked_at=at,
        expires_at=at + LINK_LIFETIME,
    )
    outbox.post(emails.please_check(page, token), key=f"service-check:{check.pk}")
    return True


def behind(token: str) -> ServiceCheck:
    """What the link is about; changes nothing. Raises LinkIsDead or AlreadyAnswered."""
    checks = ServiceCheck.objects.select_related("service")
    check = checks.filter(token_digest=_digest(token)).first()
    if check is None or check.expires_at <= timezone.now():
        raise LinkIsDead
    if not check.service.live or check.service.get_view_restrictions():
        raise LinkIsDead
    if not constant_time_compare(check.owner_digest, owner_digest(check.service.owner_email)):
        raise LinkIsDead
    if check.answer != Answer.NONE:
        raise AlreadyAnswered
    return check


def take_answer(check: ServiceCheck, answer: Answer) -> None:
    """Use the link up; of two who press at once the later is AlreadyAnswered."""
    still_open = ServiceCheck.objects.filter(pk=check.pk, answer=Answer.NONE)
    if not still_open.update(answer=answer, answered_at=timezone.now()):
        raise AlreadyAnswered


def owner_digest(address: str) -> str:
    """Stands for an address from which nobody finds it."""
    key = address.strip().casefold()
    return salted_hmac("library.owners", key, algorithm="sha256").hexdigest()


def forget_old() -> None:
    """Delete what was asked and answered long ago. A chore."""
    before = timezone.now() - KEPT_FOR
    ServiceCheck.objects.filter(asked_at__lt=before).delete()
    ServiceCorrection.objects.filter(decided_at__lt=before).delete()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _due(at: datetime) -> QuerySet[ServicePage]:
    old = timezone.localdate(at) - EVERY + AHEAD
    pages = ServicePage.objects.live().public().not_closed().exclude(owner_email="")
    return pages.filter(Q(last_reviewed=None) | Q(last_reviewed__lte=old)).exclude(
        checks__asked_at__gt=at - EVERY
    )

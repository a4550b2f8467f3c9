"""What owners answer: all is right, or what should be changed. Editors decide on the latter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from library.enums import Answer, Decision
from library.models.checks import ServiceCheck, ServiceCorrection
from library.owners.asking import take_answer
from members.models import User

THE_OWNER = "the service itself"
MAY_CORRECT = (
    "status", "status_note", "phone", "email", "website", "takes", "cannot_take", "how_to_refer",
    "waiting_time", "languages",
)  # fmt: skip
"""What an owner's own words may replace, if an editor agrees."""


class AlreadyDecided(Exception):
    """Another editor was quicker."""


@transaction.atomic
def confirm(check: ServiceCheck) -> None:
    """All is right: somebody has made sure of the entry today."""
    take_answer(check, Answer.CONFIRMED)
    _made_sure(check.service, on=timezone.localdate())


@transaction.atomic
def correct(check: ServiceCheck, *, changes: Mapping[str, str], words: str) -> ServiceCorrection:
    """Keep what the owner wants to have changed until an editor decides."""
    take_answer(check, Answer.CORRECTED)
    wanted = {field: value for field, value in changes.items() if field in MAY_CORRECT}
    return ServiceCorrection.objects.create(
        service=check.service, changes=wanted, words=words, made_at=timezone.now()
    )


@transaction.atomic
def accept(correction: ServiceCorrection, *, user: User, publish: bool) -> Revision:
    """Put the changes into a new version of the page; publish it, if that is wanted.

    Raises ValidationError, with nothing changed, if the page could not be published like that.
    """
    _decide(correction, Decision.ACCEPTED, user)
    page = correction.service.get_latest_revision_as_object()
    for field, value in correction.changes.items():
        setattr(page, field, value)
    page.last_reviewed, page.verified_by = timezone.localdate(correction.made_at), THE_OWNER
    if publish:
        page.full_clean()
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if publish:
        revision.publish(user=user)
    return revision


@transaction.atomic
def decline(correction: ServiceCorrection, *, user: User) -> None:
    """Leave the page as it is."""
    _decide(correction, Decision.DECLINED, user)


def _decide(correction: ServiceCorrection, decision: Decision, user: User) -> None:
    waiting = ServiceCorrection.objects.filter(pk=correction.pk, decision=Decision.WAITING)
    if not waiting.update(decision=decision, decided_at=timezone.now(), decided_by=user):
        raise AlreadyDecided


def _made_sure(page: Any, *, on: date) -> None:
    """Note the day on the page that is read, and on the version that editors go on from."""
    facts = {"last_reviewed": on, "information_correct_at": on, "verified_by": THE_OWNER}
    for field, value in facts.items():
        setattr(page, field, value)
    page.save(update_fields=list(facts), clean=False)
    stored = {
        name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()
    }
    for revision in Revision.objects.filter(
        pk__in=[page.live_revision_id, page.latest_revision_id]
    ):
        Revision.objects.filter(pk=revision.pk).update(content=revision.content | stored)

"""Taking a batch: one worker gets it, and only those still to be mailed are in it."""

import re
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from mail import clock, closing, rates, repeating, resolving, splitting, suppression, waves
from mail.composing import Words
from mail.enums import BatchState, DeliveryStatus, Stream
from mail.models import Attempt, Batch, Delivery
from mail.providers import profiles
from mail.providers.claims import Claim, Recipient

AUTOMATIC = {"Auto-Submitted": "auto-generated"}
"""Tells a machine that answers letters not to answer a service letter."""


def lease() -> timedelta:
    """How long a claim holds without being finished."""
    return timedelta(seconds=settings.MAIL_LEASE_SECONDS)


def claim(stream: Stream, *, provider: str) -> Claim | None:
    """The next batch of the stream, its attempt written down and committed; None if none is due.

    A batch in which nobody is left to mail is done without an attempt.
    """
    account = profiles.current().name
    while True:
        with transaction.atomic(durable=True):
            batch = _next(stream, account)
            if batch is None:
                return None
            if batch.attempt_count:
                resolving.proved(batch)
            recipients = _still_to_mail(batch)
            if repeating.is_another(batch, recipients, provider=provider):
                resolving.doubt(batch, [])
                batch.save()
                continue
            most = None if batch.resolve_after else rates.reach(batch)
            if most and len(recipients) > most:
                splitting.halve(batch)
                batch.save()
                continue
            if recipients and not rates.take(account, stream, len(recipients)):
                batch.save(update_fields=["accepted", "suppressed", "gone"])
                return None
            taken = _take(batch, recipients, provider=provider)
        if taken:
            return taken
        waves.pass_by(batch.mailing_id)
        closing.close(batch.mailing_id)


def _next(stream: Stream, account: str) -> Batch | None:
    """The one that has waited longest, unless the provider wants none of this stream now."""
    due = Batch.objects.claimable(stream, clock.now())
    return (
        rates.with_reach(due, account)
        .filter(~rates.closed(account, stream))
        .select_related("mailing", "letter")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("not_before", "id")
        .first()
    )


def _take(batch: Batch, recipients: list[Recipient], *, provider: str) -> Claim | None:
    ready = Batch.objects.filter(
        pk=batch.pk, state=BatchState.READY, attempt_count=batch.attempt_count
    )
    tallies = {
        "accepted": batch.accepted,
        "suppressed": batch.suppressed,
        "gone": batch.gone,
    }
    if not recipients:
        ready.update(state=BatchState.DONE, **tallies)
        closing.forget_words(batch)
        return None
    owner, number, now = uuid4(), batch.attempt_count + 1, clock.now()
    if not ready.update(
        state=BatchState.SENDING,
        owner=owner,
        attempt_count=number,
        lease_until=now + lease(),
        **tallies,
    ):
        return None
    Attempt.objects.create(
        batch=batch,
        number=number,
        owner=owner,
        provider=provider,
        started_at=now,
        recipients=len(recipients),
    )
    return _as_claim(batch, recipients, owner=owner, number=number, started_at=now)


def _as_claim(
    batch: Batch, recipients: list[Recipient], *, owner: UUID, number: int, started_at: datetime
) -> Claim:
    letter, mailing = batch.letter, batch.mailing
    stream = Stream(batch.stream)
    return Claim(
        batch_id=batch.pk,
        mailing_id=mailing.pk,
        stream=stream,
        owner=owner,
        number=number,
        started_at=started_at,
        letter=Words(letter.subject, letter.text, letter.html, letter.headers),
        from_email=mailing.from_email,
        reply_to=mailing.reply_to,
        headers=letter.headers | (AUTOMATIC if stream is Stream.SERVICE else _feedback(batch)),
        recipients=recipients,
        batch_key=batch.idempotency_key,
        repeats=batch.resolve_after is not None,
    )


def _feedback(batch: Batch) -> dict[str, str]:
    """What mailbox providers count complaints by: the mailing, the list, the stream, the sender.

    The last has 5 to 15 characters, and none names a recipient
    (https://support.google.com/a/answer/6254652).
    """
    if profiles.current().on(Stream.BULK).adds_feedback_id:
        return {}
    mailing = batch.mailing
    domain = parseaddr(mailing.from_email)[1].rpartition("@")[2]
    sender = re.sub(r"[^a-z0-9]", "-", domain.lower())[-15:].rjust(5, "-")
    list_ = mailing.scope.replace(":", "-")
    return {"Feedback-ID": f"{mailing.pk}:{list_}:{batch.stream}:{sender}"}


def _still_to_mail(batch: Batch) -> list[Recipient]:
    """Those not answered for, without the erased, the departed and the suppressed.

    Read here and not only when the mailing was planned: who leaves in between is not mailed.
    """
    mailing = batch.mailing
    rows = list(
        batch.deliveries.unanswered()
        .order_by("id")
        .values_list("id", "address", "token", "recipient__is_active")
    )
    gone = {
        pk
        for pk, address, _, active in rows
        if address is None or (active is False and batch.stream == Stream.BULK)
    }
    left = [(pk, address, token) for pk, address, token, _ in rows if address and pk not in gone]
    suppressed = suppression.among(
        [address for _, address, _ in left], scope=mailing.scope, stream=Stream(batch.stream)
    )
    stopped = {pk for pk, address, _ in left if address in suppressed}
    batch.gone += _write_off(gone, DeliveryStatus.CANCELLED)
    batch.suppressed += _write_off(stopped, DeliveryStatus.SUPPRESSED)
    domain = parseaddr(mailing.from_email)[1].rpartition("@")[2]
    return [
        Recipient(pk, address, token, f"<{_identity(mailing.key, pk)}@{domain}>")
        for pk, address, token in left
        if pk not in stopped
    ]


def _write_off(pks: set[int], status: DeliveryStatus) -> int:
    """Only the untried: of an uncertain one nobody can say that it was not mailed."""
    if not pks:
        return 0
    return Delivery.objects.filter(pk__in=pks, status=DeliveryStatus.PENDING).rise(status)


def _identity(key: str, delivery_id: int) -> str:
    """The same however often the letter is handed over; says nothing about anybody."""
    return f"{delivery_id}.{sha256(f'{key}/{delivery_id}'.encode()).hexdigest()[:16]}"

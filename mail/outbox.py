"""Posting a service letter: a row in the caller's transaction, carried when it commits."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mail import clock, waking
from mail.addresses import normalise
from mail.composing import Envelope
from mail.enums import MailingState, Policy, Stream
from mail.models import Batch, Delivery, Letter, Mailing


@transaction.atomic
def post(envelope: Envelope, *, key: str) -> Mailing:
    """Put a letter in the outbox. The same key never makes a second one.

    Lives and dies with the caller's transaction: no letter without its cause, and no other way.
    """
    now, words = timezone.now(), envelope.words
    mailing, created = Mailing.objects.get_or_create(
        key=key,
        defaults={
            "label": envelope.label,
            "stream": Stream.SERVICE,
            "state": MailingState.SENDING,
            "policy": Policy.RESEND,
            "from_email": envelope.from_email or settings.DEFAULT_FROM_EMAIL,
            "reply_to": envelope.reply_to,
            "candidates": 1,
            "planned": 1,
            "prepared_at": now,
        },
    )
    if not created:
        return mailing
    letter = Letter.objects.create(
        mailing=mailing,
        signature=words.signature,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers=dict(words.headers),
    )
    once = {"stream": Stream.SERVICE, "seq": 0, "size": 1, "not_before": clock.at_once()}
    batch = Batch.objects.create(mailing=mailing, letter=letter, **once)
    Delivery.objects.create(
        mailing=mailing,
        batch=batch,
        recipient_id=envelope.recipient_id,
        address=normalise(envelope.to),
        token=envelope.token,
    )
    waking.on_commit(Stream.SERVICE)
    return mailing

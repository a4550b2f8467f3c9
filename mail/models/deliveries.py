"""Batches, the attempts to hand them over, and what became of each recipient's letter."""

import uuid

from django.conf import settings
from django.db import models

from mail.enums import BatchState, DeliveryStatus, LogAnswer, Outcome, Stream
from mail.models.mailings import Letter, Mailing
from mail.models.records import Record
from mail.querysets import BatchQuerySet, DeliveryQuerySet


class Batch(Record):
    """One call to the provider: the unit that is claimed, handed over and finished.

    Its four tallies are what a progress page counts, so that it need not look at the letters.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="batches")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="batches")
    stream = models.CharField(
        max_length=8, choices=Stream, help_text="The mailing's; here so that a claim finds it fast."
    )
    seq = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    wave = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="It goes when the mailing has come so far."
    )
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.READY)
    accepted = models.PositiveIntegerField(default=0, db_default=0)
    refused = models.PositiveIntegerField(default=0, db_default=0)
    suppressed = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Left out at hand-over: they had stopped it."
    )
    gone = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Left out at hand-over: erased, or the account closed."
    )
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    owner = models.UUIDField(null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    idempotency_key = models.UUIDField(default=uuid.uuid4)
    resolve_after = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["mailing", "letter", "seq"], name="batch_is_distinct"),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.SENDING)
                | models.Q(owner__isnull=False, lease_until__isnull=False),
                name="batch_sending_is_leased",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BatchState.AMBIGUOUS)
                | models.Q(resolve_after__isnull=False),
                name="batch_doubt_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["stream", "not_before", "id"],
                name="batch_ready",
                condition=models.Q(state=BatchState.READY),
            ),
            models.Index(
                fields=["lease_until"],
                name="batch_sending",
                condition=models.Q(state=BatchState.SENDING),
            ),
            models.Index(
                fields=["resolve_after"],
                name="batch_ambiguous",
                condition=models.Q(state=BatchState.AMBIGUOUS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}/{self.letter_id}/{self.seq}"


class Attempt(Record):
    """Written before the hand-over and finished after it: the audit trail."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    owner = models.UUIDField()
    provider = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.STARTED)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    recipients = models.PositiveIntegerField()
    detail = models.CharField(max_length=300, blank=True)
    log_asked_at = models.DateTimeField(null=True, blank=True)
    log_answer = models.CharField(
        max_length=10, choices=LogAnswer, blank=True, default=LogAnswer.NONE, db_default=""
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="attempt_is_numbered_once")
        ]
        indexes = [models.Index(fields=["ended_at"], name="attempt_ended")]

    def __str__(self) -> str:
        return f"{self.batch_id}, attempt {self.number}"


class Delivery(Record):
    """One letter to one address. The row exists before anything is sent.

    The database itself sees to it that a status never falls, that the address and the token go
    when the person goes (migration `promises`), and that the batch is one of the mailing.
    """

    mailing = models.ForeignKey(
        Mailing,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,  # the constraints' indexes begin with it
        db_constraint=False,  # the batch's own is the same one
    )
    batch = models.ForeignKey(
        Batch,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_constraint=False,  # kept together with the mailing (migration `one_check_a_letter`)
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
    )
    address = models.CharField(max_length=254, null=True, blank=True)  # noqa: DJ001 (erased: unknown)
    token = models.CharField(
        max_length=64, blank=True, help_text="The recipient's own, put where the letter holds one."
    )
    status = models.PositiveSmallIntegerField(
        choices=DeliveryStatus, default=DeliveryStatus.PENDING
    )
    provider_id = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["mailing", "recipient"], name="one_letter_a_person"),
            models.UniqueConstraint(fields=["mailing", "address"], name="one_letter_an_address"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

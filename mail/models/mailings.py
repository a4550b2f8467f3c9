"""One send job and the letters it consists of."""

from django.db import models

from mail.enums import MailingState, Policy, Stream
from mail.models.records import Record
from mail.querysets import MailingQuerySet


class Mailing(Record):
    """Everything posted under one key: an edition to thousands, or one sign-in code.

    ``key`` is the asker's; asking twice gives one mailing. After ``prepared_at`` the
    recipients never change.
    """

    key = models.CharField(max_length=120, unique=True)
    label = models.CharField(max_length=160)
    stream = models.CharField(max_length=8, choices=Stream)
    state = models.CharField(max_length=10, choices=MailingState, default=MailingState.PLANNING)
    policy = models.CharField(max_length=12, choices=Policy, default=Policy.WAIT)
    scope = models.CharField(
        max_length=60, blank=True, help_text="Which suppressions apply besides those for all mail."
    )
    from_email = models.CharField(max_length=200)
    reply_to = models.CharField(max_length=200, blank=True)
    paused_reason = models.CharField(max_length=300, blank=True)
    candidates = models.PositiveIntegerField(default=0)
    excluded = models.JSONField(default=dict, blank=True, help_text="Reason: how many people.")
    planned = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    wave = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="How far it has come: later batches wait.",
    )
    answers = models.JSONField(
        default=dict,
        blank=True,
        help_text="Of the provider's reports, by status; counted when some have come.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resumed_at = models.DateTimeField(
        null=True, blank=True, help_text="What went wrong before no longer counts against it."
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        permissions = [("control_mailing", "Can pause, resume, cancel and decide about a mailing")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MailingState.PLANNING)
                | models.Q(prepared_at__isnull=False),
                name="mailing_goes_when_prepared",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MailingState.SENT) | models.Q(finished_at__isnull=False),
                name="mailing_sent_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                name="mailing_open",
                condition=~models.Q(state__in=["sent", "cancelled"]),
            )
        ]

    def __str__(self) -> str:
        return self.label


class Letter(Record):
    """One frozen rendering; everybody with the same content shares it.

    The words hold a neutral token (``mail.composing.TOKEN``) where the recipient's own token
    goes; a provider profile writes it in its merge syntax at the very last.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="letters")
    signature = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailing", "signature"], name="letter_is_distinct")
        ]

    def __str__(self) -> str:
        return self.subject

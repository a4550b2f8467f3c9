"""The states of a send, and the moves between them (docs/newsletters.md)."""

from django.db import models


class Stream(models.TextChoices):
    """Which queue carries a mailing: newsletters never delay a sign-in code."""

    BULK = "bulk", "Newsletter"
    SERVICE = "service", "Service letter"


class MailingState(models.TextChoices):
    PLANNING = "planning", "Being prepared"
    SENDING = "sending", "Sending"
    PAUSED = "paused", "Paused"
    SENT = "sent", "Sent"
    CANCELLED = "cancelled", "Cancelled"


class Policy(models.TextChoices):
    """What happens to a letter of which nobody knows whether it went out."""

    WAIT = "wait", "Wait for evidence or for a person"
    AT_MOST_ONCE = "at_most_once", "Treat as sent"
    RESEND = "resend", "Send again"


class BatchState(models.TextChoices):
    READY = "ready", "Waiting its turn"
    SENDING = "sending", "Being handed over"
    DONE = "done", "Handed over"
    AMBIGUOUS = "ambiguous", "Nobody knows whether it was accepted"
    DEAD = "dead", "Given up"
    SPLIT = "split", "Divided into smaller ones"
    CANCELLED = "cancelled", "Cancelled"


OPEN_BATCHES = (BatchState.READY, BatchState.SENDING, BatchState.AMBIGUOUS)
"""While a mailing has one of these it is not finished."""


class Outcome(models.TextChoices):
    """What one attempt to hand a batch over came to."""

    STARTED = "started", "Started"
    ACCEPTED = "accepted", "Accepted"
    NOT_SENT = "not_sent", "Not sent"
    REFUSED = "refused", "Refused"
    UNKNOWN = "unknown", "Unknown"


class LogAnswer(models.TextChoices):
    """What the provider's own log says of a call of which nobody knows how it ended."""

    NONE = "", "Not asked"
    KNOWN = "known", "It knows the call"
    NOTHING = "nothing", "It knows none of the letters, or not yet"
    ABSENT = "absent", "It knows others of that time, and none of these"
    UNREADABLE = "unreadable", "It could not be read"


class DeliveryStatus(models.IntegerChoices):
    """A rank that only rises, so that receipts may come in any order."""

    PENDING = 0, "Waiting"
    UNKNOWN = 10, "Uncertain"
    ACCEPTED = 20, "Accepted by the provider"
    DEFERRED = 30, "Delayed"
    DELIVERED = 40, "Delivered"
    BOUNCED = 50, "Bounced"
    COMPLAINED = 60, "Marked as spam"
    REFUSED = 70, "Refused"
    FAILED = 71, "Failed"
    SUPPRESSED = 72, "Not mailed: suppressed"
    CANCELLED = 73, "Cancelled"


class SuppressionReason(models.TextChoices):
    BOUNCE = "bounce", "The address does not exist"
    UNREACHABLE = "unreachable", "Could not be reached several times in a row"
    COMPLAINT = "complaint", "Marked a letter as spam"
    UNSUBSCRIBED = "unsubscribed", "Unsubscribed"
    ERASED = "erased", "Asked to be erased"
    STAFF = "staff", "Stopped by staff"

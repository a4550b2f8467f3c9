"""Telling a mailbox that does not exist from one that is full today.

Anymail calls both a bounce where the provider has one word for them. An address is never written
to again after the first kind only.
"""

from collections.abc import Callable, Mapping

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

Told = Mapping[str, object]


def _postmark(told: Told) -> bool:
    return told.get("Type") == "SoftBounce"


def _brevo(told: Told) -> bool:
    return told.get("event") == "soft_bounce"


def _mailjet(told: Told) -> bool:
    return not told.get("hard_bounce", False)


def _resend(told: Told) -> bool:
    data = told.get("data")
    bounce = data.get("bounce") if isinstance(data, Mapping) else None
    return not isinstance(bounce, Mapping) or bounce.get("type") != "Permanent"


def _ses(told: Told) -> bool:
    bounce = told.get("bounce")
    return not isinstance(bounce, Mapping) or bounce.get("bounceType") != "Permanent"


SOFT: Mapping[str, Callable[[Told], bool]] = {
    "Postmark": _postmark,
    "Brevo": _brevo,
    "Mailjet": _mailjet,
    "Resend": _resend,
    "Amazon SES": _ses,
}
"""By Anymail's name of the provider; the others say "deferred" for what may yet arrive."""


def soften(event: AnymailTrackingEvent, *, provider: str) -> AnymailTrackingEvent:
    """Correct the reason of a bounce that is not for good."""
    is_soft = SOFT.get(provider)
    if event.event_type == EventType.BOUNCED and is_soft and is_soft(event.esp_event):
        event.reject_reason = RejectReason.TIMED_OUT
    return event

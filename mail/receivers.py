"""What the post office listens to."""

from anymail.signals import AnymailTrackingEvent, tracking
from django.dispatch import receiver

from mail import receipts


@receiver(tracking, dispatch_uid="mail.receipts")
def keep_receipt(
    sender: type, event: AnymailTrackingEvent, esp_name: str, **options: object
) -> None:
    """One small insert: the rest waits for the tick."""
    receipts.record(event, provider=esp_name)

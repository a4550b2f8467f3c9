"""What the post office listens to."""

from anymail.signals import AnymailTrackingEvent, tracking
from django.dispatch import receiver

from mail import receipts
from mail.providers import bounces


@receiver(tracking, dispatch_uid="mail.receipts")
def keep_receipt(
    sender: type, event: AnymailTrackingEvent, esp_name: str, **options: object
) -> None:
    """One small insert: the rest waits for the tick."""
    receipts.record(bounces.soften(event, provider=esp_name), provider=esp_name)

"""Settings with which the post office could not keep its promise."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from mail.enums import Stream
from mail.providers.profiles import PROFILES


@register()
def check_post_office(**options: object) -> list[CheckMessage]:
    """A provider we know, and a queue for each stream."""
    faults: list[CheckMessage] = []
    if settings.EMAIL_PROVIDER not in PROFILES:
        faults.append(
            Error(f"EMAIL_PROVIDER is “{settings.EMAIL_PROVIDER}”, which mail does not know.")
        )
    if set(settings.MAIL_QUEUES) != set(Stream.values):
        faults.append(Error("MAIL_QUEUES must name a queue for “service” and for “bulk”."))
    return faults

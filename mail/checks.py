"""Settings with which the post office could not keep its promise."""

from anymail.exceptions import AnymailConfigurationError
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from mail.enums import Stream
from mail.providers.profiles import PROFILES
from mail.providers.unfit import UNFIT


@register()
def check_post_office(**options: object) -> list[CheckMessage]:
    """A provider that can do what we need, with its keys, and a queue for each stream."""
    name = settings.EMAIL_PROVIDER
    faults: list[CheckMessage] = []
    if name in UNFIT:
        faults.append(Error(f"EMAIL_PROVIDER is “{name}”. {UNFIT[name]}"))
    elif name not in PROFILES:
        faults.append(Error(f"EMAIL_PROVIDER is “{name}”, which mail does not know."))
    else:
        faults += _check_keys(name)
    if settings.ANYMAIL.get("IGNORE_UNSUPPORTED_FEATURES"):
        faults.append(
            Error("IGNORE_UNSUPPORTED_FEATURES would drop List-Unsubscribe without a word.")
        )
    if set(settings.MAIL_QUEUES) != set(Stream.values):
        faults.append(Error("MAIL_QUEUES must name a queue for “service” and for “bulk”."))
    return faults


def _check_keys(name: str) -> list[CheckMessage]:
    """Each way to the provider can be opened; nothing is sent."""
    faults: list[CheckMessage] = []
    for backend in sorted({PROFILES[name].on(stream).backend for stream in Stream}):
        try:
            get_connection(backend)
        except (AnymailConfigurationError, ImproperlyConfigured) as error:
            faults.append(Error(f"EMAIL_PROVIDER is “{name}”. {str(error).partition(chr(10))[0]}"))
    return faults

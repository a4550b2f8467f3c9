"""The measurements of bench_smtp, each in a process that has Django.

`python -m bench.posting people|plan|send|raw|django NUMBER`; the last line is JSON.
"""

import json
import smtplib
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives, get_connection

import bench.sending as engine
from mail.composing import TOKEN
from tests.factories.mail import recipients

SENDER = "Hub News <news@hub.example.org>"


def raw(number: int) -> dict[str, float]:
    """Bytes made once, a token replaced in each, and the standard library: no engine at all."""
    message = _message(engine.letter(), "@@to@@", TOKEN).message().as_bytes(linesep="\r\n")
    with engine.Stopwatch() as watch, smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as to:
        for _, address, token in _addressed(number):
            own = message.replace(b"@@to@@", address.encode()).replace(
                TOKEN.encode(), token.encode()
            )
            to.sendmail("news@hub.example.org", [address], own)
    return watch.shares(number)


def django(number: int) -> dict[str, float]:
    """Django's own loop over one connection."""
    words = engine.letter()
    with engine.Stopwatch() as watch:
        connection = get_connection("django.core.mail.backends.smtp.EmailBackend")
        connection.send_messages(
            [_message(words, address, token) for _, address, token in _addressed(number)]
        )
        connection.close()
    return watch.shares(number)


def _message(words, address: str, token: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        words.subject, words.text.replace(TOKEN, token), SENDER, [address]
    )
    message.attach_alternative(words.html.replace(TOKEN, token), "text/html")
    return message


def _addressed(number: int):
    return recipients(get_user_model().objects.order_by("pk")[:number])


STEPS = engine.STEPS | {"raw": raw, "django": django}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]))))

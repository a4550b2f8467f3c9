"""What a letter is before it is posted: pure values, no database."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from re import Match

from django.conf import settings
from django.template import Context
from django.template.engine import Engine
from django.template.loader import render_to_string
from mjml import mjml2html

TOKEN = "@@token@@"  # noqa: S105 (a placeholder, not a secret)
"""Stands in words and headers for the recipient's own token."""

HTML_LIMIT = 90_000
"""Bytes. Gmail cuts a letter at 102 kB and hides what follows: the way to unsubscribe."""


NO_SIGN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold, and no reader sees; pasted words bring it along."""
FOREIGN = re.compile("[^\x00-\x7f]")


class LetterTooLong(ValueError):
    """More HTML than a mail program shows to its end."""


@dataclass(frozen=True, slots=True)
class Words:
    """The content of a letter, the same for everybody who gets it."""

    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (size := len(self.html.encode())) > HTML_LIMIT:
            raise LetterTooLong(
                f"The letter has {size:,} bytes of HTML, and mail programs cut it after "
                f"{HTML_LIMIT:,}. Shorten it: fewer items, and a link to the rest."
            )

    @property
    def signature(self) -> str:
        """Equal for equal content; distinguishes the letters of one mailing."""
        parts = [
            self.subject,
            self.text,
            self.html,
            *(f"{k}:{v}" for k, v in sorted(self.headers.items())),
        ]
        return sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """One service letter to one person."""

    to: str
    words: Words
    label: str
    recipient_id: int | None = None
    token: str = ""
    reply_to: str = ""
    from_email: str = ""


def compose(name: str, context: Mapping[str, object]) -> Words:
    """The words of the letter at ``templates/emails/<name>``: subject.txt, txt and mjml.

    Django fills the templates first, then MJML makes the HTML. A template or MJML error is
    raised, so nothing half-made can be posted. Only the HTML is escaped.
    """
    values = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "base_url": settings.BASE_URL,
        "token": TOKEN,
        **context,
    }
    mjml = render_to_string(f"emails/{name}.mjml", values)
    return Words(
        subject=" ".join(_plain(f"emails/{name}.subject.txt", values).split()),
        text=_plain(f"emails/{name}.txt", values).strip() + "\n",
        html=mjml2html(FOREIGN.sub(_lasting, _readable(mjml))),
    )


def _plain(name: str, values: dict[str, object]) -> str:
    template = Engine.get_default().get_template(name)
    return _readable(template.render(Context(values, autoescape=False)))


def _readable(words: str) -> str:
    return NO_SIGN.sub(" ", words)


def _lasting(sign: Match[str]) -> str:
    """By its number, if MJML would spoil it in an attribute: it writes marks in Rust's own way."""
    seen = sign[0].isprintable() and not unicodedata.category(sign[0]).startswith("M")
    return sign[0] if seen else f"&#{ord(sign[0])};"

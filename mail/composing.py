"""What a letter is before it is posted: pure values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.template.loader import render_to_string
from mjml import mjml2html

TOKEN = "@@token@@"  # noqa: S105 (a placeholder, not a secret)
"""Stands in words and headers for the recipient's own token."""


@dataclass(frozen=True, slots=True)
class Words:
    """The content of a letter, the same for everybody who gets it."""

    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

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


def compose(name: str, context: Mapping[str, object]) -> Words:
    """The words of the letter at ``templates/emails/<name>``: subject.txt, txt and mjml.

    Django fills the templates first, then MJML makes the HTML. A template or MJML error is
    raised, so nothing half-made can be posted.
    """
    values = dict(context)
    subject = render_to_string(f"emails/{name}.subject.txt", values)
    return Words(
        subject=" ".join(subject.split()),
        text=render_to_string(f"emails/{name}.txt", values).strip() + "\n",
        html=mjml2html(render_to_string(f"emails/{name}.mjml", values)),
    )

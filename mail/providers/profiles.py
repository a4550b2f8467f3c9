"""What each provider can do, and how it wants to be spoken to."""

import re
from dataclasses import dataclass, field

from django.conf import settings

from mail.composing import TOKEN

WORD_JOINER = "\u2060"
"""Invisible; parts a merge mark in plain text, where nothing can be escaped."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A provider, as far as the engine must know it."""

    name: str
    backend: str
    batch_size: int
    """Recipients a call: also the most that one accident leaves in doubt."""
    fan_out: bool = False
    """It knows no batches: one letter per recipient over one connection."""
    accepts_whole: bool = False
    """A call is taken or turned down as a whole, so news of one recipient is news of all."""
    repeatable: bool = False
    """Handing the same delivery over twice makes one letter."""
    merge: str = ""
    """Its way to write a recipient's value, with {} for the name."""
    merge_marks: re.Pattern[str] | None = None
    """The single character that begins its merge syntax, where what follows makes it one."""
    extra: dict[str, str] = field(default_factory=dict)
    """Sent along with each call."""

    def plain(self, words: str) -> str:
        """Text or a subject as this provider wants it: nothing the editor wrote is a command."""
        if self.merge_marks:
            words = self.merge_marks.sub(lambda mark: mark[0] + WORD_JOINER, words)
        return self._with_token(words)

    def markup(self, html: str) -> str:
        """The same for HTML, where the character is written as its number."""
        if self.merge_marks:
            html = self.merge_marks.sub(lambda mark: f"&#{ord(mark[0])};", html)
        return self._with_token(html)

    def _with_token(self, words: str) -> str:
        return words.replace(TOKEN, self.merge.format("token")) if self.merge else words


FILES = Profile(
    name="files",
    backend="mail.providers.files.EmailBackend",
    batch_size=200,
    fan_out=True,
    repeatable=True,
)
SMTP = Profile(
    name="smtp",
    backend="mail.providers.smtp.EmailBackend",
    batch_size=25,
    fan_out=True,
)
MAILGUN = Profile(
    name="mailgun",
    backend="anymail.backends.mailgun.EmailBackend",
    batch_size=500,
    accepts_whole=True,
    merge="%recipient.{}%",
    merge_marks=re.compile(r"%(?=recipient|unsubscribe_|mailing_list_|tag_unsubscribe)", re.I),
    extra={"o:tracking": "no"},
)
PROFILES = {profile.name: profile for profile in (FILES, SMTP, MAILGUN)}


def current() -> Profile:
    """The provider that carries the letters now."""
    return PROFILES[settings.EMAIL_PROVIDER]

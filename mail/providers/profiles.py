"""What each provider can do, and how it wants to be spoken to."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings

from mail.composing import TOKEN, Words
from mail.enums import Stream

WORD_JOINER = "\u2060"
"""Invisible; parts a merge mark in plain text, where nothing can be escaped."""
NEVER = timedelta()
FOR_EVER = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Profile:
    """A provider, as far as the engine must know it."""

    name: str
    backend: str
    batch_size: int
    """Recipients a call: also the most that one accident leaves in doubt."""
    most_bytes: int = 10_000_000
    """Of one call, where every recipient's words are sent in full."""
    fan_out: bool = False
    """It knows no batches: one letter per recipient over one connection."""
    accepts_whole: bool = False
    """A call is taken or turned down as a whole, so news of one recipient is news of all."""
    key_lasts: timedelta = NEVER
    """How long the very same call, made again, makes no second letter."""
    merge: str = ""
    """Its way to write a recipient's value, with {} for the name; without one, each recipient's
    words are sent in full."""
    merge_marks: re.Pattern[str] | None = None
    """The single character that begins its merge syntax, where what follows makes it one."""
    keeps_message_id: bool = False
    """It leaves the Message-ID that we give a letter."""
    adds_feedback_id: bool = False
    """It writes a Feedback-ID of its own into each letter."""
    drops_common_headers: bool = False
    """A recipient's own headers take the place of the common ones, which are then repeated."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Sent along with each call."""
    dkim_selectors: tuple[str, ...] = ()
    """Under which names a sender's domain usually shows this provider's keys."""
    service: str = ""
    """The profile for service letters, where they go another way than newsletters."""

    def on(self, stream: Stream) -> "Profile":
        """The profile by which this provider carries the stream."""
        return PROFILES[self.service] if self.service and stream is Stream.SERVICE else self

    def rows(self, words: Words) -> int:
        """How many recipients of these words one call may hold, by number and by size."""
        if self.fan_out or self.merge:
            return self.batch_size
        one = len(json.dumps([words.subject, words.text, words.html, dict(words.headers)]))
        return max(1, min(self.batch_size, self.most_bytes // one))

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


BRACES = re.compile(r"\{(?=\{)")

FILES = Profile(
    name="files",
    backend="mail.providers.files.EmailBackend",
    batch_size=200,
    fan_out=True,
    key_lasts=FOR_EVER,
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
    keeps_message_id=True,
    extra={"o:tracking": "no"},
    dkim_selectors=("pdk1", "k1", "mx"),
)
POSTMARK_SERVICE = Profile(
    name="postmark-service",
    backend="mail.providers.postmark.EmailBackend",
    batch_size=100,
    merge_marks=BRACES,
    extra={"MessageStream": "outbound", "TrackOpens": False, "TrackLinks": "None"},
)
POSTMARK = Profile(
    name="postmark",
    backend="mail.providers.postmark.EmailBackend",
    batch_size=100,
    adds_feedback_id=True,
    merge_marks=BRACES,
    extra={"MessageStream": "broadcast", "TrackOpens": False, "TrackLinks": "None"},
    service="postmark-service",
)
POSTMARK_BULK = Profile(
    name="postmark-bulk",
    backend="mail.providers.postmark.BulkEmailBackend",
    batch_size=500,
    adds_feedback_id=True,
    accepts_whole=True,
    merge="{{{{{}}}}}",
    merge_marks=BRACES,
    extra={"MessageStream": "broadcast", "TrackOpens": False, "TrackLinks": "None"},
    service="postmark-service",
)
RESEND = Profile(
    name="resend",
    backend="mail.providers.resend.EmailBackend",
    batch_size=100,
    adds_feedback_id=True,
    accepts_whole=True,
    key_lasts=timedelta(hours=24),
    dkim_selectors=("resend",),
)
BREVO = Profile(
    name="brevo",
    backend="mail.providers.brevo.EmailBackend",
    batch_size=100,
    adds_feedback_id=True,
    accepts_whole=True,
    key_lasts=timedelta(minutes=30),
    merge_marks=re.compile(r"\{(?=[{%#])"),
    drops_common_headers=True,
    dkim_selectors=("brevo1", "mail"),
)
MAILTRAP_SERVICE = Profile(
    name="mailtrap-service",
    backend="mail.providers.mailtrap.EmailBackend",
    batch_size=100,
)
MAILTRAP = Profile(
    name="mailtrap",
    backend="mail.providers.mailtrap.BulkEmailBackend",
    batch_size=100,
    service="mailtrap-service",
    dkim_selectors=("rwmt1",),
)
MAILJET = Profile(
    name="mailjet",
    backend="mail.providers.mailjet.EmailBackend",
    batch_size=50,
    adds_feedback_id=True,
    merge="[[var:{}]]",
    merge_marks=re.compile(r"\[(?=\[)|\{(?=\{)"),
    drops_common_headers=True,
    extra={"Globals": {"TrackOpens": "disabled", "TrackClicks": "disabled"}},
    dkim_selectors=("mailjet",),
)
SES = Profile(
    name="ses",
    backend="mail.providers.ses.EmailBackend",
    batch_size=50,
    adds_feedback_id=True,
    merge="{{{{{}}}}}",
    merge_marks=BRACES,
)
PROFILES = {
    profile.name: profile
    for profile in (
        FILES,
        SMTP,
        MAILGUN,
        POSTMARK,
        POSTMARK_BULK,
        POSTMARK_SERVICE,
        RESEND,
        BREVO,
        MAILTRAP,
        MAILTRAP_SERVICE,
        MAILJET,
        SES,
    )
}


def current() -> Profile:
    """The provider that carries the letters now."""
    return PROFILES[settings.EMAIL_PROVIDER]

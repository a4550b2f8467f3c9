"""Django's mail, posted like everything else: what a package mails is not lost either."""

from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from mail import outbox
from mail.composing import Envelope, Words


class CannotBePosted(ValueError):
    """The outbox carries a subject, a text and its HTML; nothing else."""


class OutboxEmailBackend(BaseEmailBackend):
    """Makes each message a service letter to each of its recipients, who see nobody else.

    Carried: subject, text, one HTML alternative, headers, sender, Reply-To. Attachments and other
    alternatives are refused: a letter that lost a part would look whole.
    """

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Post them all; they leave when the transaction commits."""
        for message in messages:
            words = _words(message)
            for recipient in message.recipients():
                outbox.post(
                    Envelope(
                        to=recipient,
                        words=words,
                        label=words.subject[:160],
                        from_email=message.from_email,
                        reply_to=", ".join(message.reply_to),
                    ),
                    key=f"django:{uuid4()}",
                )
        return len(messages)


OURS = {"from", "to", "cc", "bcc", "date", "message-id", "subject", "reply-to"}
"""Headers the engine writes itself."""


def _words(message: EmailMessage) -> Words:
    alternatives = list(getattr(message, "alternatives", []))
    kinds = [alternative.mimetype for alternative in alternatives]
    if (
        message.attachments
        or kinds not in ([], ["text/html"])
        or message.content_subtype != "plain"
    ):
        raise CannotBePosted(f"“{message.subject}” has parts that the outbox does not carry.")
    if named := OURS & {name.lower() for name in message.extra_headers}:
        raise CannotBePosted(f"“{message.subject}” sets headers of the post office: {named}.")
    return Words(
        subject=" ".join(str(message.subject).split()),
        text=str(message.body),
        html=str(alternatives[0].content) if alternatives else "",
        headers={name: str(value) for name, value in message.extra_headers.items()},
    )

"""Sending a proof of an edition to one address."""

from dataclasses import replace
from uuid import UUID

from mail import outbox
from mail.composing import Envelope, Words
from mail.models import Mailing
from newsletters.links import TEST_TOKEN
from newsletters.models import Dispatch


def post_test_letter(dispatch: Dispatch, words: Words, *, to: str, ticket: UUID) -> Mailing:
    """The very letter, marked as a test; its way to unsubscribe says that it is one.

    The same ticket makes one letter, however often its button is pressed.
    """
    marked = replace(words, subject=f"[Test] {words.subject}")
    newsletter = dispatch.newsletter
    return outbox.post(
        Envelope(
            to=to,
            words=marked,
            label=f"Test of {newsletter.name}, {dispatch.slot}",
            token=TEST_TOKEN,
            from_email=newsletter.from_email,
            reply_to=newsletter.reply_to,
        ),
        key=f"{test_key(dispatch)}{ticket}",
    )


def test_key(dispatch: Dispatch) -> str:
    """With what the keys of its test letters begin."""
    return f"edition:{dispatch.pk}:test:"

"""Made once as bytes, then one letter per recipient."""

import email
from datetime import UTC, datetime
from email import policy
from uuid import uuid4

import pytest

from mail.composing import TOKEN, Words
from mail.enums import Outcome, Stream
from mail.providers import fanout, profiles
from mail.providers.claims import Claim, Recipient
from mail.providers.fanout import Stencil
from mail.providers.files import EmailBackend
from mail.providers.handover import Courier
from mail.providers.outcomes import Trouble
from tests.factories.mail import words

ADA = Recipient(1, "ada@example.org", "a" * 43, "<1.x@hub.example.org>")
BEN = Recipient(2, "ben@example.org", "b" * 43, "<2.x@hub.example.org>")


def claim(letter=None, **changes):
    letter = letter or words()
    return Claim(
        **{
            "batch_id": 1,
            "mailing_id": 1,
            "stream": Stream.BULK,
            "owner": uuid4(),
            "number": 1,
            "started_at": datetime(2026, 11, 3, 9, tzinfo=UTC),
            "letter": letter,
            "from_email": "Hub News <news@hub.example.org>",
            "reply_to": "",
            "headers": letter.headers,
            "recipients": [ADA, BEN],
            "batch_key": uuid4(),
            **changes,
        }
    )


def parsed(content):
    return email.message_from_bytes(content, policy=policy.default)


def test_nobody_sees_anybody_else():
    stencil = Stencil(claim())

    for own, other in ((ADA, BEN), (BEN, ADA)):
        content = stencil.fill(own)
        message = parsed(content)
        assert message["To"] == own.address
        assert message["Message-ID"] == own.message_id
        assert content.count(own.token.encode()) == 3
        assert other.address.encode() not in content
        assert other.token.encode() not in content
        assert b"@@" not in content


@pytest.mark.parametrize("padding", range(60, 90))
def test_a_token_stays_whole_wherever_in_a_line_it_falls(padding):
    letter = Words("S", "x" * padding + TOKEN + " é\n", f"<a href='{'y' * padding}{TOKEN}'>é</a>")

    message = parsed(Stencil(claim(letter)).fill(ADA))

    assert f"{'x' * padding}{ADA.token} é" in message.get_body(("plain",)).get_content()
    assert f"{'y' * padding}{ADA.token}'>é" in message.get_body(("html",)).get_content()


def test_the_letter_is_plain_ascii_in_short_lines():
    letter = Words(("Croeso ŵyl " * 12).strip(), "é" * 2000 + "\n.\n", "<p>" + "ŵ" * 5000 + "</p>")

    content = Stencil(claim(letter, from_email="Hwb Ŵyl <news@hub.example.org>")).fill(ADA)

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    head, _, body = content.partition(b"\r\n\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 76
    assert max(len(line) for line in head.split(b"\r\n")) <= 100
    message = parsed(content)
    assert message["Subject"] == ("Croeso ŵyl " * 12).strip()
    assert message["From"].addresses[0].display_name == "Hwb Ŵyl"
    assert message.get_body(("plain",)).get_content().startswith("é" * 2000)
    assert message.defects == []


def test_a_long_unsubscribe_address_is_neither_folded_nor_encoded():
    link = f"<https://hub.example.org/{'x' * 80}/{TOKEN}/>"

    content = Stencil(claim(headers={"List-Unsubscribe": link})).fill(ADA)

    assert f"List-Unsubscribe: {link.replace(TOKEN, ADA.token)}\r\n".encode() in content


def test_a_letter_whose_token_was_lost_is_not_sent(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    lost = claim(headers={"X-Note": f"é {TOKEN}"}, letter=words(headers={"X-Note": f"é {TOKEN}"}))

    with Courier(profiles.FILES) as courier:
        report = courier.carry(lost, seconds=10)

    assert (report.outcome, report.trouble) == (Outcome.NOT_SENT, Trouble.DEFECT)
    assert report.not_sent == [1, 2]
    assert list(tmp_path.iterdir()) == []


def test_a_header_cannot_smuggle_another_in():
    with pytest.raises(ValueError, match="more than one line"):
        Stencil(claim(Words("Hello\r\nBcc: all@example.org", "x")))


def test_when_time_is_up_the_rest_is_left(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    taken = claim()

    report = fanout.carry(taken, Stencil(taken), EmailBackend(), until=0)

    assert report.not_sent == [1, 2]
    assert report.trouble is Trouble.NONE


def test_a_letter_is_written_whole_or_not_at_all(settings, tmp_path, monkeypatch):
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    taken = claim()
    settings.MAILBOX_DIR.mkdir()
    fail_on_replace(monkeypatch)

    report = fanout.carry(taken, Stencil(taken), EmailBackend(), until=float("inf"))

    assert report.not_sent == [1, 2]
    assert report.trouble is Trouble.UNREACHABLE
    assert list(settings.MAILBOX_DIR.iterdir()) == []


def fail_on_replace(monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)


def test_handing_a_letter_over_twice_leaves_one(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    taken = claim()

    for _ in range(2):
        fanout.carry(taken, Stencil(taken), EmailBackend(), until=float("inf"))

    assert len(list(tmp_path.iterdir())) == 2

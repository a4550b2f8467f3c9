"""Batches for providers that know none: made once as bytes, then one letter per recipient.

Django's own backends would put every address of a batch in one `To:`.
"""

import binascii
import re
import time
from collections.abc import Mapping
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256
from typing import Protocol

from mail.composing import TOKEN
from mail.enums import Outcome
from mail.providers.claims import Claim, Recipient, Report
from mail.providers.outcomes import Trouble, judge

TO = "@@to@@"
MESSAGE_ID = "@@message-id@@"
SUSPICIOUS = 5
"""Letters turned down and none taken: it may be us, and the server need not hear of the rest."""
PLACES = re.compile(f"({TOKEN}|{TO}|{MESSAGE_ID})".encode())


class OneByOne(Protocol):
    """A connection that takes finished letters."""

    def put(self, *, number: int, sender: str, recipient: str, content: bytes) -> str: ...

    def close(self) -> None: ...


class Stencil:
    """A letter serialised once, with holes where a recipient's own words go."""

    def __init__(self, claim: Claim) -> None:
        letter = _serialise(claim)
        self._parts = PLACES.split(letter)
        expected = _count(claim)
        if (found := self._parts.count(TOKEN.encode())) != expected:
            raise AssertionError(f"{expected} places for the token became {found}.")

    def fill(self, recipient: Recipient) -> bytes:
        """This recipient's letter, which names nobody else."""
        own = {
            TOKEN.encode(): recipient.token.encode("ascii"),
            TO.encode(): recipient.address.encode("ascii"),
            MESSAGE_ID.encode(): recipient.message_id.encode("ascii"),
        }
        return b"".join(own.get(part, part) for part in self._parts)


def carry(claim: Claim, stencil: Stencil, connection: OneByOne, *, until: float) -> Report:
    """Hand the letters over one after another, until something is in the way or time is up.

    `until` is a moment of the monotonic clock.
    """
    report = Report()
    for place, recipient in enumerate(claim.recipients):
        if time.monotonic() > until:
            return report.leave(claim.recipients[place:])
        try:
            report.accepted[recipient.delivery_id] = connection.put(
                number=recipient.delivery_id,
                sender=claim.from_email,
                recipient=recipient.address,
                content=stencil.fill(recipient),
            )
        except Exception as error:  # noqa: BLE001 (whatever it is, the letter's fate is written down)
            verdict = judge(error)
            if verdict.outcome is Outcome.REFUSED:
                report.refuse(recipient, verdict)
                if len(report.refused) == SUSPICIOUS and not report.accepted:
                    return _without_any(report.leave(claim.recipients[place + 1 :]))
                continue
            if verdict.trouble is Trouble.RECIPIENT:
                report.leave([recipient], verdict)
                continue
            connection.close()
            if verdict.outcome is Outcome.UNKNOWN:
                report.doubt(recipient, verdict)
                return report.leave(claim.recipients[place + 1 :])
            return report.leave(claim.recipients[place:], verdict)
    return _without_any(report)


def _without_any(report: Report) -> Report:
    """Where nobody was taken it may be the letter or the account, which halving tells."""
    if len(report.refused) > 1 and not report.accepted:
        report.trouble = Trouble.LETTER
    return report


def _count(claim: Claim) -> int:
    letter = claim.letter
    parts = [letter.subject, letter.text, letter.html, *letter.headers.values()]
    return sum(part.count(TOKEN) for part in parts)


def _serialise(claim: Claim) -> bytes:
    letter = claim.letter
    headers = {
        "From": claim.from_email,
        "To": TO,
        "Reply-To": claim.reply_to,
        "Subject": letter.subject,
        "Date": format_datetime(claim.started_at),
        "Message-ID": MESSAGE_ID,
        **claim.headers,
        "MIME-Version": "1.0",
    }
    if not letter.html:
        return _part(headers, "text/plain", letter.text)
    edge = f"part-{sha256(letter.html.encode()).hexdigest()[:32]}"
    headers["Content-Type"] = f'multipart/alternative; boundary="{edge}"'
    between = f"\r\n--{edge}\r\n".encode()
    parts = [_part({}, "text/plain", letter.text), _part({}, "text/html", letter.html)]
    body = b"".join(between + part for part in parts)
    return _head(headers) + body + f"\r\n--{edge}--\r\n".encode()


def _part(headers: Mapping[str, str], kind: str, words: str) -> bytes:
    described = {
        **headers,
        "Content-Type": f'{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    return _head(described) + b"\r\n" + _quoted(words)


def _quoted(words: str) -> bytes:
    """Quoted-printable in which a token always stands whole, on a line of its own."""
    pieces = words.replace("\r\n", "\n").split(TOKEN)
    encoded = [binascii.b2a_qp(piece.encode(), istext=True) for piece in pieces]
    return f"=\n{TOKEN}=\n".encode().join(encoded).replace(b"\n", b"\r\n")


def _head(headers: Mapping[str, str]) -> bytes:
    return b"".join(_line(name, value) for name, value in headers.items() if value)


def _line(name: str, value: str) -> bytes:
    if any(character in value for character in "\r\n"):
        raise ValueError(f"The header {name} holds more than one line.")
    return f"{name}: {_encoded(name, value)}\r\n".encode("ascii")


def _encoded(name: str, value: str) -> str:
    if name in {"From", "Reply-To"}:
        return formataddr(parseaddr(value))
    if value.isascii():
        return value
    return Header(value, "utf-8", maxlinelen=74).encode(linesep="\r\n")

"""Reading the letters that lie in the folder of the files provider."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from django.conf import settings

HEAD = 16_384
"""Bytes in which all headers of a letter stand."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One file. The listing needs its name alone; what is inside is read when asked for."""

    number: int
    recipient: str
    path: Path

    @property
    def head(self) -> EmailMessage:
        """The headers."""
        with self.path.open("rb") as file:
            parser = BytesParser(policy=policy.default)
            return parser.parsebytes(file.read(HEAD), headersonly=True)

    @property
    def message(self) -> EmailMessage:
        """The whole letter."""
        return message_from_bytes(self.path.read_bytes(), policy=policy.default)

    @property
    def written_at(self) -> datetime:
        """When it came in."""
        return datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()


def letters(recipient: str = "") -> Sequence[Letter]:
    """All letters, or those to addresses that contain these characters; the newest first."""
    folder, wanted = Path(settings.MAILBOX_DIR), recipient.strip().lower()
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.endswith(".eml")]
    except FileNotFoundError:
        return []
    found = [_letter(folder, name) for name in sorted(names, reverse=True)]
    return [letter for letter in found if letter and wanted in letter.recipient.lower()]


def find(number: int) -> Letter | None:
    """The letter of this number. A number names nothing outside the folder."""
    return next((letter for letter in letters() if letter.number == number), None)


def text_of(message: EmailMessage) -> str:
    """The plain text, or nothing."""
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def html_of(message: EmailMessage) -> str:
    """The HTML, or nothing."""
    part = message.get_body(("html",))
    return str(part.get_content()) if part else ""


def attachments_of(message: EmailMessage) -> list[tuple[str, bytes]]:
    """Names and contents of what is attached."""
    return [
        (part.get_filename("attachment"), cast("bytes", part.get_payload(decode=True)))
        for part in message.iter_attachments()
    ]


def _letter(folder: Path, name: str) -> Letter | None:
    number, _, recipient = name.removesuffix(".eml").partition("-")
    if not number.isdecimal():
        return None
    return Letter(int(number), unquote(recipient), folder / name)

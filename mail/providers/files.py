"""Letters as files in a folder: what a demonstration has for a post office."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from mail.providers.outcomes import NotHandedOver

LONGEST_NAME = 180


class EmailBackend(BaseEmailBackend):
    """Writes each letter whole or not at all, under a name that says which and to whom."""

    def __init__(self, **options: object) -> None:
        super().__init__(fail_silently=False)
        self.folder = Path(settings.MAILBOX_DIR)

    def put(self, *, number: int, sender: str, recipient: str, content: bytes) -> str:
        """Write one letter. The same number overwrites itself: handing over twice is once."""
        name = file_name(number, recipient)
        beside = self.folder / f".{name}.{os.getpid()}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(self.folder / name)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise NotHandedOver("The mailbox cannot be written to.") from error
        return name

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Django's way in, for whoever names this backend directly: a file per recipient."""
        written = 0
        for message in messages:
            content = message.message().as_bytes()
            for recipient in message.recipients():
                self.put(
                    number=time.time_ns(),
                    sender=message.from_email,
                    recipient=recipient,
                    content=content,
                )
                written += 1
        return written


def file_name(number: int, recipient: str) -> str:
    """Sorts by number; a recipient cannot lead out of the folder."""
    return f"{number:020d}-{quote(recipient, safe='@+')[:LONGEST_NAME]}.eml"

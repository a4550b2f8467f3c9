"""SMTP, spoken so that every failure says whether the letter went."""

import smtplib
from collections.abc import Callable
from email.utils import parseaddr

from django.core.mail.backends import smtp

from mail.providers.outcomes import (
    AccountRefused,
    NotHandedOver,
    RecipientNotNow,
    RecipientRefused,
)

Reply = tuple[int, bytes]
"""The code of an answer, and what was said with it."""
Refusal = Callable[[int, str], Exception]
OK = 250
GO_AHEAD = 354
PERMANENT = 500


class ServerNotNow(NotHandedOver):
    """The server takes no letters at the moment."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status_code = status


class SenderRefused(AccountRefused):
    """The server takes nothing from us, whoever it is for."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")


class EmailBackend(smtp.EmailBackend):
    """Django's connection, with one letter to one recipient at a time."""

    connection: smtplib.SMTP | None

    def put(self, *, number: int, sender: str, recipient: str, content: bytes) -> str:
        """Hand one letter over. Until the last dot is sent it has not left.

        Raises NotHandedOver, SenderRefused, RecipientNotNow or RecipientRefused when that is
        certain, anything else when not.
        """
        if self.connection is None:
            self._connect()
        server = self.connection
        assert server is not None  # noqa: S101 (for the type checker)
        try:
            for_sender, for_recipient = _envelope(server, parseaddr(sender)[1], recipient)
            self._expect(server, for_sender, never=SenderRefused)
            self._expect(server, for_recipient, later=RecipientNotNow)
            self._expect(server, server.docmd("data"), wanted=GO_AHEAD)
        except (OSError, smtplib.SMTPException) as error:
            raise NotHandedOver("The server stopped listening.") from error
        end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
        server.send(content.replace(b"\r\n.", b"\r\n..") + end)
        self._expect(server, server.getreply())
        return ""

    def _connect(self) -> None:
        try:
            self.open()
        except smtplib.SMTPAuthenticationError:
            raise
        except (OSError, smtplib.SMTPException) as error:
            raise NotHandedOver("The server does not answer.") from error

    def _expect(
        self,
        server: smtplib.SMTP,
        answer: Reply,
        *,
        wanted: int = OK,
        later: Refusal = ServerNotNow,
        never: Refusal = RecipientRefused,
    ) -> None:
        """Go on, or say what the refusal means; the conversation is ready for the next letter."""
        code, said = answer
        if code == wanted or (wanted < GO_AHEAD and code // 100 == wanted // 100):
            return
        if code < 0:
            raise smtplib.SMTPServerDisconnected("The server hung up.")
        reason = said.decode(errors="replace")
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self.close()
        if code >= PERMANENT:
            raise never(code, reason)
        raise later(code, reason)


def _envelope(server: smtplib.SMTP, sender: str, recipient: str) -> tuple[Reply, Reply]:
    """Both answers; in one exchange where the server allows that (RFC 2920)."""
    if not server.has_extn("pipelining"):
        answer = server.mail(sender)
        return answer, server.rcpt(recipient) if answer[0] == OK else answer
    from_, to = smtplib.quoteaddr(sender), smtplib.quoteaddr(recipient)
    server.send(f"MAIL FROM:{from_}\r\nRCPT TO:{to}\r\n")
    return server.getreply(), server.getreply()

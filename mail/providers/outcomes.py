"""What an error says about the letter: went, did not go, or nobody knows.

The rule of the house: only what is certainly not sent may be sent again by itself.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import requests
from anymail.exceptions import (
    AnymailConfigurationError,
    AnymailInvalidAddress,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from urllib3.exceptions import NameResolutionError, NewConnectionError

from mail.enums import Outcome

ACCOUNT_STATUSES = {401, 402, 403, 404, 420}
LETTER_STATUSES = {400, 413, 422}
UNCERTAIN_STATUSES = {408, 409, 425}
"""Although their number says it is our fault, the request may have been carried out."""


class Trouble(Enum):
    """What stands in the way, and so what is to be done."""

    NONE = "none"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    ACCOUNT = "account"
    LETTER = "letter"
    RECIPIENT = "recipient"
    DEFECT = "defect"


class NotHandedOver(Exception):
    """Raised by a carrier that knows the letter did not leave: `__cause__` says why."""


class RecipientRefused(Exception):
    """Raised by a carrier whose server will not take this letter for this recipient."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status_code = status


class RecipientNotNow(Exception):
    """Raised by a carrier whose server will perhaps take it later: a full or a wary mailbox."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status_code = status


class AccountRefused(Exception):
    """Raised by a carrier whose provider turns our account or our sender away: nothing went."""


class NotYet(Exception):
    """Raised by a carrier whose provider asks us to wait: nothing went."""

    def __init__(self, reason: str, *, seconds: str = "") -> None:
        super().__init__(reason)
        self.retry_after = seconds


@dataclass(frozen=True, slots=True)
class Verdict:
    """An error, understood. `detail` holds no address."""

    outcome: Outcome
    trouble: Trouble = Trouble.NONE
    http_status: int | None = None
    retry_after: float | None = None
    detail: str = ""


def judge(error: BaseException) -> Verdict:
    """Read an error of a hand-over; what is not certain is unknown."""
    status = getattr(error, "status_code", None)
    outcome, trouble = _meaning(error, status)
    return Verdict(
        outcome=outcome,
        trouble=trouble,
        http_status=status,
        retry_after=_retry_after(error),
        detail=describe(error),
    )


def _meaning(error: BaseException, status: int | None) -> tuple[Outcome, Trouble]:
    if isinstance(error, AnymailInvalidAddress | RecipientRefused):
        return Outcome.REFUSED, Trouble.LETTER
    if isinstance(
        error, AnymailUnsupportedFeature | AnymailSerializationError | AnymailConfigurationError
    ):
        return Outcome.NOT_SENT, Trouble.DEFECT
    if isinstance(error, RecipientNotNow):
        return Outcome.NOT_SENT, Trouble.RECIPIENT
    if isinstance(error, NotYet):
        return Outcome.NOT_SENT, Trouble.BUSY
    if isinstance(error, smtplib.SMTPAuthenticationError | AccountRefused):
        return Outcome.NOT_SENT, Trouble.ACCOUNT
    if isinstance(error, NotHandedOver) or _never_connected(error):
        return Outcome.NOT_SENT, Trouble.UNREACHABLE
    if status is not None:
        return _meaning_of_status(status)
    return Outcome.UNKNOWN, Trouble.NONE


def _meaning_of_status(status: int) -> tuple[Outcome, Trouble]:
    if status == requests.codes.too_many_requests:
        return Outcome.NOT_SENT, Trouble.BUSY
    if status in ACCOUNT_STATUSES:
        return Outcome.NOT_SENT, Trouble.ACCOUNT
    if status in LETTER_STATUSES:
        return Outcome.REFUSED, Trouble.LETTER
    if 400 <= status < 500 and status not in UNCERTAIN_STATUSES:
        return Outcome.NOT_SENT, Trouble.ACCOUNT
    return Outcome.UNKNOWN, Trouble.NONE


def _never_connected(error: BaseException) -> bool:
    return any(
        isinstance(
            cause,
            requests.ConnectTimeout
            | NewConnectionError
            | NameResolutionError
            | ssl.SSLCertVerificationError
            | smtplib.SMTPConnectError
            | smtplib.SMTPHeloError,
        )
        for cause in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it; urllib3 keeps the reason in attributes and arguments."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, getattr(cause, "reason", None), *cause.args]


def _retry_after(error: BaseException) -> float | None:
    response = getattr(error, "response", None)
    headers = {} if response is None else response.headers
    value = getattr(error, "retry_after", headers.get("Retry-After", ""))
    return float(value) if value.isascii() and value.isdigit() else None


def describe(error: BaseException) -> str:
    """One line for the audit trail, without any address."""
    response = getattr(error, "response", None)
    said = f"{response.status_code} {response.text}" if response is not None else str(error)
    cause = error.__cause__ if isinstance(error, NotHandedOver) and error.__cause__ else error
    line = " ".join(f"{type(cause).__name__}: {said}".split())
    return re.sub(r"[^\s<>\"'(,;:=]+@[^\s<>\"'),;]+", "[address]", line)[:300]

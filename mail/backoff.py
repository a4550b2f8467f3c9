"""How long to wait before trying again what was certainly not sent."""

import random
from dataclasses import dataclass
from datetime import timedelta

from mail.enums import Stream


@dataclass(frozen=True, slots=True)
class Patience:
    """Doubling waits from `first` to `longest` seconds, and the attempts after which it ends."""

    first: int
    longest: int
    attempts: int

    def wait(self, attempt: int, *, at_least: float | None = None) -> timedelta:
        """Before the attempt after this one; spread, so that not all come back at once."""
        seconds = min(self.first * 2 ** (min(attempt, 20) - 1), self.longest)
        spread = seconds * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)
        return timedelta(seconds=max(spread, at_least or 0))


PATIENCE = {
    Stream.BULK: Patience(first=30, longest=3600, attempts=8),
    Stream.SERVICE: Patience(first=5, longest=900, attempts=60),
}
"""A newsletter then waits for a person. Somebody waits for a service letter: it is tried for half
a day."""

RESENDS = 3
"""Attempts after which a letter that may be sent twice is no longer: it went, or never will."""
GRACE = timedelta(minutes=30)
"""How long evidence may take to arrive before a policy decides an uncertain batch."""
GRACE_TO_RESEND = timedelta(seconds=5)
"""The same where the policy is to send again: somebody is waiting."""

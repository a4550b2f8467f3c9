"""Handing a claimed batch to the provider, outside any transaction."""

import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from mail.enums import Outcome
from mail.providers import batched, fanout
from mail.providers.claims import Claim, Report
from mail.providers.outcomes import Trouble, Verdict, describe
from mail.providers.profiles import Profile

if TYPE_CHECKING:
    from anymail.backends.base import AnymailBaseBackend


class Courier:
    """Carries batches to one provider; a connection is kept for letters that go one by one.

    A provider's call gets a connection of its own: one that has just been closed at the other
    end would make a batch uncertain for nothing.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._connections: dict[str, BaseEmailBackend] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for connection in self._connections.values():
            connection.close()

    def carry(self, claim: Claim, *, seconds: float) -> Report:
        """Hand over as much as fits in the time. Never raises: what happened is in the report."""
        until = time.monotonic() + seconds
        try:
            hand_over = self._prepare(claim, until=until)
        except Exception as error:  # noqa: BLE001 (a letter that cannot be made stops its mailing)
            verdict = Verdict(Outcome.NOT_SENT, Trouble.DEFECT, detail=describe(error))
            return Report.of(verdict, claim)
        return hand_over()

    def _prepare(self, claim: Claim, *, until: float) -> Callable[[], Report]:
        """Everything that can fail before the provider hears of it."""
        profile = self.profile.on(claim.stream)
        connection = self._connection(profile)
        if profile.fan_out:
            one_by_one = cast("fanout.OneByOne", connection)
            return partial(fanout.carry, claim, fanout.Stencil(claim), one_by_one, until=until)
        anymail = cast("AnymailBaseBackend", connection)
        return partial(batched.carry, claim, batched.prepare(claim, profile), anymail)

    def _connection(self, profile: Profile) -> BaseEmailBackend:
        if profile.name not in self._connections:
            self._connections[profile.name] = get_connection(profile.backend)
        return self._connections[profile.name]

"""Handing a claimed batch to the provider, outside any transaction."""

import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self, cast

from django.core.mail import get_connection

from mail.enums import Outcome
from mail.providers import batched, fanout
from mail.providers.claims import Claim, Report
from mail.providers.outcomes import Trouble, Verdict, describe
from mail.providers.profiles import Profile


class Courier:
    """Carries batches to one provider; a connection is kept for letters that go one by one.

    A provider's call gets a connection of its own: one that has just been closed at the other
    end would make a batch uncertain for nothing.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.connection = get_connection(profile.backend)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

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
        if self.profile.fan_out:
            one_by_one = cast("fanout.OneByOne", self.connection)
            return partial(fanout.carry, claim, fanout.Stencil(claim), one_by_one, until=until)
        return partial(batched.carry, claim, batched.prepare(claim, self.profile), self.connection)

"""Handing a claimed batch to the provider, outside any transaction."""

import logging
import time
from types import TracebackType
from typing import Self

from django.core.mail import get_connection

from mail.enums import Outcome
from mail.providers import anymail, fanout
from mail.providers.claims import Claim, Report
from mail.providers.outcomes import Trouble, Verdict, describe
from mail.providers.profiles import Profile

logger = logging.getLogger(__name__)


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
        try:
            if self.profile.fan_out:
                stencil = fanout.Stencil(claim)
            else:
                message = anymail.prepare(claim, self.profile)
        except Exception as error:  # noqa: BLE001 (a letter that cannot be made stops its mailing)
            return Report.of(
                Verdict(Outcome.NOT_SENT, Trouble.DEFECT, detail=describe(error)), claim
            )
        if self.profile.fan_out:
            return fanout.carry(claim, stencil, self.connection, until=time.monotonic() + seconds)
        return anymail.carry(claim, message, self.connection)

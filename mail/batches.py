"""One batch from the queue to the provider: claim, hand over, finish."""

import logging

from mail import claiming, clock, finishing
from mail.enums import Stream
from mail.providers.claims import Claim, Report
from mail.providers.handover import Courier

logger = logging.getLogger(__name__)


def send_next(stream: Stream, courier: Courier) -> bool:
    """Send the next batch that is due. False if there was none.

    The attempt is committed before the provider hears of it, and no transaction is open while
    it listens: whatever dies in between leaves a row that says so.
    """
    claim = claiming.claim(stream, provider=courier.profile.on(stream).name)
    if claim is None:
        return False
    report = _hand_over(claim, courier)
    finishing.finish(claim, report.in_doubt() if claim.repeats else report)
    return True


def _hand_over(claim: Claim, courier: Courier) -> Report:
    """Only in the first half of the lease: nobody else may think the batch abandoned."""
    remaining = claiming.lease() / 2 - (clock.now() - claim.started_at)
    if remaining.total_seconds() <= 0:
        logger.warning("Batch %s was held up before its hand-over.", claim.batch_id)
        return Report().leave(claim.recipients)
    return courier.carry(claim, seconds=remaining.total_seconds())

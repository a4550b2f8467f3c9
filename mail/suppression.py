"""Whom nobody may write to, although we do not keep who they are."""

import hmac
import logging
from collections.abc import Collection
from hashlib import sha256

from django.conf import settings

from mail.addresses import normalise
from mail.enums import Stream, SuppressionReason
from mail.models import Suppression
from mail.signals import address_suppressed

logger = logging.getLogger(__name__)

EVERYTHING = ""
"""The scope of all mail."""

STOPS_SERVICE_LETTERS = (SuppressionReason.BOUNCE, SuppressionReason.STAFF)
"""Who stopped the newsletter, or was erased and comes back, still gets the code they ask for."""


def suppress(
    address: str, *, reason: SuppressionReason, scope: str = EVERYTHING, source: str = ""
) -> None:
    """Never write to this address again: at all, or for one list. Asking twice is asking once."""
    address = normalise(address)
    version, pepper = _peppers()[0]
    if is_suppressed(address, scope, exactly=True):
        return
    Suppression.objects.bulk_create(
        [
            Suppression(
                address_hmac=_hmac(address, pepper),
                pepper_version=version,
                scope=scope,
                reason=reason,
                source=source,
            )
        ],
        ignore_conflicts=True,
    )
    for receiver, answer in address_suppressed.send_robust(
        sender=Suppression, address=address, scope=scope, reason=reason
    ):
        if isinstance(answer, Exception):
            logger.error("%s failed on a suppression: %s", receiver, type(answer).__name__)


def lift(address: str, *, scope: str, reason: str = "asked again") -> bool:
    """Write to this address again, as far as this scope goes. False if nothing stood in the way."""
    found = Suppression.objects.filter(
        address_hmac__in=_hmacs(normalise(address)), scope=scope
    ).delete()[0]
    if found:
        logger.info("A suppression for “%s” was lifted: %s", scope or "all mail", reason)
    return found > 0


def is_suppressed(address: str, scope: str = EVERYTHING, *, exactly: bool = False) -> bool:
    """Whether this list, or all mail, is closed to the address (`exactly`: this scope alone)."""
    scopes = [scope] if exactly else [scope, EVERYTHING]
    return Suppression.objects.filter(
        address_hmac__in=_hmacs(normalise(address)), scope__in=scopes
    ).exists()


def among(addresses: Collection[str], *, scope: str, stream: Stream) -> set[str]:
    """Those of the addresses, in their normal form, that must not get this letter."""
    known = {code: address for address in addresses for code in _hmacs(address)}
    found = Suppression.objects.filter(address_hmac__in=list(known), scope__in={scope, EVERYTHING})
    if stream == Stream.SERVICE:
        found = found.filter(reason__in=STOPS_SERVICE_LETTERS)
    return {known[code] for code in found.values_list("address_hmac", flat=True)}


def fingerprint(address: str) -> str:
    """Stands for the address in records that outlive it; found again only from the address."""
    return _hmac(normalise(address), _peppers()[0][1])


def _peppers() -> list[tuple[int, bytes]]:
    return [(version, pepper.encode()) for version, pepper in settings.SUPPRESSION_PEPPERS]


def _hmac(address: str, pepper: bytes) -> str:
    return hmac.new(pepper, address.encode(), sha256).hexdigest()


def _hmacs(address: str) -> list[str]:
    """Under every pepper that was ever in use: an address cannot be hashed anew, it is not kept."""
    return [_hmac(address, pepper) for _, pepper in _peppers()]

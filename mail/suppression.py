"""Whom nobody may write to, although we do not keep who they are."""

import hmac
import logging
from collections.abc import Collection, Iterable
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from mail.addresses import normalise
from mail.enums import Stream, SuppressionReason
from mail.models import Lifting, Suppression
from mail.signals import address_suppressed

logger = logging.getLogger(__name__)

EVERYTHING = ""
"""The scope of all mail."""

STOPS_SERVICE_LETTERS = (SuppressionReason.BOUNCE, SuppressionReason.STAFF)
"""Who stopped the newsletter, or was erased and comes back, still gets the code they ask for."""


class Stop(NamedTuple):
    """An address, why it is not to be written to, and for which list."""

    address: str
    reason: SuppressionReason
    scope: str = EVERYTHING


def suppress(
    address: str, *, reason: SuppressionReason, scope: str = EVERYTHING, source: str = ""
) -> None:
    """Never write to this address again: at all, or for one list. Asking twice is asking once."""
    suppress_many([Stop(address, reason, scope)], source=source)


def suppress_many(stops: Iterable[Stop], *, source: str) -> None:
    """The same for many at once, in two statements. Of two reasons the first stays."""
    wanted: dict[tuple[str, str], SuppressionReason] = {}
    for stop in stops:
        wanted.setdefault((normalise(stop.address), stop.scope), stop.reason)
    if not wanted:
        return
    codes = {address: _hmacs(address) for address, _ in wanted}
    every_code = [code for found in codes.values() for code in found]
    rows = Suppression.objects.filter(address_hmac__in=every_code)
    known = set(rows.values_list("address_hmac", "scope"))
    fresh = {
        (address, scope): reason
        for (address, scope), reason in wanted.items()
        if not any((code, scope) in known for code in codes[address])
    }
    version, pepper = _peppers()[0]
    Suppression.objects.bulk_create(
        [
            Suppression(
                address_hmac=_hmac(address, pepper),
                pepper_version=version,
                scope=scope,
                reason=reason,
                source=source,
            )
            for (address, scope), reason in fresh.items()
        ],
        ignore_conflicts=True,
    )
    for (address, scope), reason in fresh.items():
        _tell(address, scope, reason)


def standing(address: str) -> tuple[list[Suppression], list[Lifting]]:
    """What closes this address, and what did until it was lifted: under any pepper ever in use."""
    codes = _hmacs(normalise(address))
    return (
        list(Suppression.objects.filter(address_hmac__in=codes).order_by("-created_at")),
        list(Lifting.objects.filter(address_hmac__in=codes).order_by("-lifted_at")),
    )


@transaction.atomic
def lift(address: str, *, scope: str, reason: str = "asked again", by: int | None = None) -> bool:
    """Write to this address again, as far as this scope goes. False if nothing stood in the way.

    What was lifted, by which user and why is kept for good.
    """
    rows = Suppression.objects.filter(address_hmac__in=_hmacs(normalise(address)), scope=scope)
    lifted = [
        Lifting(
            address_hmac=row.address_hmac,
            pepper_version=row.pepper_version,
            scope=row.scope,
            reason=row.reason,
            source=row.source,
            suppressed_at=row.created_at,
            lifted_by_id=by,
            why=reason,
        )
        for row in rows.select_for_update()
    ]
    Lifting.objects.bulk_create(lifted)
    rows.delete()
    if lifted:
        logger.info("A suppression for “%s” was lifted.", scope or "all mail")
    return bool(lifted)


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


def _tell(address: str, scope: str, reason: SuppressionReason) -> None:
    for receiver, answer in address_suppressed.send_robust(
        sender=Suppression, address=address, scope=scope, reason=reason
    ):
        if isinstance(answer, Exception):
            logger.error("%s failed on a suppression: %s", receiver, type(answer).__name__)

"""The first letters of a newsletter go alone, and the next in growing numbers.

If the letter is bad, or the provider wary of a new account, few have it and nothing is lost.
"""

from django.conf import settings
from django.db.models import F, OuterRef, Subquery

from mail import waking
from mail.enums import MailingState, Stream
from mail.models import Batch, Mailing

CANARY = 50
"""Recipients of the first batch. The rest waits until the provider has taken it."""
SECOND = 100
"""Recipients of the one after it; from there each is twice as large, to the provider's most."""


def sizes(most: int) -> list[int]:
    """How many a batch of each wave holds; of the last wave there are as many as it takes."""
    found, size = [min(CANARY, most)], SECOND
    while size < most:
        found.append(size)
        size *= 2
    return [*found, most]


def starts(most: int, *, wave: int) -> list[int]:
    """Before how many recipients each batch from this wave on begins; the last are all equal."""
    ahead = sizes(most)[min(wave, len(sizes(most)) - 1) :]
    return [sum(ahead[:place]) for place in range(len(ahead))]


def advance(mailing_id: int, *, taken: int) -> None:
    """A batch of this wave was taken: the next may go."""
    behind = Mailing.objects.filter(pk=mailing_id, wave__lte=taken)
    if behind.update(wave=taken + 1):
        waking.on_commit(Stream.BULK, pumps=settings.MAIL_PUMPS)


def pass_by(mailing_id: int | None = None) -> None:
    """Let nobody wait for a wave that has come to nothing: all of it left, or was turned down.

    One that is uncertain is still waited for.
    """
    sending = Mailing.objects.filter(state=MailingState.SENDING, stream=Stream.BULK)
    if mailing_id is not None:
        sending = sending.filter(pk=mailing_id)
    ahead = Batch.objects.open().filter(mailing=OuterRef("pk")).order_by("wave").values("wave")
    sending.annotate(ahead=Subquery(ahead[:1])).filter(wave__lt=F("ahead")).update(wave=F("ahead"))

"""Listening to readers who have no account: what they say about a page is kept, they are not."""

from datetime import timedelta

from django.core import signing
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from content.models import Feedback

KEPT_FOR = timedelta(days=365)
MAY_ADD_FOR = timedelta(days=7)
"""How long words can be added to a yes or no: long enough to be interrupted, and to be off for a
few days; no longer, as the address stands in the history of a browser that others may use."""
ONE_PRESS_SECONDS = 10
"""Presses on the same page from the same place within this time are one press."""

_SALT = "content.listening"


class TooLate(Exception):
    """The reference is not ours, too old, or its answer is gone."""


def take(page: Page, *, was_useful: bool, place: str) -> Feedback:
    """Note the answer. Pressed twice in a row it is one answer, and the last one counts.

    `place` stands for where the press came from; it stays in the cache for seconds, nowhere else.
    """
    key = f"feedback:{place}:{page.pk}"
    again = Feedback.objects.filter(pk=cache.get(key, 0)).first()
    if again:
        Feedback.objects.filter(pk=again.pk).update(was_useful=was_useful)
        return again
    answer = Feedback.objects.create(page=page, was_useful=was_useful)
    cache.set(key, answer.pk, ONE_PRESS_SECONDS)
    return answer


def reference(answer: Feedback) -> str:
    """What an address may carry: it leads to this answer for a while, and to nobody."""
    return signing.dumps(answer.pk, salt=_SALT)


def behind(reference: str) -> Feedback:
    """The answer that words may be added to."""
    try:
        pk = signing.loads(reference, salt=_SALT, max_age=MAY_ADD_FOR)
    except signing.BadSignature as error:
        raise TooLate from error
    answer = Feedback.objects.select_related("page").filter(pk=pk).first()
    if answer is None:
        raise TooLate
    return answer


def add_words(answer: Feedback, words: str) -> bool:
    """Keep the words, once: sent twice they do not replace what is there."""
    return bool(words) and Feedback.objects.filter(pk=answer.pk, words="").update(words=words) == 1


def forget_old() -> int:
    """Delete what is older than a year; how many. A chore."""
    return Feedback.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()[0]

"""The links of an edition to other sites: put down for whoever asks them, and what came of it.

The polite visitor of the page kit asks (`content.link_checking`), in a worker, soon. A link at
which nobody answers stops the edition; an editor who knows better says so in the report of links.
"""

from collections import defaultdict
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from content import link_checking
from content.models.links import Link, Outcome
from content.outbound import elsewhere
from newsletters import resolving, wording
from newsletters.contents import Button, EditionContent
from newsletters.enums import DispatchState
from newsletters.findings import Finding
from newsletters.models import Dispatch

NOTED_FOR = timedelta(hours=1)
"""So long nobody puts the links of the same version down again."""


def addresses(content: EditionContent) -> list[str]:
    """Where it leads, away from this site; each once."""
    blocks = (block for section in content.sections for block in section.blocks)
    buttons = [block.url for block in blocks if isinstance(block, Button)]
    links = [span.href for span in wording.spans(content) if span.href]
    return elsewhere([*links, *buttons])


def can_be_asked() -> bool:
    """Whether this site asks other sites at all."""
    return bool(settings.LINKS_A_RUN)


def put_down(content: EditionContent, *, at: datetime, again: bool = False) -> None:
    """Have its links asked soon; with `again`, also those that were asked today."""
    found = addresses(content)
    if not found or not can_be_asked():
        return
    link_checking.want(found, at=at, again=again)
    with suppress(OperationalError):  # without the broker, the next tick calls
        link_checking.wake()


def put_down_drafts(at: datetime) -> None:
    """Of each draft in hand that was saved since: a chore, so no way of saving is forgotten."""
    drafts = Dispatch.objects.filter(state=DispatchState.DRAFTED)
    for dispatch in drafts.select_related("edition__latest_revision", "newsletter"):
        revision = dispatch.edition.latest_revision
        key = f"newsletters:links:{revision.pk if revision else 0}"
        if revision and cache.add(key, 1, NOTED_FOR.total_seconds()):
            day = dispatch.day
            put_down(resolving.resolve(revision.as_object(), dispatch.newsletter, day=day), at=at)


def about(content: EditionContent) -> list[Finding]:
    """What is known of each."""
    found = addresses(content)
    digests = [sha256(url.encode()).hexdigest() for url in found]
    rows = {row.url: row for row in Link.objects.filter(digest__in=digests)}
    by_outcome: dict[str, list[Link]] = defaultdict(list)
    for row in rows.values():
        by_outcome["" if row.ignored_because else row.outcome].append(row)
    asked = {row.url for row in rows.values() if row.outcome != Outcome.NEW or row.ignored_because}
    unasked = [url for url in found if url not in asked]
    return [
        *(_failed(row) for row in by_outcome[Outcome.FAILED]),
        *(
            Finding(f"Open {row.url} yourself: {_small(row.said)}")
            for outcome in (Outcome.UNSURE, Outcome.NOT_ASKED)
            for row in by_outcome[outcome]
        ),
        *_not_yet(unasked),
        *_answering(by_outcome[Outcome.FINE]),
    ]


def _failed(row: Link) -> Finding:
    at = timezone.localtime(row.checked_at) if row.checked_at else None
    when = f" It was asked on {at:%-d %B, %-H:%M}." if at else ""
    return Finding(
        f"The link to {row.url} does not work. {row.said}{when} "
        "Mend it, or have it looked at again. If it is right all the same, say why under "
        "“Links to other sites”.",
        blocks=True,
    )


def _not_yet(unasked: list[str]) -> list[Finding]:
    if not unasked:
        return []
    many = f"{len(unasked)} links have" if len(unasked) > 1 else "One link has"
    why = "" if can_be_asked() else " This site asks nobody: open each yourself."
    return [Finding(f"{many} not been looked at yet.{why}", is_note=True, details=tuple(unasked))]


def _answering(rows: list[Link]) -> list[Finding]:
    if not rows:
        return []
    many = f"{len(rows)} links to other sites answer" if len(rows) > 1 else "The link answers"
    return [Finding(f"{many}.", is_note=True, details=tuple(sorted(row.url for row in rows)))]


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

"""From what was published to a draft edition: found, sorted into sections, and offered to editors.

Gathering is one transaction. The newsletter's clock is moved on by compare-and-swap in it, and a
slot takes one dispatch only: two ticks at once make one draft, a worker that was off for weeks
makes one and not several.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.coreutils import find_available_slug

from newsletters import changed, telling
from newsletters.cadence import Slot, latest_slot, next_slot
from newsletters.enums import DispatchKind, DispatchState, NothingNew
from newsletters.harvesting import Harvest, gather
from newsletters.models import Dispatch, EditionPage, Newsletter, NewsletterPage
from newsletters.models.editions import SUBJECT_LENGTH

A_DAY = timedelta(days=1)
A_MOMENT = timedelta(seconds=30)
"""Within it, a special edition asked for again is the same one."""


class AlreadyGathered(Exception):
    """Somebody else has made this draft, or the slot has one."""


class NoArchive(Exception):
    """The newsletter has no page under which its editions could stand."""


@transaction.atomic
def assemble(newsletter: Newsletter, *, at: datetime, early: bool = False) -> Dispatch | None:
    """Make the draft that is due, or (`early`) the next one before its time.

    None when there is nothing new: no empty edition. The clock moves on and the editors are told,
    unless it was early.
    """
    archive = _archive_of(newsletter)
    in_hand = newsletter.dispatches.filter(state=DispatchState.DRAFTED, kind=DispatchKind.REGULAR)
    if early and in_hand.exists():
        raise AlreadyGathered(f"A draft of {newsletter} is in hand: send or cancel it first.")
    due = newsletter.next_due_at
    slot, following = _slot_and_following(newsletter, at=at, early=early)
    next_draft = following.draft_at
    if not Newsletter.objects.advance(newsletter.pk, due=due, to=next_draft):
        raise AlreadyGathered(f"The draft of {newsletter} is being made already.")
    if newsletter.dispatches.filter(slot=slot.name).exists():
        return None
    harvests = gather(newsletter, at=at, leaves_at=slot.due_at, next_leaves_at=following.due_at)
    if not harvests:
        _nothing_new(newsletter, archive, slot.name, due=due, following=next_draft, early=early)
        return None
    pages = [page.pk for harvest in harvests for page in harvest.pages]
    edition = _draft(
        newsletter,
        archive,
        preheader=_preheader(harvests),
        body=[("section", _section(harvest)) for harvest in harvests],
    )
    dispatch = Dispatch.objects.create(
        newsletter=newsletter,
        slot=slot.name,
        edition=edition,
        content_cutoff=at,
        gathered=pages,
        gathered_changes=changed.of_pages(pages, until=at),
        assembled_at=at,
    )
    telling.draft_is_ready(dispatch, archive)
    return dispatch


@transaction.atomic
def begin_special(
    newsletter: Newsletter, *, at: datetime, corrects: Dispatch | None = None
) -> Dispatch:
    """A draft beside the rhythm: empty, or with the words of the edition that it puts right.

    By a second click, the draft in hand: of what is put right already, or begun a moment ago.
    """
    archive = _archive_of(newsletter)
    Newsletter.objects.select_for_update().get(pk=newsletter.pk)  # one number after the other
    if corrects and (begun := corrects.corrections.filter(state=DispatchState.DRAFTED).first()):
        return begun
    if not corrects and (begun := _begun_just_now(newsletter, at)):
        return begun
    edition = _draft(newsletter, archive, **(_words_of(corrects.edition) if corrects else {}))
    return Dispatch.objects.create(
        newsletter=newsletter,
        kind=DispatchKind.CORRECTION if corrects else DispatchKind.SPECIAL,
        corrects=corrects,
        slot=_free_slot(newsletter, timezone.localdate(at, newsletter.zone)),
        edition=edition,
        content_cutoff=at,
        assembled_at=at,
    )


def _begun_just_now(newsletter: Newsletter, at: datetime) -> Dispatch | None:
    drafts = newsletter.dispatches.filter(kind=DispatchKind.SPECIAL, state=DispatchState.DRAFTED)
    return drafts.filter(assembled_at__gt=at - A_MOMENT).first()


def _archive_of(newsletter: Newsletter) -> NewsletterPage:
    archive = NewsletterPage.objects.filter(newsletter=newsletter).first()
    if archive is None:
        raise NoArchive(f"{newsletter} has no archive page. Make one under “Newsletters” first.")
    return archive


def _nothing_new(
    newsletter: Newsletter,
    archive: NewsletterPage,
    slot: str,
    *,
    due: datetime | None,
    following: datetime,
    early: bool,
) -> None:
    """Tell the editors; look again tomorrow, or on the next day of the rhythm."""
    if early:
        Newsletter.objects.advance(newsletter.pk, due=following, to=due)
        return
    if newsletter.when_nothing_new == NothingNew.WAIT and due:
        tomorrow = min(following, timezone.now() + A_DAY)
        Newsletter.objects.advance(newsletter.pk, due=following, to=tomorrow)
        following = tomorrow
    telling.nothing_new(newsletter, archive, slot=slot, next_due_at=following)


def _free_slot(newsletter: Newsletter, day: date) -> str:
    taken = set(
        newsletter.dispatches.filter(slot__startswith=f"{day}.").values_list("slot", flat=True)
    )
    return next(slot for n in range(1, len(taken) + 2) if (slot := f"{day}.{n}") not in taken)


def _words_of(edition: EditionPage) -> dict[str, object]:
    """What a correction begins with: all that was said, for the editor to put right."""
    latest = edition.get_latest_revision_as_object()
    return {
        "subject": f"Correction: {latest.subject}"[:SUBJECT_LENGTH],
        "introduction": latest.introduction,
        "body": latest.body,
    }


def _slot_and_following(newsletter: Newsletter, *, at: datetime, early: bool) -> tuple[Slot, Slot]:
    schedule, due = newsletter.schedule, newsletter.next_due_at
    if due is None:
        due = newsletter.next_free_slot(after=at).draft_at
    if early and due > at:
        ahead = newsletter.next_free_slot(after=due - timedelta(seconds=1))
        return ahead, newsletter.next_free_slot(after=due)
    slot = latest_slot(schedule, at=at) or next_slot(schedule, after=at)
    return slot, newsletter.next_free_slot(after=at)


def _draft(newsletter: Newsletter, archive: NewsletterPage, **words: object) -> EditionPage:
    """An edition page that nobody but the editors sees yet."""
    editions = EditionPage.objects.child_of(archive)
    number = (editions.aggregate(last=Max("number"))["last"] or 0) + 1
    title = f"{newsletter.name} no. {number}"
    edition = EditionPage(
        **{"title": title, "subject": title, "number": number} | words,
        slug=find_available_slug(archive, f"no-{number}"),
        live=False,
        has_unpublished_changes=True,
    )
    archive.add_child(instance=edition)
    edition.save_revision(log_action=True)
    return edition


def _section(harvest: Harvest) -> dict[str, object]:
    contents: list[tuple[str, dict[str, object]]] = [
        (
            "item",
            {
                "page": it.page,
                "title": it.page.title,
                "blurb": it.blurb or it.page.summary,
                "why": it.why,
                "until": it.until,
            },
        )
        for it in harvest.finds
    ]
    if harvest.left_over:
        parent = harvest.pages[0].get_parent()
        label = f"{harvest.left_over} more in {parent.title}"
        contents.append(("button", {"label": label, "page": parent, "url": ""}))
    return {
        "title": harvest.rule.title,
        "is_common": harvest.rule.is_common,
        "contents": contents,
    }


def _preheader(harvests: list[Harvest]) -> str:
    """Neutral, and no numbers: not everybody gets all of each section."""
    return ", ".join(harvest.rule.title for harvest in harvests)

"""The letter that a new member gets: what comes and when, and the latest to begin with."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from content.models import SiteIdentity
from mail import outbox
from mail.composing import Envelope, Words, compose
from members.models import Member
from newsletters import headers, links
from newsletters.enums import DispatchKind
from newsletters.models import EditionPage, Newsletter, NewsletterPage, Subscription


@dataclass(frozen=True, slots=True)
class Coming:
    """One newsletter as the letter announces it."""

    name: str
    description: str
    rhythm: str
    next_on: str = ""
    latest_title: str = ""
    latest_url: str = ""


def welcome(member: Member, *, at: datetime | None = None) -> None:
    """Write to them once, in the caller's transaction; not at all where nothing comes."""
    live = member.subscriptions.live().select_related("newsletter").order_by("newsletter__name")
    subscriptions = list(live)
    if not subscriptions:
        return
    first = subscriptions[0]
    alone = first.newsletter if len(subscriptions) == 1 else None
    envelope = Envelope(
        to=member.user.email,
        words=_words(subscriptions, alone, at=at or timezone.now()),
        label="newsletters/welcome",
        recipient_id=member.user_id,
        token=first.token,
        reply_to=first.newsletter.reply_to,
    )
    outbox.post(envelope, key=f"welcome:{member.pk}")


def _words(subscriptions: list[Subscription], alone: Newsletter | None, *, at: datetime) -> Words:
    """Of several newsletters none can be stopped by the mail program's own button."""
    site = SiteIdentity.of(None)
    helpline = site.helpline
    context: dict[str, Any] = {
        "site_name": site.name,
        "coming": [_coming(it.newsletter, at=at) for it in subscriptions],
        "alone": alone,
        "helpline": helpline,
        "helpline_note": f"{helpline.note.rstrip('.')}." if helpline and helpline.note else "",
        "preferences": links.preferences(),
        "unsubscribe": links.unsubscribe() if alone else "",
        "postal_address": ", ".join(site.organisation_address.splitlines()),
    }
    words = compose("newsletters/welcome", context)
    return replace(words, headers=headers.of_list(alone.name, alone.slug)) if alone else words


def _coming(newsletter: Newsletter, *, at: datetime) -> Coming:
    latest = _latest(newsletter)
    return Coming(
        name=newsletter.name,
        description=newsletter.description,
        rhythm=newsletter.rhythm,
        next_on=_next_on(newsletter, at=at) if newsletter.is_active else "",
        latest_title=latest.title if latest else "",
        latest_url=links.absolute(latest.url or "") if latest else "",
    )


def _next_on(newsletter: Newsletter, *, at: datetime) -> str:
    """The day of the next edition, where the newsletter lives: of the draft in hand, if any."""
    in_hand = newsletter.dispatches.open().filter(kind=DispatchKind.REGULAR)
    due = [newsletter.schedule.slot_on(dispatch.day).due_at for dispatch in in_hand]
    to_come = [moment for moment in due if moment > at]
    due_at = min([*to_come, newsletter.next_free_slot(after=at).due_at])
    return f"{due_at.astimezone(newsletter.zone):%A %-d %B}"


def _latest(newsletter: Newsletter) -> EditionPage | None:
    """The last edition that everybody can read."""
    archive = NewsletterPage.objects.live().public().filter(newsletter=newsletter).first()
    return archive.editions().first() if archive else None

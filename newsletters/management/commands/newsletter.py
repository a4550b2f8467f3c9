"""`manage.py newsletter`: what the desk's buttons do, from the shell, by the same functions."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from members.models import User
from newsletters import approving, dispatching, gathering, rendering, waiting
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, Newsletter
from newsletters.standing import standing

RECENT = 10


class Command(BaseCommand):
    """Gather, approve, send, and see where each edition stands."""

    help = "Gather, approve and send editions of the newsletter, or show where they stand."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word for each step of an edition."""
        steps = parser.add_subparsers(dest="step", required=True)
        assemble = steps.add_parser("assemble", help="Gather the drafts that are due.")
        assemble.add_argument("--newsletter", metavar="SLUG", help="This one alone.")
        assemble.add_argument(
            "--now", action="store_true", help="Gather the next draft although it is not due."
        )
        approve = steps.add_parser("approve", help="Approve a draft; the worker then sends it.")
        approve.add_argument("edition", help="Its number at the desk, or newsletter/day.")
        approve.add_argument("--by", required=True, metavar="ADDRESS", help="Who approves it.")
        send = steps.add_parser("send", help="Hand approved editions over to the post office.")
        send.add_argument("edition", nargs="?", help="This one alone.")
        send.add_argument(
            "--wait",
            nargs="?",
            type=int,
            const=600,
            metavar="SECONDS",
            help="Send the letters here, without the worker, and wait for the last.",
        )
        steps.add_parser("status", help="Show what is due and where each edition stands.")

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        """Take the step; what cannot be done is said in a sentence, with exit code 1."""
        steps: dict[str, Any] = {
            "assemble": self.assemble,
            "approve": self.approve,
            "send": self.send,
            "status": self.status,
        }
        steps[step](**options)

    def assemble(self, *, newsletter: str | None, now: bool, **options: Any) -> None:
        """Gather each newsletter that is due, or that was named and is wanted now."""
        at = timezone.now()
        for row in self._newsletters(newsletter):
            if not now and not (row.is_active and row.next_due_at and row.next_due_at <= at):
                self.stdout.write(f"{row}: not due. The next draft: {_when(row)}.")
                continue
            try:
                dispatch = gathering.assemble(row, at=at, early=now)
            except (gathering.AlreadyGathered, gathering.NoArchive) as error:
                raise CommandError(str(error)) from error
            row.refresh_from_db()
            if dispatch:
                self.stdout.write(f"{row}: a draft was made: {_name(dispatch)}.")
            else:
                self.stdout.write(f"{row}: nothing new. The next draft: {_when(row)}.")

    def approve(self, *, edition: str, by: str, **options: Any) -> None:
        """Approve in the name of somebody who may."""
        user = User.objects.filter(email=by.strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody with the address {by} has an account.")
        try:
            dispatch = approving.approve(_find(edition).pk, by=user)
        except approving.NotApproved as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(f"{by} may not approve editions.") from error
        self.stdout.write(f"{_name(dispatch)}: approved. The worker sends it within a minute.")

    def send(self, *, edition: str | None, wait: int | None, **options: Any) -> None:
        """Hand over what is approved, and with --wait send it here."""
        approved = Dispatch.objects.filter(state=DispatchState.APPROVED)
        dispatches = [_find(edition)] if edition else list(approved)
        if not dispatches:
            self.stdout.write("Nothing is approved and waiting.")
        for dispatch in dispatches:
            try:
                mailing = dispatching.hand_over(dispatch.pk)
            except rendering.CannotRender as error:
                raise CommandError(f"{_name(dispatch)}: {error}") from error
            dispatch.refresh_from_db()
            if mailing is None and dispatch.state != DispatchState.SENDING:
                state = dispatch.get_state_display()
                raise CommandError(f"{_name(dispatch)} cannot be sent: it is “{state}”.")
            if wait is not None:
                self._wait(dispatch, seconds=wait)
            self.stdout.write(f"{_name(dispatch)}: {_where(dispatch)}")

    def status(self, **options: Any) -> None:
        """Due dates first, then the latest editions."""
        for row in Newsletter.objects.all():
            self.stdout.write(f"{row} ({row.slug}): {row.rhythm}. The next draft: {_when(row)}.")
        for dispatch in Dispatch.objects.select_related("newsletter", "mailing")[:RECENT]:
            self.stdout.write(f"{dispatch.pk:>6}  {_name(dispatch)}: {_where(dispatch)}")

    def _newsletters(self, slug: str | None) -> list[Newsletter]:
        rows = Newsletter.objects.filter(slug=slug) if slug else Newsletter.objects.all()
        if not rows:
            known = ", ".join(Newsletter.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no newsletter “{slug or ''}”. There is: {known}.")
        return list(rows)

    def _wait(self, dispatch: Dispatch, *, seconds: int) -> None:
        try:
            waiting.send_here(dispatch, seconds=seconds)
        except waiting.NotFinished as error:
            raise CommandError(f"{_name(dispatch)}: {error}") from error


def _find(edition: str) -> Dispatch:
    rows = Dispatch.objects.select_related("newsletter")
    slug, _, slot = edition.rpartition("/")
    if edition.isascii() and edition.isdigit():
        found = rows.filter(pk=int(edition)).first()
    else:
        found = rows.filter(newsletter__slug=slug, slot=slot).first()
    if found is None:
        raise CommandError(f"There is no edition “{edition}”. See: manage.py newsletter status")
    return found


def _name(dispatch: Dispatch) -> str:
    return f"{dispatch.newsletter.slug}/{dispatch.slot}"


def _when(newsletter: Newsletter) -> str:
    if not newsletter.is_active or not newsletter.next_due_at:
        return "none, it is paused"
    return f"{newsletter.next_due_at.astimezone(newsletter.zone):%A %-d %B %Y, %-H:%M}"


def _where(dispatch: Dispatch) -> str:
    dispatch.refresh_from_db()
    found = standing(dispatch, at=timezone.now())
    if not found.counts:
        return found.words
    counts = found.counts
    return f"{found.words} {counts.sent} of {counts.planned} letters are with the provider."

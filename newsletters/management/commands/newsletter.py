"""`manage.py newsletter`: what the desk's buttons do, from the shell, by the same functions."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from members.models import User
from newsletters import approving, dispatching, gathering, looking, rendering, waiting
from newsletters.enums import DispatchState
from newsletters.forms import TestLetterForm
from newsletters.models import Dispatch, Newsletter
from newsletters.proofing import proof
from newsletters.proving import post_test_letter
from newsletters.standing import standing

RECENT = 10
MOVES: dict[str, tuple[Callable[[int], object], str]] = {
    "pause": (dispatching.pause, "Hand nothing more over for now."),
    "resume": (dispatching.resume, "Go on where it stopped."),
    "cancel": (dispatching.cancel, "Stop an edition; what has left cannot be called back."),
    "take-back": (dispatching.reopen, "Make an approved or a cancelled edition a draft again."),
}


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
        steps.add_parser("due", help="Show when the next draft of each newsletter is made.")
        approve = _on_an_edition(steps, "approve", "Approve a draft; the worker then sends it.")
        approve.add_argument("--by", required=True, metavar="ADDRESS", help="Who approves it.")
        approve.add_argument(
            "--at",
            type=_moment,
            metavar="TIME",
            help="When it is to leave, such as 2026-12-01T09:30; the hour of its own place.",
        )
        test = _on_an_edition(steps, "test", "Send a test letter of it.")
        test.add_argument("--to", required=True, metavar="ADDRESS", help="Where to.")
        for step, (_, words) in MOVES.items():
            _on_an_edition(steps, step, words)
        check = _on_an_edition(steps, "check", "Say what is amiss with a draft, and who gets it.")
        check.add_argument(
            "--look",
            action="store_true",
            help="Look at its sender at once, and have the worker look at its links.",
        )
        send = steps.add_parser("send", help="Hand approved editions over to the post office.")
        send.add_argument("edition", nargs="?", help="This one alone, and at once.")
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
        if step in MOVES:
            self.move(step, **options)
        else:
            getattr(self, "look_over" if step == "check" else step)(**options)

    def due(self, **options: Any) -> None:
        """When each newsletter gathers next."""
        for row in Newsletter.objects.all():
            self.stdout.write(f"{row} ({row.slug}): {row.rhythm}. The next draft: {_when(row)}.")

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

    def look_over(self, *, edition: str, look: bool, **options: Any) -> None:
        """The checks of the desk; exit code 1 if one of them stops it."""
        dispatch = _find(edition)
        if dispatch.state != DispatchState.DRAFTED:
            raise CommandError(f"{_name(dispatch)} is no draft: it is “{_state(dispatch)}”.")
        found = proof(dispatch, at=timezone.now())
        if look and looking.can_look():
            looking.look(found.content, at=timezone.now())
            found = proof(dispatch, at=timezone.now())
        for finding in found.findings:
            weight = "STOP" if finding.blocks else "know" if finding.is_note else "note"
            self.stdout.write(f"{weight}  {finding.text}")
            for detail in finding.details:
                self.stdout.write(f"        {detail}")
        self.stdout.write(f"{found.audience.planned} would get it, in {found.letters} letters.")
        for reason, number in found.audience.reasons:
            self.stdout.write(f"{number:>6}  {reason}")
        if found.blocking:
            raise CommandError(f"{_name(dispatch)} cannot be approved as it is.")

    def test(self, *, edition: str, to: str, **options: Any) -> None:
        """A test letter, of a draft as it is or of any other as it was approved."""
        dispatch = _find(edition)
        form = TestLetterForm({"address": to, "ticket": uuid4()})
        if not form.is_valid():
            raise CommandError(" ".join(map(str, form.errors["address"])))
        content = dispatch.frozen or proof(dispatch, at=timezone.now()).content
        try:
            words = rendering.render(content)
        except rendering.CannotRender as error:
            raise CommandError(f"{_name(dispatch)}: {error}") from error
        told = form.cleaned_data
        post_test_letter(dispatch, words, to=told["address"], ticket=told["ticket"])
        self.stdout.write(f"{_name(dispatch)}: a test letter is on its way.")

    def move(self, step: str, *, edition: str, **options: Any) -> None:
        """Pause, resume, cancel, take back."""
        dispatch = _find(edition)
        try:
            MOVES[step][0](dispatch.pk)
        except dispatching.NotPossible as error:
            raise CommandError(f"{_name(dispatch)}: {error}") from error
        self.stdout.write(f"{_name(dispatch)}: {_where(dispatch)}")

    def approve(self, *, edition: str, by: str, at: datetime | None = None, **options: Any) -> None:
        """Approve in the name of somebody who may."""
        user = User.objects.filter(email=by.strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody with the address {by} has an account.")
        try:
            found = _find(edition)
            send_at = at.replace(tzinfo=found.newsletter.zone) if at else None
            dispatch = approving.approve(found.pk, by=user, send_at=send_at)
        except approving.NotApproved as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(f"{by} may not approve editions.") from error
        self.stdout.write(f"{_name(dispatch)}: {_where(dispatch)}")

    def send(self, *, edition: str | None, wait: int | None, **options: Any) -> None:
        """Hand over what is approved, and with --wait send it here."""
        dispatches = [_find(edition)] if edition else list(Dispatch.objects.ready(timezone.now()))
        if not dispatches:
            self.stdout.write("Nothing is approved and waiting.")
        for dispatch in dispatches:
            try:
                if dispatch.state == DispatchState.APPROVED:
                    dispatching.hurry(dispatch.pk)
                mailing = dispatching.hand_over(dispatch.pk)
            except (rendering.CannotRender, dispatching.NotPossible) as error:
                raise CommandError(f"{_name(dispatch)}: {error}") from error
            dispatch.refresh_from_db()
            if mailing is None and dispatch.state != DispatchState.SENDING:
                raise CommandError(f"{_name(dispatch)} cannot be sent: it is “{_state(dispatch)}”.")
            if wait is not None:
                self._wait(dispatch, seconds=wait)
            self.stdout.write(f"{_name(dispatch)}: {_where(dispatch)}")

    def status(self, **options: Any) -> None:
        """Due dates first, then the latest editions."""
        self.due()
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


def _on_an_edition(steps: Any, name: str, words: str) -> CommandParser:
    parser: CommandParser = steps.add_parser(name, help=words)
    parser.add_argument("edition", help="Its number at the desk, or newsletter/day.")
    return parser


def _moment(typed: str) -> datetime:
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=None)
    except ValueError as error:
        raise ArgumentTypeError("a day and a time, such as 2026-12-01T09:30") from error


def _state(dispatch: Dispatch) -> str:
    return dispatch.get_state_display().lower()


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

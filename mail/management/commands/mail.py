"""What the screens do, from the shell: look at sends, stop them, go on, decide."""

from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mail import batches, clock, control, deciding, doubts, reasons, sweeping
from mail.enums import MailingState, Stream
from mail.models import Mailing
from mail.providers import profiles
from mail.providers.handover import Courier
from mail.reporting import counts


class Command(BaseCommand):
    """`manage.py mail status|pause|resume|cancel|uncertain|resolve|work`."""

    help = "Shows what is being mailed; pauses, resumes or cancels a mailing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command for each thing to do."""
        steps = parser.add_subparsers(dest="step", required=True)
        status = steps.add_parser("status", help="every newsletter that is under way, or one")
        status.add_argument("key", nargs="?", default="")
        for name, text in (
            ("pause", "hand nothing more over"),
            ("resume", "go on where it stopped"),
            ("cancel", "hand nothing more over, ever"),
        ):
            step = steps.add_parser(name, help=text)
            step.add_argument("key", help="as `status` shows it")
        resolve = steps.add_parser("resolve", help="decide the letters of which nobody knows")
        resolve.add_argument("key")
        choice = resolve.add_mutually_exclusive_group(required=True)
        choice.add_argument("--sent", action="store_true", help="treat them as sent")
        choice.add_argument("--again", action="store_true", help="send them again")
        resolve.add_argument(
            "--recipient",
            type=int,
            action="append",
            metavar="NUMBER",
            help="this letter alone, by its number; may be given several times",
        )
        uncertain = steps.add_parser("uncertain", help="what is known about each uncertain letter")
        uncertain.add_argument("key")
        steps.add_parser("work", help="tidy up and send all that is due, here and without a worker")

    def handle(self, *args: object, **options: object) -> None:
        """Do the step that was asked for."""
        step = getattr(self, str(options["step"]))
        try:
            step(**options)
        except control.NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal

    def status(self, *, key: str, **options: object) -> None:
        """A few lines for each mailing."""
        newsletters = Mailing.objects.filter(stream=Stream.BULK)
        shown = (
            [_find(key)]
            if key
            else newsletters.exclude(state__in=[MailingState.SENT, MailingState.CANCELLED])
        )
        for mailing in shown:
            self._show(mailing)
        if not shown:
            self.stdout.write("No newsletter is under way.")
        letters = Mailing.objects.filter(stream=Stream.SERVICE, state=MailingState.SENDING).count()
        if not key and letters:
            self.stdout.write(f"{letters} service letters are waiting.")

    def pause(self, *, key: str, **options: object) -> None:
        """Hand nothing more over."""
        self._do(control.pause, key)

    def resume(self, *, key: str, **options: object) -> None:
        """Go on."""
        self._do(control.resume, key)

    def cancel(self, *, key: str, **options: object) -> None:
        """Stop for good."""
        self._do(control.cancel, key)

    def resolve(
        self, *, key: str, again: bool, recipient: list[int] | None, **options: object
    ) -> None:
        """Decide every uncertain letter of a mailing, or those that are named."""
        mailing = _find(key)
        decide = deciding.send_again if again else deciding.treat_as_sent
        number = decide(mailing, recipient)
        self.stdout.write(f"{number} {'sent again' if again else 'treated as sent'}.")
        self._show(mailing)

    def uncertain(self, *, key: str, **options: object) -> None:
        """The letters by number, call by call: an address does not belong in a shell's history."""
        mailing = _find(key)
        calls = doubts.of(mailing, at=timezone.now())
        for call in calls:
            self.stdout.write(f"call {call.batch_id}, handed over {call.handed_over:%-d %B, %H:%M}")
            self.stdout.write(f"  the provider answered: {call.answer}")
            self.stdout.write(f"  reports: {call.evidence.words}")
            numbers = deciding.uncertain(mailing).filter(batch=call.batch_id)
            self.stdout.write(
                "  letters " + " ".join(map(str, numbers.values_list("pk", flat=True)))
            )
        if not calls:
            self.stdout.write("No letter is uncertain.")

    def work(self, **options: object) -> None:
        """What tick and the pumps do, once."""
        clock.compare()
        sweeping.sweep()
        with Courier(profiles.current()) as courier:
            for stream in (Stream.SERVICE, Stream.BULK):
                while batches.send_next(stream, courier):
                    pass
        self.status(key="")

    def _do(self, step: Callable[[Mailing], None], key: str) -> None:
        mailing = _find(key)
        step(mailing)
        self._show(mailing)

    def _show(self, mailing: Mailing) -> None:
        told = counts(mailing)
        self.stdout.write(f"{mailing.key}  {mailing.label}: {mailing.get_state_display()}")
        if mailing.paused_reason:
            self.stdout.write(f"  because: {mailing.paused_reason}")
        self.stdout.write(f"  considered {told.candidates}, planned {told.planned}")
        for reason, number in reasons.in_words(told.excluded):
            self.stdout.write(f"  left out {number}: {reason}")
        for status, number in sorted(told.by_status.items()):
            self.stdout.write(f"  {status.label} {number}")


def _find(key: str) -> Mailing:
    try:
        return Mailing.objects.get(key=key)
    except Mailing.DoesNotExist as error:
        raise CommandError(f"There is no mailing “{key}”. `mail status` lists them.") from error

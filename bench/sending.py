"""The measurement of bench_mail, in a process that has Django."""

import os
import time

import django

django.setup()

from anymail.message import AnymailMessage  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from mail import batches  # noqa: E402
from mail.composing import TOKEN  # noqa: E402
from mail.enums import Stream  # noqa: E402
from mail.models import Delivery, Mailing  # noqa: E402
from mail.planning import Group, plan  # noqa: E402
from mail.providers import profiles  # noqa: E402
from mail.providers.handover import Courier  # noqa: E402
from tests.factories.mail import recipients, words  # noqa: E402

LETTERS = int(os.environ.get("BENCH_LETTERS", "20000"))
HTML, TEXT = 60_000, 15_000
"""Bytes of a long newsletter."""


class Stopwatch:
    """Wall time, processor time of this process, and statements sent to the database."""

    def __enter__(self) -> "Stopwatch":
        self.statements = 0
        self._count = connection.execute_wrapper(self._see)
        self._count.__enter__()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        self.wall = time.perf_counter() - self._wall
        self.cpu = time.process_time() - self._cpu
        self._count.__exit__(None, None, None)

    def _see(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)

    def show(self, what: str, extra: str = "") -> None:
        print(
            f"{what:<34}{LETTERS / self.wall:>10,.0f}/s"
            f"{1000 * self.cpu / LETTERS:>10.3f} s CPU per 1,000"
            f"{self.statements / LETTERS:>10.4f} SQL each{extra}"
        )


def main() -> None:
    call_command("migrate", verbosity=0)
    users = _people()
    letter = words(html=words().html + "<p>" + "x" * HTML + "</p>", text=words().text + "y" * TEXT)
    print(f"{LETTERS:,} letters of {HTML // 1000} kB HTML, {profiles.MAILGUN.batch_size} a call")
    with Stopwatch() as planning:
        plan(
            key="bench",
            label="Bench",
            scope="newsletter:1",
            from_email="Hub News <news@hub.example.org>",
            reply_to="",
            groups=[Group(letter, recipients(users))],
            candidates=LETTERS,
            excluded={},
        )
    planning.show("planned")
    with Stopwatch() as sending, Courier(profiles.current()) as courier:
        while batches.send_next(Stream.BULK, courier):
            pass
    assert Mailing.objects.get().state == "sent"
    addressed = list(Delivery.objects.values_list("address", "token", "pk"))
    with Stopwatch() as by_hand:
        _by_hand(letter, addressed)
    by_hand.show("Anymail by hand, no bookkeeping")
    ratio = f"{by_hand.wall / sending.wall:>8.2f} x by hand"
    sending.show("sent with all the bookkeeping", ratio)


def _people():
    users = get_user_model()
    users.objects.bulk_create(
        [users(email=f"member{n}@example.org", password="!") for n in range(LETTERS)],
        batch_size=5000,
    )
    return users.objects.all()


def _by_hand(letter, addressed) -> None:
    """What a project without an engine writes: fast, and it forgets everything."""
    size, merge = profiles.MAILGUN.batch_size, "%recipient.token%"
    for start in range(0, len(addressed), size):
        part = addressed[start : start + size]
        message = AnymailMessage(
            subject=letter.subject,
            body=letter.text.replace(TOKEN, merge),
            from_email="Hub News <news@hub.example.org>",
            to=[address for address, _, _ in part],
        )
        message.attach_alternative(letter.html.replace(TOKEN, merge), "text/html")
        message.merge_data = {address: {"token": token} for address, token, _ in part}
        message.merge_metadata = {address: {"d": str(pk)} for address, _, pk in part}
        message.merge_headers = {
            address: {"List-Unsubscribe": f"<https://hub.example.org/unsubscribe/{token}/>"}
            for address, token, _ in part
        }
        get_connection(profiles.MAILGUN.backend).send_messages([message])


if __name__ == "__main__":
    main()

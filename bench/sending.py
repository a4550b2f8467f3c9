"""The measurements of bench_mail, each in a process that has Django.

`python -m bench.sending people|plan|send|by-hand NUMBER`; the last line is JSON, and its wall,
cpu and sql are for one letter.
"""

import json
import resource
import statistics
import sys
import time

import django

django.setup()

from anymail.message import AnymailMessage  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from mail import batches, progress  # noqa: E402
from mail.composing import TOKEN  # noqa: E402
from mail.enums import Stream  # noqa: E402
from mail.models import Mailing  # noqa: E402
from mail.planning import Group, plan  # noqa: E402
from mail.providers import profiles  # noqa: E402
from mail.providers.handover import Courier  # noqa: E402
from tests.factories.mail import recipients, words  # noqa: E402

HTML, TEXT = 60_000, 15_000
"""Bytes of a long newsletter."""
LOOKS = 21
PEOPLE = """
INSERT INTO members_user ({columns})
SELECT {values} FROM members_user AS first, generate_series(1, %s) AS number
 WHERE first.email = %s
"""


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

    def shares(self, letters: int) -> dict[str, float]:
        """What one letter cost."""
        return {
            "wall": self.wall / letters,
            "cpu": self.cpu / letters,
            "sql": self.statements / letters,
        }


def people(number: int) -> dict[str, float]:
    """A database with so many users, all but the first made by the database itself."""
    call_command("migrate", verbosity=0)
    first = get_user_model().objects.create_user("member0@example.org")
    columns = [f.column for f in get_user_model()._meta.concrete_fields if not f.primary_key]
    own = {"email": "'member' || number || '@example.org'", "subject": "gen_random_uuid()"}
    values = [own.get(column, f'first."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            PEOPLE.format(columns=names, values=", ".join(values)), [number - 1, first.email]
        )
        cursor.execute("VACUUM ANALYZE")
    return {}


def letter():
    return words(html=words().html + "<p>" + "x" * HTML + "</p>", text=words().text + "y" * TEXT)


def plan_for(number: int) -> dict[str, float]:
    """One mailing to so many."""
    users = get_user_model().objects.order_by("pk")[:number]
    with Stopwatch() as planning:
        plan(
            key=f"bench:{number}",
            label="Bench",
            scope="newsletter:1",
            from_email="Hub News <news@hub.example.org>",
            reply_to="",
            groups=[Group(letter(), recipients(users))],
            candidates=number,
            excluded={},
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"seconds": planning.wall}


def send(number: int) -> dict[str, float]:
    """All of it, by one worker."""
    mailing = Mailing.objects.get(key=f"bench:{number}")
    looks = _looks(mailing)
    with Stopwatch() as sending, Courier(profiles.current()) as courier:
        while batches.send_next(Stream.BULK, courier):
            pass
    mailing.refresh_from_db()
    assert mailing.state == "sent", mailing.paused_reason
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    looks += _looks(mailing)
    return sending.shares(number) | {"memory": memory, "look": statistics.median(looks)}


def _looks(mailing: Mailing) -> list[float]:
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        progress.of(mailing, at=timezone.now())
        times.append(1000 * (time.perf_counter() - began))
    return times


def by_hand(number: int) -> dict[str, float]:
    """What a project without an engine writes: fast, and it forgets everything."""
    words, size, merge = letter(), profiles.MAILGUN.batch_size, "%recipient.token%"
    users = recipients(get_user_model().objects.order_by("pk")[:number])
    addressed = [(address, token, pk) for pk, address, token in users]
    with Stopwatch() as watch:
        for start in range(0, len(addressed), size):
            part = addressed[start : start + size]
            message = AnymailMessage(
                subject=words.subject,
                body=words.text.replace(TOKEN, merge),
                from_email="Hub News <news@hub.example.org>",
                to=[address for address, _, _ in part],
            )
            message.attach_alternative(words.html.replace(TOKEN, merge), "text/html")
            message.merge_data = {address: {"token": token} for address, token, _ in part}
            message.merge_metadata = {address: {"d": str(pk)} for address, _, pk in part}
            message.merge_headers = {
                address: {"List-Unsubscribe": f"<https://hub.example.org/unsubscribe/{token}/>"}
                for address, token, _ in part
            }
            get_connection(profiles.MAILGUN.backend).send_messages([message])
    return watch.shares(number)


STEPS = {"people": people, "plan": plan_for, "send": send, "by-hand": by_hand}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](int(sys.argv[2]))))

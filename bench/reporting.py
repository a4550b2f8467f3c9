"""The measurement of bench_receipts, in a process that has Django."""

import os
import statistics
import time
from datetime import timedelta

import django

django.setup()  # before any model is imported

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from mail import guarding, progress, receipts  # noqa: E402
from mail.models import Attempt, Batch, Mailing, Receipt  # noqa: E402
from tests.factories.mail import mailing, people  # noqa: E402

LETTERS = int(os.environ.get("BENCH_LETTERS", "20000"))
SETS = 10
LOOKS = 50


def main() -> None:
    call_command("migrate", verbosity=0)
    people(LETTERS)
    sent = mailing(get_user_model().objects.all())
    _pretend_it_was_sent(sent)
    _receipts(sent)
    _look(sent)


def _pretend_it_was_sent(sent: Mailing) -> None:
    """Half of the batches, as if the last of them had been taken just now."""
    batches = list(Batch.objects.filter(mailing=sent).order_by("seq"))
    now = timezone.now()
    for place, batch in enumerate(batches[: len(batches) // 2]):
        batch.state, batch.accepted, batch.attempt_count = "done", batch.size, 1
        batch.save()
        Attempt.objects.create(
            batch=batch,
            number=1,
            owner=batch.idempotency_key,
            provider="mailgun",
            started_at=now - timedelta(seconds=place),
            ended_at=now - timedelta(seconds=place),
            outcome="accepted",
            recipients=batch.size,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _receipts(sent: Mailing) -> None:
    """Of a thousand reports 970 say delivered, 20 are bounces of both kinds, 10 complaints."""
    letters = list(sent.deliveries.order_by("pk").values_list("pk", flat=True)[: SETS * 1000])
    times = []
    for start in range(0, len(letters), 1000):
        Receipt.objects.bulk_create(_report(pk) for pk in letters[start : start + 1000])
        began = time.perf_counter()
        receipts.process()
        times.append(1000 * (time.perf_counter() - began))
    began = time.perf_counter()
    guarding.watch_answers([sent.pk])
    counting = 1000 * (time.perf_counter() - began)
    print(f"1,000 reports processed in {statistics.median(times):.0f} ms (worst {max(times):.0f})")
    print(f"  of which counting all answers, once a tick: {counting:.1f} ms")


def _report(pk: int) -> Receipt:
    kind, reason = "delivered", ""
    if pk % 100 < 2:
        kind, reason = "bounced", "bounced" if pk % 100 else "blocked"
    elif pk % 100 == 2:
        kind = "complained"
    return Receipt(
        dedupe_key=f"{kind}{pk}",
        delivery_id=pk,
        kind=kind,
        reason=reason,
        happened_at=timezone.now(),
    )


def _look(sent: Mailing) -> None:
    """As the progress page does it."""
    sent.refresh_from_db()
    Mailing.objects.filter(pk=sent.pk).update(state="sending")
    sent.refresh_from_db()
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        found = progress.of(sent, at=timezone.now())
        times.append(1000 * (time.perf_counter() - began))
    print(
        f"progress of {found.total.letters:,} letters in {found.calls:,} batches: "
        f"{statistics.median(times):.1f} ms (worst {max(times):.1f})"
    )


if __name__ == "__main__":
    main()

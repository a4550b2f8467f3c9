"""Freezing who gets which letter: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet

from mail import clock, waking, waves
from mail.addresses import LONGEST
from mail.composing import Words
from mail.enums import BatchState, DeliveryStatus, MailingState, Policy, Stream
from mail.models import Letter, Mailing
from mail.providers import profiles
from mail.reasons import CHANGED_MEANWHILE, DUPLICATE, UNDELIVERABLE

FREEZE = f"""
WITH job (mailing_id, letter_id, size, starts, wave, not_before, seq) AS MATERIALIZED (
    SELECT given.*, (SELECT coalesce(max(seq) + 1, 0) FROM mail_batch
                      WHERE mail_batch.letter_id = given.letter_id)
      FROM (SELECT %s::bigint, %s::bigint AS letter_id, %s::integer, %s::bigint[], %s::integer,
                   %s::timestamptz) AS given
),
source (recipient_id, address, token) AS MATERIALIZED (:recipients:),
deliverable AS (
    SELECT * FROM source WHERE address ~ '^[!-~]+@[!-~]+$' AND length(address) <= {LONGEST}
),
people AS (
    SELECT DISTINCT ON (recipient_id) * FROM deliverable ORDER BY recipient_id, address
),
addresses AS (
    SELECT DISTINCT ON (address) * FROM people ORDER BY address, recipient_id
),
fresh AS MATERIALIZED (
    SELECT one.*, row_number() OVER (ORDER BY recipient_id) - 1 AS place
      FROM addresses AS one
     WHERE NOT EXISTS (SELECT FROM mail_delivery AS other
                        WHERE other.mailing_id = (SELECT mailing_id FROM job)
                          AND other.recipient_id = one.recipient_id)
       AND NOT EXISTS (SELECT FROM mail_delivery AS other
                        WHERE other.mailing_id = (SELECT mailing_id FROM job)
                          AND other.address = one.address)
),
numbered AS (
    SELECT fresh.*, step + job.wave AS wave,
           step + greatest(0, place - starts[cardinality(starts)]) / size + job.seq AS seq
      FROM fresh CROSS JOIN job
     CROSS JOIN LATERAL (SELECT width_bucket(place, starts) - 1 AS step) AS steps
),
batches AS (
    INSERT INTO mail_batch (mailing_id, letter_id, stream, seq, size, wave, state, not_before,
                            attempt_count, idempotency_key, last_error)
    SELECT mailing_id, letter_id, '{Stream.BULK.value}', numbered.seq, count(*), numbered.wave,
           '{BatchState.READY.value}', not_before, 0, gen_random_uuid(), ''
      FROM numbered CROSS JOIN job
     GROUP BY mailing_id, letter_id, numbered.seq, numbered.wave, not_before
    RETURNING id, seq, wave
),
made AS MATERIALIZED (
    SELECT min(seq) AS first, array_agg(id ORDER BY seq) AS ids FROM batches
),
written AS (
    INSERT INTO mail_delivery (mailing_id, batch_id, recipient_id, address, token, status,
                               provider_id, updated_at)
    SELECT job.mailing_id, made.ids[numbered.seq - made.first + 1], recipient_id, address, token,
           {DeliveryStatus.PENDING.value}, '', now()
      FROM numbered CROSS JOIN made CROSS JOIN job
     ORDER BY recipient_id
    RETURNING 1
)
SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM deliverable),
       (SELECT count(*) FROM written), (SELECT max(wave) FROM batches)
"""  # noqa: S608 (constants of ours)
"""One statement, so one snapshot: batches and deliveries agree, whoever leaves meanwhile.

PostgreSQL cannot know how many rows such a chain makes, and a join that it takes for small would
grow with recipients times batches: a batch is looked up by its place among all of them instead.
"""


@dataclass(frozen=True, slots=True)
class Group:
    """Those who get the same words.

    `recipients` is a `.values_list(user id, address, token)` queryset, in this order. The
    addresses are in their normal form (`mail.addresses.normalise`).
    """

    words: Words
    recipients: QuerySet


@transaction.atomic
def plan(
    *,
    key: str,
    label: str,
    scope: str,
    from_email: str,
    reply_to: str,
    groups: Iterable[Group],
    candidates: int,
    excluded: Mapping[str, int],
    not_before: datetime | None = None,
    policy: Policy = Policy.WAIT,
) -> Mailing:
    """Write down every letter of a mailing and start it. The same key never makes a second one.

    One letter a person and one an address, whatever the groups say; who comes first stays.
    """
    mailing, created = Mailing.objects.get_or_create(
        key=key,
        defaults={
            "label": label,
            "stream": Stream.BULK,
            "policy": policy,
            "scope": scope,
            "from_email": from_email,
            "reply_to": reply_to,
            "not_before": not_before,
        },
    )
    if not created:
        return mailing
    left_out = dict(excluded)
    planned = wave = 0
    for group in groups:
        found, deliverable, written, wave = _freeze(mailing, group, wave=wave)
        planned += written
        _count(left_out, UNDELIVERABLE, found - deliverable)
        _count(left_out, DUPLICATE, deliverable - written)
    considered = max(candidates, planned + sum(left_out.values()))
    _count(left_out, CHANGED_MEANWHILE, considered - planned - sum(left_out.values()))
    mailing.candidates, mailing.planned, mailing.excluded = considered, planned, left_out
    mailing.prepared_at, mailing.state = clock.now(), MailingState.SENDING
    mailing.save()
    waking.on_commit(Stream.BULK, pumps=settings.MAIL_PUMPS)
    return mailing


def _freeze(mailing: Mailing, group: Group, *, wave: int) -> tuple[int, int, int, int]:
    """How many were asked for, can be delivered to and are new; and the wave that comes next."""
    words = group.words
    letter, _ = Letter.objects.get_or_create(
        mailing=mailing,
        signature=words.signature,
        defaults={
            "subject": words.subject,
            "text": words.text,
            "html": words.html,
            "headers": dict(words.headers),
        },
    )
    try:
        recipients, values = group.recipients.query.sql_with_params()
    except EmptyResultSet:
        return 0, 0, 0, wave
    due, most = mailing.not_before or clock.now(), profiles.current().rows(words)
    last = len(waves.sizes(most)) - 1
    job = (mailing.pk, letter.pk, most, waves.starts(most, wave=wave), wave, due)
    with connection.cursor() as cursor:
        cursor.execute(FREEZE.replace(":recipients:", recipients), (*job, *values))
        found, deliverable, written, reached = cursor.fetchone()
    following = wave if reached is None else min(reached + 1, last)
    return found, deliverable, written, following


def _count(left_out: dict[str, int], reason: str, number: int) -> None:
    if number:
        left_out[reason] = left_out.get(reason, 0) + number

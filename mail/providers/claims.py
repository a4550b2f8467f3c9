"""What passes between the engine and a provider: a claim out, a report back. Pure values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID, uuid5

from mail.composing import TOKEN, Words
from mail.enums import Outcome, Stream
from mail.providers.outcomes import Trouble, Verdict


@dataclass(frozen=True, slots=True)
class Recipient:
    """One letter of a batch."""

    delivery_id: int
    address: str
    token: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A batch that is ours to hand over, until the lease ends."""

    batch_id: int
    mailing_id: int
    stream: Stream
    owner: UUID
    number: int
    started_at: datetime
    letter: Words
    from_email: str
    reply_to: str
    headers: Mapping[str, str]
    """Those of the letter and of the stream; some hold the token."""
    recipients: Sequence[Recipient]
    batch_key: UUID
    repeats: bool = False
    """An attempt of which nobody knows is made again, under the same key."""

    @property
    def key(self) -> UUID:
        """By which the provider knows this very call again; other recipients, another call."""
        return uuid5(self.batch_key, ",".join(map(str, self.ids)))

    @property
    def ids(self) -> list[int]:
        """The deliveries of the batch."""
        return [recipient.delivery_id for recipient in self.recipients]

    def personal_headers(self, recipient: Recipient) -> dict[str, str]:
        """The headers that differ from recipient to recipient, with their own values."""
        return {
            name: value.replace(TOKEN, recipient.token)
            for name, value in self.headers.items()
            if TOKEN in value
        }

    @property
    def common_headers(self) -> dict[str, str]:
        """The headers that are the same for all."""
        return {name: value for name, value in self.headers.items() if TOKEN not in value}


@dataclass(slots=True)
class Report:
    """What one attempt came to, delivery by delivery. Every delivery of the claim is in one."""

    accepted: dict[int, str] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    not_sent: list[int] = field(default_factory=list)
    trouble: Trouble = Trouble.NONE
    http_status: int | None = None
    retry_after: float | None = None
    detail: str = ""

    @property
    def outcome(self) -> Outcome:
        """Of the whole attempt: the worst that has to be dealt with."""
        if self.unknown:
            return Outcome.UNKNOWN
        if self.accepted:
            return Outcome.ACCEPTED
        return Outcome.REFUSED if self.refused else Outcome.NOT_SENT

    @classmethod
    def of(cls, verdict: Verdict, claim: Claim) -> Self:
        """One verdict for the whole batch."""
        report = cls()
        report._explain(verdict)
        where = {Outcome.REFUSED: report.refused, Outcome.UNKNOWN: report.unknown}
        where.get(verdict.outcome, report.not_sent).extend(claim.ids)
        return report

    def leave(self, recipients: Sequence[Recipient], verdict: Verdict | None = None) -> Self:
        """These were not tried, or certainly not handed over."""
        self.not_sent += [recipient.delivery_id for recipient in recipients]
        if verdict:
            self._explain(verdict)
        return self

    def in_doubt(self) -> Self:
        """What a repetition does not settle stays as uncertain as it was before it."""
        self.unknown += self.refused + self.not_sent
        self.refused, self.not_sent, self.trouble = [], [], Trouble.NONE
        return self

    def refuse(self, recipient: Recipient, verdict: Verdict) -> None:
        """This one was turned down."""
        self.refused.append(recipient.delivery_id)
        self._explain(verdict)
        self.trouble = Trouble.NONE

    def doubt(self, recipient: Recipient, verdict: Verdict) -> None:
        """Nobody knows about this one."""
        self.unknown.append(recipient.delivery_id)
        self._explain(verdict)

    def _explain(self, verdict: Verdict) -> None:
        self.trouble = verdict.trouble
        self.http_status = verdict.http_status
        self.retry_after = verdict.retry_after
        self.detail = verdict.detail

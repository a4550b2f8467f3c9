"""What all providers have in common, as far as a stand-in must know it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from http import HTTPStatus

from tests.provider.ledger import Entry
from tests.provider.script import Script

ADDRESS = re.compile(r"[!-?A-~]+@[a-zA-Z0-9.-]+\.[a-zA-Z0-9-]+")
Answer = tuple[HTTPStatus, object]


class Refusal(Exception):
    """A request that the provider turns down as a whole."""


@dataclass(frozen=True, slots=True)
class Request:
    """One call, as it came over the wire. The path is without the dialect's own beginning."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        if self.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise Refusal("unsupported content type")
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Refusal("invalid JSON") from error


@dataclass(frozen=True, slots=True)
class Result:
    """What the provider says of one recipient: their letter, or why there is none."""

    address: str
    entry: Entry | None = None
    reason: str = ""


class Dialect:
    """One provider's way of speaking. The first part of the path names it."""

    name = ""

    def settings(self, address: str) -> dict[str, object]:
        """What ANYMAIL holds, so that the stand-in at the address is taken for the provider."""
        raise NotImplementedError

    def handles(self, request: Request) -> bool:
        """Whether the call is one that sends letters."""
        raise NotImplementedError

    def key(self, request: Request) -> str:
        """The account's key that the call shows."""
        raise NotImplementedError

    def read(self, request: Request, number: int) -> list[Entry]:
        """What each recipient would get. Raises Refusal for what nobody should be sent."""
        raise NotImplementedError

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        """What is said of a call that was not turned down as a whole."""
        raise NotImplementedError

    def keeps_log(self, request: Request) -> bool:
        """Whether the call asks what became of letters."""
        return False

    def log(self, request: Request, entries: list[Entry]) -> object:
        """What the log says to that; it holds these."""
        raise NotImplementedError

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        """The body of an answer that turns the call down."""
        return {"message": reason}

    def takes_whole(self, request: Request) -> bool:
        """Whether the call is taken or turned down as a whole."""
        return True

    def count(self, request: Request) -> int:
        """The recipients, without a look at anything else."""
        return len(self.read(request, 0))

    def idempotency_key(self, request: Request) -> str:
        """By which a repeated call is known; none where the provider keeps no keys."""
        return ""

    def repeated(self, first: Answer, *, same: bool) -> Answer:
        """What is said of a call whose key is known."""
        raise NotImplementedError

    def results(self, request: Request, number: int, script: Script) -> list[Result]:
        """Recipient by recipient: those the script has something against are turned down."""
        entries = self.read(request, number)
        addresses = [entry.recipient for entry in entries]
        if len(set(addresses)) != len(addresses):
            raise Refusal("a recipient is named twice")
        if not self.takes_whole(request):
            return [_alone(entry, script) for entry in entries]
        if script.poison & set(addresses):
            raise Refusal("not a valid address")
        return [Result(entry.recipient, entry) for entry in entries]


def _alone(entry: Entry, script: Script) -> Result:
    if entry.recipient in script.poison:
        return Result(entry.recipient, reason="poison")
    if entry.recipient in script.stumbling:
        script.stumbling.discard(entry.recipient)
        return Result(entry.recipient, reason="stumbled")
    return Result(entry.recipient, entry)


def address_of(value: str) -> str:
    """The address alone. Raises Refusal for what cannot be delivered to."""
    address = parseaddr(value)[1]
    if not ADDRESS.fullmatch(address):
        raise Refusal("not a valid address")
    return address


def only(given: Mapping[str, object], *, needed: set[str], allowed: set[str]) -> None:
    """Refuse what lacks a field, and what holds one that nobody knows."""
    if missing := needed - set(given):
        raise Refusal(f"missing: {sorted(missing)}")
    if unknown := set(given) - needed - allowed:
        raise Refusal(f"unknown: {sorted(unknown)}")

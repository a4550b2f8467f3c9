"""What the provider really accepted: the judge in every test of a fault."""

import threading
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter that one recipient will get, as they will get it."""

    recipient: str
    delivery: str
    message_id: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    stream: str = ""
    accepted_at: str = ""


class Ledger:
    """Grows only; safe to read while letters come in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self.letters = 0

    def accept(self, entries: list[Entry], *, number: int | None = None) -> None:
        """These are accepted, all at once. `number` counts letters that are not kept."""
        now = datetime.now(UTC).isoformat()
        with self._lock:
            self._entries += [replace(entry, accepted_at=now) for entry in entries]
            self.letters += len(entries) if number is None else number

    @property
    def entries(self) -> list[Entry]:
        with self._lock:
            return list(self._entries)

    @property
    def counts(self) -> Counter[str]:
        """How many letters each recipient gets."""
        return Counter(entry.recipient for entry in self.entries)

    @property
    def twice(self) -> list[str]:
        return sorted(address for address, number in self.counts.items() if number > 1)

    def clear(self) -> None:
        with self._lock:
            self._entries, self.letters = [], 0

    def as_json(self) -> dict[str, object]:
        """For whoever reads it over HTTP; the words are left out."""
        rows = [asdict(entry) for entry in self.entries]
        for row in rows:
            del row["text"], row["html"]
        return {"letters": self.letters, "recipients": self.counts, "entries": rows}

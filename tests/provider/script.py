"""How the provider misbehaves, call by call."""

import threading
from collections import deque
from dataclasses import dataclass, field

BEHAVIOURS = {
    "ok": "accept at once",
    "slow": "take `seconds`, then accept",
    "hold": "wait for `release`, then accept",
    "accept_timeout": "accept, then never answer",
    "timeout": "never answer",
    "accept_500": "accept, then answer 500",
    "500": "answer 500",
    "accept_reset": "accept, then cut the connection",
    "reset": "cut the connection",
    "accept_badjson": "accept, then answer 200 with nonsense",
    "400": "refuse the request",
    "401": "refuse the key",
    "429": "ask to wait `retry_after` seconds",
}


@dataclass
class Script:
    """`calls` are used up one by one, then `default` holds.

    `poison` addresses spoil a batch, or are turned down alone where the provider answers for each
    recipient; there, `stumbling` addresses are not taken the first time.
    """

    calls: deque[str] = field(default_factory=deque)
    default: str = "ok"
    seconds: float = 0.5
    retry_after: int = 1
    poison: set[str] = field(default_factory=set)
    stumbling: set[str] = field(default_factory=set)
    most: int | None = None
    """Recipients a call, where the account is new: of more, a 420 is the answer."""
    log: str = "whole"
    """What the provider's own log knows: all ("whole"), nothing ("behind"), not for our key
    ("forbidden"), or "nonsense"."""
    release: threading.Event = field(default_factory=threading.Event)
    held: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def next(self) -> str:
        with self._lock:
            behaviour = self.calls.popleft() if self.calls else self.default
        assert behaviour in BEHAVIOURS, behaviour
        return behaviour

"""What the log does not need to know."""

import logging
import re

LIKE_A_TOKEN = re.compile(r"(?=[^/\s]*[A-Z])[^/\s]{20,}")
"""Part of an address that is long and has capitals, as ours have none."""


class WithoutTokens(logging.Filter):
    """Leave out of a log line the token of the address it is about: whoever has it may use it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line."""
        request = getattr(record, "request", None)
        if request is None or not isinstance(record.args, tuple):
            return True
        match = getattr(request, "resolver_match", None)
        token = match.kwargs.get("token") if match else None
        record.args = tuple(
            _without(arg, token) if isinstance(arg, str) else arg for arg in record.args
        )
        return True


def _without(said: str, token: str | None) -> str:
    """Also where a link was copied with a full stop behind it, and is no address of ours."""
    return LIKE_A_TOKEN.sub("…", said.replace(token, "…") if token else said)

"""What the log does not need to know."""

import logging


class WithoutTokens(logging.Filter):
    """Leave out of a log line the token of the address it is about: whoever has it may use it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line."""
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        token = match.kwargs.get("token") if match else None
        if token and isinstance(record.args, tuple):
            record.args = tuple(
                arg.replace(token, "…") if isinstance(arg, str) else arg for arg in record.args
            )
        return True

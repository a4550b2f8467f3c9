"""The one way in which an embedded server says no."""


class Unavailable(Exception):
    """A server cannot be had here. The text is one sentence that says what to set instead."""


def last_complaint(text: str) -> str:
    """The line of a server's log that says best why it ended."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (telling or lines or ["it ended without a word"])[-1].rstrip(".")

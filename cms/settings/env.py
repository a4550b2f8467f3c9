"""The one place that reads the environment.

A missing or malformed value stops the start with a sentence that names it.
"""

import os
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DEMO_SECRET_KEY = "for-demonstration-only-long-enough-for-the-deploy-check-0123456789"  # noqa: S105
"""Everybody knows it, so production refuses it."""

_offered: dict[str, str] = {}


def offer(**values: str) -> None:
    """Stand in for what the environment leaves out: how demo and tests need no settings."""
    _offered.update(values)


def text(name: str, default: str = "") -> str:
    """The value, or the default when it is unset or blank."""
    return os.environ.get(name, "").strip() or _offered.get(name, default)


def required(name: str, hint: str) -> str:
    """The value; its absence stops the start. `hint` completes the sentence "Set it to …"."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it to {hint}.")
    return value


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    """One of `options`."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is “{value}”. Set it to one of: {', '.join(options)}.")
    return value


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, not below `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Set it to a whole number from {least} up."
        )
    return int(value)


def flag(name: str, *, default: bool) -> bool:
    """Yes or no, as 1/0, true/false, yes/no or on/off."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”. Set it to yes or no.")


def names(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def versions(name: str, hint: str) -> list[tuple[int, str]]:
    """Secrets of which the older ones are still needed: `2:new,1:old`, or one without a number.

    The newest comes first.
    """
    value = required(name, hint)
    parts = [part.partition(":") for part in value.split(",")]
    if not all(number.strip().isdigit() and secret.strip() for number, _, secret in parts):
        return [(1, value)]
    return sorted(((int(number), secret.strip()) for number, _, secret in parts), reverse=True)


def web_address(name: str, default: str = "") -> str:
    """An http or https address, without the slash at its end."""
    value = text(name, default)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it to an address such as https://hub.example.org."
        )
    try:
        parts = urlsplit(value)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        raise ImproperlyConfigured(
            f"{name} is “{value}”. Set it to an address such as https://hub.example.org."
        )
    return value.rstrip("/")


def _server_address(name: str, schemes: set[str], example: str) -> str:
    value = required(name, f"an address such as {example}")
    try:
        parts = urlsplit(value)
        valid = parts.scheme in schemes
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        raise ImproperlyConfigured(f"{name} is not an address such as {example}.")
    return value


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """Django's description of a PostgreSQL database, from its address.

    A socket folder is given as the query's `host`, as libpq has it.
    """
    value = _server_address(
        name, {"postgres", "postgresql"}, "postgresql://user:password@host:5432/name"
    )
    parts = urlsplit(value)
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    host = unquote(query.pop("host", "")) or parts.hostname or ""
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} names no database. End it with /name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {key: unquote(part) for key, part in query.items()},
    }


def broker(name: str = "REDIS_URL") -> str:
    """The address of a server that speaks the Redis protocol."""
    return _server_address(name, {"redis", "rediss", "unix"}, "redis://host:6379/0")

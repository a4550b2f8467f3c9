"""The one place that reads the environment.

A missing or malformed value stops the start with a sentence that names it.
"""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

DEMO_SECRET_KEY = "for-demonstration-only-long-enough-for-the-deploy-check-0123456789"  # noqa: S105
"""Everybody knows it, so production refuses it."""

_offered: dict[str, str] = {}


class Misconfigured(ImproperlyConfigured):
    """A setting is missing or malformed. The text is one sentence for whoever starts the site."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """End the process with the sentence alone, where a traceback would bury it."""
    try:
        yield
    except Misconfigured as refusal:
        sys.exit(str(refusal))


def offer(**values: str) -> None:
    """Stand in for what the environment leaves out: how demo and tests need no settings."""
    _offered.update(values)


def passed_on(**more: str) -> Mapping[str, str]:
    """The environment for a process we start: ours, with this Python's programs found first."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return os.environ | {"PATH": programs} | more


def text(name: str, default: str = "") -> str:
    """The value, or the default when it is unset or blank."""
    return os.environ.get(name, "").strip() or _offered.get(name, default)


def required(name: str, hint: str) -> str:
    """The value; its absence stops the start. `hint` completes the sentence "Set it to …"."""
    value = text(name)
    if not value:
        raise Misconfigured(f"{name} is not set. Set it to {hint}.")
    return value


def secret_key(name: str, *, refused: str = "") -> str:
    """A key nobody can guess."""
    hint = "at least 50 random characters, and keep them secret"
    value = required(name, hint)
    if value == refused:
        raise Misconfigured(
            f"{name} is the demonstration's, which everybody knows. Set it to {hint}."
        )
    if len(value) < 50 or len(set(value)) < 5:
        raise Misconfigured(f"{name} is too short or too simple. Set it to {hint}.")
    return value


def choice(name: str, options: Collection[str], *, refused: Mapping[str, str] | None = None) -> str:
    """One of `options`. Of what is `refused` the reason is given too."""
    value = required(name, f"one of: {', '.join(options)}")
    if value not in options:
        reason = (refused or {}).get(value, "")
        raise Misconfigured(
            " ".join(
                f"{name} is “{value}”. {reason} Set it to one of: {', '.join(options)}.".split()
            )
        )
    return value


def flag(name: str) -> bool:
    """Whether it is on; off when unset."""
    value = text(name, "off").lower()
    if value not in {"on", "off"}:
        raise Misconfigured(f"{name} is “{value}”. Set it to on or off.")
    return value == "on"


def number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """A whole number from `least` to `most`."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        bounds = f"from {least} up" if most == 10**9 else f"from {least} to {most}"
        raise Misconfigured(f"{name} is “{value}”. Set it to a whole number {bounds}.")
    return int(value)


def rate(name: str, example: str) -> float | None:
    """How many a second, perhaps less than one; None when unset. `example` is one that is right."""
    value = text(name)
    if not value:
        return None
    try:
        found = float(value)
    except ValueError:
        found = 0
    if not 0.001 <= found <= 100_000:
        raise Misconfigured(
            f"{name} is “{value}”. Set it to a number a second from 0.001 to 100000, such as "
            f"{example}, or leave it out."
        )
    return found


def names(name: str) -> list[str]:
    """A list separated by commas; empty when unset."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def versions(name: str, hint: str) -> list[tuple[int, str]]:
    """Secrets of which the older ones are still needed: `2:new,1:old`, or one without a number.

    The newest comes first.
    """
    value = required(name, hint)
    parts = [part.partition(":") for part in value.split(",")]
    if not all(number.strip().isdigit() and secret.strip() for number, _, secret in parts):
        return [(1, value)]
    return sorted(((int(number), secret.strip()) for number, _, secret in parts), reverse=True)


def hosts(name: str) -> list[str]:
    """Host names, without scheme, port or path; at least one."""
    required(name, "the site's host names, separated by commas, such as hub.example.org")
    for host in names(name):
        if "/" in host or "*" in host or " " in host or (":" in host and not host.startswith("[")):
            raise Misconfigured(
                f"{name} holds “{host}”. Set it to host names alone, such as hub.example.org."
            )
    return names(name)


def sender(name: str) -> str:
    """Whom letters come from: an address, or a name with an address in angle brackets."""
    value = required(name, "a sender such as Alongside <news@example.org>")
    _, address = parseaddr(value)
    user, _, domain = address.rpartition("@")
    if not user or "." not in domain or " " in address:
        raise Misconfigured(
            f"{name} is “{value}”. Set it to a sender such as Alongside <news@example.org>."
        )
    return value


def pairs(name: str) -> list[str]:
    """Pairs of user and password as `user:password`, separated by commas; empty when unset."""
    found = names(name)
    for pair in found:
        user, _, password = pair.partition(":")
        if not user or len(password) < 12:
            raise Misconfigured(
                f"{name} is malformed. Set it to user:password with a password of 12 or more."
            )
    return found


def web_address(name: str, default: str = "", *, secure: bool = False) -> str:
    """An http or https address, without the slash at its end."""
    schemes = {"https"} if secure else {"http", "https"}
    example = "https://hub.example.org"
    value = text(name, default) or required(name, f"an address such as {example}")
    parts = _split(value)
    if not parts or parts.scheme not in schemes or not parts.hostname:
        raise Misconfigured(f"{name} is “{value}”. Set it to an address such as {example}.")
    return value.rstrip("/")


def server_address(name: str, schemes: set[str], example: str, default: str = "") -> SplitResult:
    """Where a server listens. It may carry a password, so a complaint does not repeat it."""
    parts = _split(text(name, default) or required(name, f"an address such as {example}"))
    if not parts or parts.scheme not in schemes:
        raise Misconfigured(f"{name} is malformed. Set it to an address such as {example}.")
    return parts


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """Django's description of a PostgreSQL database, from its address.

    A socket's folder is given as the query's `host`, as libpq has it.
    """
    example = "postgresql://user:password@host:5432/name"
    parts = server_address(name, {"postgres", "postgresql"}, example)
    query = dict(parse_qsl(parts.query))
    if not parts.path.strip("/"):
        raise Misconfigured(f"{name} names no database. Set it to an address such as {example}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def redis(name: str = "REDIS_URL", *, skip: int = 0) -> str:
    """The address of a database that speaks the Redis protocol, or of the one `skip` further."""
    example = "redis://host:6379/0"
    parts = server_address(name, {"redis", "rediss", "unix"}, example)
    local = parts.scheme == "unix"
    query = dict(parse_qsl(parts.query))
    number = (query.get("db") if local else parts.path.strip("/")) or "0"
    if not number.isdigit() or (not parts.path if local else not parts.hostname):
        raise Misconfigured(f"{name} is malformed. Set it to an address such as {example}.")
    number = str(int(number) + skip)
    if local:
        return f"unix://{parts.path}?{urlencode(query | {'db': number})}"
    return parts._replace(path=f"/{number}").geturl()


def _split(value: str) -> SplitResult | None:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts

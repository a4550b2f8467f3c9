"""Addresses as letters write them: whole, because a letter stands on no site."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse

from mail.composing import TOKEN

TEST_TOKEN = "test"  # noqa: S105 (no secret: it stands in test letters, and opens nothing)
"""Where a test letter has its reader's token."""


def absolute(address: str) -> str:
    """The address with the site before it, unless it names its own."""
    return urljoin(f"{settings.BASE_URL}/", address)


def unsubscribe() -> str:
    """Where one click ends the subscription; each letter has its own token there."""
    return absolute(reverse("unsubscribe", args=["token"]).replace("token", TOKEN))


def preferences() -> str:
    """Where its reader changes what comes, without signing in; each letter has its own token."""
    return absolute(reverse("letter_preferences", args=["token"]).replace("token", TOKEN))


def masthead() -> str:
    """The one picture of a letter, by its plain name: a hashed one dies with the next release."""
    return absolute(f"{settings.STATIC_URL}img/email-masthead.png")


def host() -> str:
    """The site's name in the headers of a letter."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"

"""A provider's own log, where its entries carry the number that we gave the letter.

It is asked for what went to one address in a span of time; the number tells which entry is ours.
Amazon SES and SMTP servers have no log; those of Resend and Brevo are not needed while their keys
live; Mailjet's and Mailtrap's do not show our number.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Self
from urllib.parse import urljoin

import requests
from anymail.exceptions import AnymailConfigurationError
from anymail.utils import get_anymail_setting
from django.utils.dateparse import parse_datetime

from mail.providers.profiles import PROFILES

PATIENCE = (5, 10)
"""Seconds to connect, and to wait for the answer."""
MOST = 100
"""Entries of one answer: a recipient has few in an hour."""


NONSENSE = (AnymailConfigurationError, AttributeError, LookupError, TypeError, ValueError)
"""What reading an answer of another shape, or one without its key, comes to."""


class LogUnreadable(Exception):
    """The log could not be read, which says nothing about the letter. Holds no address."""


@dataclass(frozen=True, slots=True)
class Question:
    """Of one letter: whether it was taken in that span."""

    delivery_id: int
    address: str
    since: datetime
    until: datetime


class Log:
    """The log of one provider, read over one connection: `with Log("mailgun") as log: ...`."""

    def __init__(self, provider: str) -> None:
        self.provider = provider
        self._session = requests.Session()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.close()

    def taken_at(self, asked: Question) -> datetime | None:
        """When the provider took this letter; None if its log knows none.

        Raises `LogUnreadable`, also where the key may send letters and not read the log.
        """
        try:
            return READERS[self.provider](self._session, self.provider, asked)
        except requests.HTTPError as error:
            raise LogUnreadable(f"it answered {error.response.status_code}") from None
        except requests.RequestException as error:
            raise LogUnreadable(type(error).__name__) from None
        except NONSENSE as error:
            raise LogUnreadable(f"the answer makes no sense ({type(error).__name__})") from None


def _mailgun(session: requests.Session, provider: str, asked: Question) -> datetime | None:
    """https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/logs"""
    key = get_anymail_setting("api_key", esp_name="mailgun", allow_bare=True)
    base = get_anymail_setting("api_url", esp_name="mailgun", default="https://api.mailgun.net/v3")
    answer = session.post(
        urljoin(base, "/v1/analytics/logs"),
        auth=("api", key),
        json={
            "start": format_datetime(asked.since.astimezone(UTC)),
            "end": format_datetime(asked.until.astimezone(UTC)),
            "events": ["accepted"],
            "filter": {
                "AND": [
                    {
                        "attribute": "recipient",
                        "comparator": "=",
                        "values": [{"label": asked.address, "value": asked.address}],
                    }
                ]
            },
            "pagination": {"sort": "timestamp:asc", "limit": MOST},
        },
        timeout=PATIENCE,
    )
    answer.raise_for_status()
    for entry in answer.json()["items"]:
        if (
            entry["event"] == "accepted"
            and _number(entry.get("user-variables")) == asked.delivery_id
        ):
            return _moment(entry["@timestamp"])
    return None


def _postmark(session: requests.Session, provider: str, asked: Question) -> datetime | None:
    """https://postmarkapp.com/developer/api/messages-api#outbound-message-search"""
    key = get_anymail_setting("server_token", esp_name="postmark", allow_bare=True)
    base = get_anymail_setting(
        "api_url", esp_name="postmark", default="https://api.postmarkapp.com/"
    )
    answer = session.get(
        urljoin(base.rstrip("/") + "/", "messages/outbound"),
        headers={"Accept": "application/json", "X-Postmark-Server-Token": key},
        params={
            "count": str(MOST),
            "offset": "0",
            "metadata_d": str(asked.delivery_id),
            "messagestream": str(PROFILES[provider].extra["MessageStream"]),
        },
        timeout=PATIENCE,
    )
    answer.raise_for_status()
    for message in answer.json()["Messages"]:
        moment = _moment(message["ReceivedAt"])
        ours = _number(message.get("Metadata")) == asked.delivery_id
        if ours and asked.since <= moment <= asked.until:
            return moment
    return None


def _number(given: str | Mapping[str, Any] | None) -> int | None:
    """The number of the letter, among what was sent along with it."""
    known = json.loads(given) if isinstance(given, str) else given or {}
    number = str(known.get("d", ""))
    return int(number) if number.isdecimal() else None


def _moment(told: str) -> datetime:
    moment = parse_datetime(told)
    if moment is None:
        raise ValueError("no time")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Reader = Callable[[requests.Session, str, Question], datetime | None]
READERS: dict[str, Reader] = {
    "mailgun": _mailgun,
    "postmark": _postmark,
    "postmark-bulk": _postmark,
    "postmark-service": _postmark,
}

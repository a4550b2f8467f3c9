"""Postmark's `POST /email/batch` and `POST /email/bulk`; and its list of what was sent.

https://postmarkapp.com/developer/api/email-api#send-batch-emails
https://postmarkapp.com/developer/api/bulk-email
https://postmarkapp.com/developer/api/messages-api#outbound-message-search
"""

import re
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qsl

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

BATCH, BULK = "/email/batch", "/email/bulk"
MOST, MOST_BYTES = 500, 50_000_000
COMMON = {
    *("From", "Subject", "TextBody", "HtmlBody", "ReplyTo", "Headers", "Tag", "Metadata"),
    *("MessageStream", "TrackOpens", "TrackLinks"),
}
CODES = {"poison": (406, "Found inactive addresses: {}. Inactive recipients are ones that …")}
MUSTACHE = re.compile(r"\{\{\{?\s*([^{}]*?)\s*\}?\}\}")


class Postmark(Dialect):
    """Each recipient is answered for; a bulk call has one answer."""

    name = "postmark"

    def settings(self, address: str) -> dict[str, object]:
        return {"POSTMARK_SERVER_TOKEN": "key", "POSTMARK_API_URL": f"{address}/postmark"}

    def handles(self, request: Request) -> bool:
        return request.path in {BATCH, BULK}

    def key(self, request: Request) -> str:
        return request.headers.get("X-Postmark-Server-Token", "")

    def takes_whole(self, request: Request) -> bool:
        return request.path == BULK

    def read(self, request: Request, number: int) -> list[Entry]:
        if len(request.body) > MOST_BYTES:
            raise Refusal("larger than 50 MB")
        call = request.json()
        if request.path == BULK:
            return _bulk(call)
        if not isinstance(call, list) or not 0 < len(call) <= MOST:
            raise Refusal(f"a list of 1 to {MOST} messages is expected")
        return [_letter(message, f"pm-{number}-{place}") for place, message in enumerate(call)]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        if request.path == BULK:
            said = {"ID": f"bulk-{number}", "Status": "Accepted"}
            return HTTPStatus.OK, said | {"SubmittedAt": "2026-11-03T09:00:00Z"}
        return HTTPStatus.OK, [_said(result) for result in results]

    def keeps_log(self, request: Request) -> bool:
        return request.path.startswith("/messages/outbound?")

    def log(self, request: Request, entries: list[Entry]) -> object:
        wanted = dict(parse_qsl(request.path.partition("?")[2], strict_parsing=True))
        only(wanted, needed={"count", "offset"}, allowed={"metadata_d", "messagestream"})
        stream = wanted.get("messagestream", "outbound")
        found = [
            {
                "MessageID": entry.message_id,
                "ReceivedAt": entry.accepted_at,
                "Metadata": {"d": entry.delivery},
                "Recipients": [entry.recipient],
            }
            for entry in entries
            if entry.stream == stream and wanted.get("metadata_d", entry.delivery) == entry.delivery
        ]
        return {"TotalCount": len(found), "Messages": found[: int(wanted["count"])]}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        code = 10 if status == HTTPStatus.UNAUTHORIZED else 300
        return {"ErrorCode": code, "Message": reason}


def _letter(message: dict[str, object], message_id: str) -> Entry:
    only(message, needed={"From", "To", "Subject"}, allowed=COMMON)
    if message.get("MessageStream") == "broadcast":
        message = message | {
            name: re.sub(r"\{\{\{\s*pm:\w+\s*\}\}\}", "https://unsubscribe.postmark.test", words)
            for name in ("TextBody", "HtmlBody")
            if (words := message.get(name))
        }
    return _entry(message, message_id)


def _bulk(call: dict[str, object]) -> list[Entry]:
    only(call, needed={"From", "Subject", "Messages"}, allowed=COMMON - {"Metadata"})
    entries = []
    for message in call["Messages"]:
        only(message, needed={"To"}, allowed={"Headers", "Metadata", "TemplateModel"})
        model = message.get("TemplateModel", {})
        words = {name: call.get(name, "") for name in ("Subject", "TextBody", "HtmlBody")}
        merged = {
            name: _merge(text, model, html=name == "HtmlBody") for name, text in words.items()
        }
        metadata = message.get("Metadata", {})
        entries.append(_entry(call | message | merged, metadata.get("anymail_id", "")))
    return entries


def _merge(words: str, model: dict[str, str], *, html: bool) -> str:
    def value(mark: re.Match[str]) -> str:
        found = str(model.get(mark[1], ""))
        return escape(found) if html and not mark[0].startswith("{{{") else found

    merged = MUSTACHE.sub(value, words)
    if "{{" in merged:
        raise Refusal("the template does not parse")
    return merged


def _entry(message: dict[str, object], message_id: str) -> Entry:
    headers = {header["Name"]: header["Value"] for header in message.get("Headers", [])}
    return Entry(
        recipient=address_of(message["To"]),
        delivery=message.get("Metadata", {}).get("d", ""),
        message_id=message_id,
        subject=message["Subject"],
        text=message.get("TextBody", ""),
        html=message.get("HtmlBody", ""),
        headers=headers | {"Reply-To": message.get("ReplyTo", "")},
        stream=message.get("MessageStream", "outbound"),
    )


def _said(result: Result) -> dict[str, object]:
    if result.entry:
        told = {"ErrorCode": 0, "Message": "OK", "SubmittedAt": "2026-11-03T09:00:00Z"}
        return told | {"MessageID": result.entry.message_id, "To": result.address}
    code, said = CODES.get(result.reason, (100, "Maintenance"))
    return {"ErrorCode": code, "Message": said.format(result.address)}

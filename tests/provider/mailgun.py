"""Mailgun's `POST /v3/<domain>/messages`, at least as strict as Mailgun; and its log.

https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/#batch-sending
https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/logs
"""

import base64
import json
import re
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import parse_qs

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 1000
MERGE = re.compile(r"%recipient\.([^%\s]+)%")


class Mailgun(Dialect):
    """A call has one number, whoever is in it."""

    name = "v3"

    def settings(self, address: str) -> dict[str, object]:
        return {
            "MAILGUN_API_KEY": "key",
            "MAILGUN_API_URL": f"{address}/v3",
            "MAILGUN_SENDER_DOMAIN": "hub.example.org",
        }

    def handles(self, request: Request) -> bool:
        return bool(re.fullmatch(r"/[^/]+/messages", request.path))

    def key(self, request: Request) -> str:
        login = request.headers.get("Authorization", "").removeprefix("Basic ")
        user, _, key = base64.b64decode(login).decode().partition(":")
        return key if user == "api" else ""

    def read(self, request: Request, number: int) -> list[Entry]:
        return read_letters(_form(request), _number(number))

    def count(self, request: Request) -> int:
        return len(_form(request)["to"])

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        return HTTPStatus.OK, {"id": _number(number), "message": "Queued. Thank you."}

    def keeps_log(self, request: Request) -> bool:
        return request.path == "/v1/analytics/logs"

    def log(self, request: Request, entries: list[Entry]) -> object:
        wanted = request.json()
        only(
            wanted,
            needed={"start", "end", "filter", "pagination"},
            allowed={"events", "include_totals", "include_subaccounts"},
        )
        start, end = (parsedate_to_datetime(wanted[name]) for name in ("start", "end"))
        for condition in wanted["filter"]["AND"]:
            only(condition, needed={"attribute", "comparator", "values"}, allowed=set())
            if condition["attribute"] != "recipient" or condition["comparator"] != "=":
                raise Refusal("unknown filter")
            values = {value["value"] for value in condition["values"]}
            entries = [entry for entry in entries if entry.recipient in values]
        within = [e for e in entries if start <= datetime.fromisoformat(e.accepted_at) <= end]
        return {"items": [_logged(entry) for entry in within], "pagination": {"total": len(within)}}


def _logged(entry: Entry) -> dict[str, object]:
    return {
        "id": f"log-{entry.delivery}",
        "event": "accepted",
        "@timestamp": entry.accepted_at,
        "recipient": entry.recipient,
        "user-variables": json.dumps({"d": entry.delivery}),
    }


def _number(number: int) -> str:
    return f"<call.{number}@hub.example.org>"


def _form(request: Request) -> dict[str, list[str]]:
    return read_form(request.body, request.headers.get("Content-Type", ""))


def read_form(body: bytes, content_type: str) -> dict[str, list[str]]:
    """The fields of a form, encoded either way."""
    if content_type.startswith("application/x-www-form-urlencoded"):
        return parse_qs(body.decode(), keep_blank_values=True, strict_parsing=True)
    if not content_type.startswith("multipart/form-data"):
        raise Refusal("unsupported content type")
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    form: dict[str, list[str]] = {}
    for part in message_from_bytes(head + body, policy=policy.HTTP).iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        form.setdefault(name, []).append(content.decode())
    return form


def read_letters(form: dict[str, list[str]], message_id: str) -> list[Entry]:
    """What each recipient would get. Raises Refusal for what nobody should be sent."""
    for name in ("from", "to", "subject"):
        if not form.get(name):
            raise Refusal(f"{name} parameter is missing")
    if not (form.get("text") or form.get("html")):
        raise Refusal("Need at least one of 'text' or 'html' parameters specified")
    recipients = [address_of(value) for value in form["to"]]
    if len(recipients) > MOST:
        raise Refusal(f"to parameter may hold {MOST} recipients")
    variables = _variables(form, recipients)
    return [_letter(form, recipient, variables[recipient], message_id) for recipient in recipients]


def _variables(form: dict[str, list[str]], recipients: list[str]) -> dict[str, dict[str, str]]:
    """Each recipient's own. Without them, a batch shows everybody's address to everybody."""
    if "recipient-variables" not in form:
        if len(recipients) > 1:
            raise Refusal("every recipient would see the others: no recipient-variables")
        return {recipients[0]: {}}
    try:
        variables = json.loads(form["recipient-variables"][0])
    except ValueError as error:
        raise Refusal("recipient-variables parameter is not valid JSON") from error
    if missing := set(recipients) - set(variables):
        raise Refusal(f"recipient-variables leave out {len(missing)} recipients")
    return variables


def _letter(
    form: dict[str, list[str]], recipient: str, variables: dict[str, str], message_id: str
) -> Entry:
    def merged(words: str) -> str:
        def value(mark: re.Match[str]) -> str:
            if mark[1] not in variables:
                raise Refusal(f"recipient-variables of a recipient lack {mark[1]}")
            return str(variables[mark[1]])

        return MERGE.sub(value, words)

    headers = {
        name.removeprefix("h:"): merged(values[0])
        for name, values in form.items()
        if name.startswith("h:")
    }
    return Entry(
        recipient=recipient,
        delivery=merged(form.get("v:d", [""])[0]),
        message_id=headers.get("Message-Id", message_id),
        subject=merged(form["subject"][0]),
        text=merged(form.get("text", [""])[0]),
        html=merged(form.get("html", [""])[0]),
        headers=headers,
    )

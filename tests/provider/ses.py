"""Amazon SES's `POST /v2/email/outbound-bulk-emails`.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html
"""

import json
import re
from html import escape
from http import HTTPStatus

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 50
MARK = re.compile(r"\{\{([^{}]*)\}\}")
STATUSES = {"poison": "MESSAGE_REJECTED", "stumbled": "TRANSIENT_FAILURE"}


class AmazonSES(Dialect):
    """Each recipient is answered for."""

    name = "ses"

    def settings(self, address: str) -> dict[str, object]:
        return {
            "AMAZON_SES_CLIENT_PARAMS": {
                "region_name": "eu-west-2",
                "endpoint_url": f"{address}/ses",
                "aws_access_key_id": "key",
                "aws_secret_access_key": "secret",
            }
        }

    def handles(self, request: Request) -> bool:
        return request.path == "/v2/email/outbound-bulk-emails"

    def key(self, request: Request) -> str:
        signed = request.headers.get("Authorization", "")
        found = re.search(r"AWS4-HMAC-SHA256 Credential=([^/]+)/.*Signature=[0-9a-f]{64}", signed)
        return found[1] if found else ""

    def takes_whole(self, request: Request) -> bool:
        return False

    def read(self, request: Request, number: int) -> list[Entry]:
        call = request.json()
        only(
            call,
            needed={"FromEmailAddress", "DefaultContent", "BulkEmailEntries"},
            allowed={"ReplyToAddresses", "ConfigurationOverrides", "ConfigurationSetName"},
        )
        only(
            call["DefaultContent"]["Template"], needed={"TemplateContent"}, allowed={"TemplateData"}
        )
        if not 0 < len(call["BulkEmailEntries"]) <= MOST:
            raise Refusal(f"1 to {MOST} entries are expected")
        return [
            _letter(call, entry, f"ses-{number}-{place}")
            for place, entry in enumerate(call["BulkEmailEntries"])
        ]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        return HTTPStatus.OK, {"BulkEmailEntryResults": [_said(result) for result in results]}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        code = "TooManyRequestsException" if status == 429 else "BadRequestException"
        return {"__type": code, "message": reason}


def _letter(call: dict[str, object], entry: dict[str, object], message_id: str) -> Entry:
    only(
        entry,
        needed={"Destination", "ReplacementEmailContent"},
        allowed={"ReplacementHeaders", "ReplacementTags"},
    )
    if len(entry["Destination"]["ToAddresses"]) != 1:
        raise Refusal("every recipient would see the others")
    headers = {one["Name"]: one["Value"] for one in entry.get("ReplacementHeaders", [])}
    for name, value in headers.items():
        if not value.isascii() or len(name) + len(value) > 996:
            raise Refusal("not a header")
    if len(headers) > 15:
        raise Refusal("more than 15 headers")
    data = entry["ReplacementEmailContent"]["ReplacementTemplate"]["ReplacementTemplateData"]
    words = call["DefaultContent"]["Template"]["TemplateContent"]
    merged = {name: _merge(text, json.loads(data)) for name, text in words.items()}
    return Entry(
        recipient=address_of(entry["Destination"]["ToAddresses"][0]),
        delivery=json.loads(headers.get("X-Metadata", "{}")).get("d", ""),
        message_id=message_id,
        subject=merged["Subject"],
        text=merged.get("Text", ""),
        html=merged.get("Html", ""),
        headers=headers | {"Reply-To": ", ".join(call.get("ReplyToAddresses", []))},
    )


def _merge(words: str, data: dict[str, str]) -> str:
    """A template that does not parse fails; so does a value that is not given."""

    def value(mark: re.Match[str]) -> str:
        if mark[1] not in data:
            raise Refusal(f"the template lacks {mark[1]}")
        return escape(data[mark[1]])

    merged = MARK.sub(value, words)
    if "{{" in merged:
        raise Refusal("the template does not parse")
    return merged


def _said(result: Result) -> dict[str, str]:
    if result.entry:
        return {"Status": "SUCCESS", "MessageId": result.entry.message_id}
    return {"Status": STATUSES[result.reason], "Error": f"{result.reason}: {result.address}"}

"""Resend's `POST /emails/batch`, which knows a call again for a day.

https://resend.com/docs/api-reference/emails/send-batch-emails
"""

import json
from http import HTTPStatus

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 100


class Resend(Dialect):
    """Strict, as Resend is unless it is asked to be permissive: one bad letter spoils all."""

    name = "resend"

    def settings(self, address: str) -> dict[str, object]:
        return {"RESEND_API_KEY": "key", "RESEND_API_URL": f"{address}/resend"}

    def handles(self, request: Request) -> bool:
        return request.path == "/emails/batch"

    def key(self, request: Request) -> str:
        return request.headers.get("Authorization", "").removeprefix("Bearer ")

    def idempotency_key(self, request: Request) -> str:
        return request.headers.get("Idempotency-Key", "")

    def repeated(self, first: Answer, *, same: bool) -> Answer:
        if same:
            return first
        return HTTPStatus.CONFLICT, {"statusCode": 409, "name": "invalid_idempotent_request"}

    def read(self, request: Request, number: int) -> list[Entry]:
        call = request.json()
        if not isinstance(call, list) or not 0 < len(call) <= MOST:
            raise Refusal(f"a list of 1 to {MOST} letters is expected")
        return [_letter(letter, f"re-{number}-{place}") for place, letter in enumerate(call)]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        return HTTPStatus.OK, {"data": [{"id": result.entry.message_id} for result in results]}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        return {"statusCode": int(status), "message": reason, "name": "validation_error"}


def _letter(letter: dict[str, object], message_id: str) -> Entry:
    only(letter, needed={"from", "to", "subject"}, allowed={"text", "html", "headers", "reply_to"})
    if len(letter["to"]) != 1:
        raise Refusal("every recipient would see the others")
    headers = letter.get("headers", {})
    return Entry(
        recipient=address_of(letter["to"][0]),
        delivery=json.loads(headers.get("X-Metadata", "{}")).get("d", ""),
        message_id=message_id,
        subject=letter["subject"],
        text=letter.get("text", ""),
        html=letter.get("html", ""),
        headers=headers | {"Reply-To": ", ".join(letter.get("reply_to", []))},
    )

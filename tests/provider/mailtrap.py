"""Mailtrap's `POST /api/batch`, for newsletters on a host of its own.

https://api-docs.mailtrap.io/docs/mailtrap-api-docs/batch-email-sending
"""

from http import HTTPStatus

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 500
LETTER = {"subject", "text", "html", "headers", "custom_variables", "category", "reply_to"}


class Mailtrap(Dialect):
    """Each recipient is answered for; what a request says takes the place of what all share."""

    name = "mailtrap"

    def settings(self, address: str) -> dict[str, object]:
        return {
            "MAILTRAP_API_TOKEN": "key",
            "MAILTRAP_API_URL": f"{address}/mailtrap/send/api",
            "MAILTRAP_BULK_API_URL": f"{address}/mailtrap/bulk/api",
        }

    def handles(self, request: Request) -> bool:
        return request.path in {"/send/api/batch", "/bulk/api/batch"}

    def key(self, request: Request) -> str:
        return request.headers.get("Api-Token", "")

    def takes_whole(self, request: Request) -> bool:
        return False

    def read(self, request: Request, number: int) -> list[Entry]:
        call = request.json()
        only(call, needed={"base", "requests"}, allowed=set())
        only(call["base"], needed={"from"}, allowed=LETTER)
        if not 0 < len(call["requests"]) <= MOST:
            raise Refusal(f"1 to {MOST} requests are expected")
        return [
            _letter(call["base"], one, f"mt-{number}-{place}")
            for place, one in enumerate(call["requests"])
        ]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        return HTTPStatus.OK, {"success": True, "responses": [_said(one) for one in results]}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        return {"success": False, "errors": [reason]}


def _letter(base: dict[str, object], request: dict[str, object], message_id: str) -> Entry:
    only(request, needed={"to"}, allowed=LETTER)
    if len(request["to"]) != 1:
        raise Refusal("every recipient would see the others")
    letter = base | request
    only(letter, needed={"from", "to", "subject"}, allowed=LETTER)
    return Entry(
        recipient=address_of(letter["to"][0]["email"]),
        delivery=letter.get("custom_variables", {}).get("d", ""),
        message_id=message_id,
        subject=letter["subject"],
        text=letter.get("text", ""),
        html=letter.get("html", ""),
        headers=letter.get("headers", {})
        | {"Reply-To": letter.get("reply_to", {}).get("email", "")},
    )


def _said(result: Result) -> dict[str, object]:
    if result.entry:
        return {"success": True, "message_ids": [result.entry.message_id]}
    return {"success": False, "errors": [f"{result.reason}: {result.address}"]}

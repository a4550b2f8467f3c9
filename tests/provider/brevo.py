"""Brevo's `POST /v3/smtp/email` with a version for each recipient; takes a key once.

https://developers.brevo.com/docs/batch-send-transactional-emails
https://developers.brevo.com/docs/heterogenous-versions-batch-emails
"""

import json
import re
from http import HTTPStatus
from uuid import UUID

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 1000
WORDS = {"subject", "htmlContent", "textContent"}
INSERT = re.compile(r"\{\{.*?\}\}|\{#.*?#\}", re.S)


class Brevo(Dialect):
    """A version's headers take the place of the common ones, to be on the safe side."""

    name = "brevo"

    def settings(self, address: str) -> dict[str, object]:
        return {"BREVO_API_KEY": "key", "BREVO_API_URL": f"{address}/brevo/v3"}

    def handles(self, request: Request) -> bool:
        return request.path == "/v3/smtp/email"

    def key(self, request: Request) -> str:
        return request.headers.get("api-key", "")

    def idempotency_key(self, request: Request) -> str:
        key = request.json().get("headers", {}).get("idempotencyKey", "")
        return str(UUID(key)) if key else ""

    def repeated(self, first: Answer, *, same: bool) -> Answer:
        said = {"code": "duplicate_parameter", "message": "idempotencyKey was used before"}
        return HTTPStatus.BAD_REQUEST, said

    def read(self, request: Request, number: int) -> list[Entry]:
        call = request.json()
        only(
            call,
            needed={"sender", "subject", "htmlContent", "messageVersions"},
            allowed={"textContent", "headers", "tags", "replyTo"},
        )
        versions = call["messageVersions"]
        if not 0 < len(versions) <= MOST:
            raise Refusal(f"1 to {MOST} versions are expected")
        return [
            _letter(call, version, f"<{number}.{n}@brevo>") for n, version in enumerate(versions)
        ]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        ids = [result.entry.message_id for result in results]
        return HTTPStatus.CREATED, {"messageIds": ids}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        return {"code": "invalid_parameter", "message": reason}


def _letter(call: dict[str, object], version: dict[str, object], message_id: str) -> Entry:
    only(version, needed={"to"}, allowed={*WORDS, "headers", "params", "replyTo"})
    if len(version["to"]) != 1:
        raise Refusal("every recipient would see the others")
    words = {name: _merge((call | version).get(name, "")) for name in WORDS}
    headers = version.get("headers", call.get("headers", {}))
    if not "".join(headers.values()).isascii():
        raise Refusal("a header holds more than ASCII")
    return Entry(
        recipient=address_of(version["to"][0]["email"]),
        delivery=json.loads(headers.get("X-Mailin-custom", "{}")).get("d", ""),
        message_id=message_id,
        subject=words["subject"],
        text=words["textContent"],
        html=words["htmlContent"],
        headers=headers | {"Reply-To": call.get("replyTo", {}).get("email", "")},
    )


def _merge(words: str) -> str:
    """Brevo's template language, of which nothing is meant here: inserts vanish, tags fail."""
    merged = INSERT.sub("", words)
    if re.search(r"\{[{%#]", merged):
        raise Refusal("the template does not parse")
    return merged

"""Mailjet's `POST /v3.1/send`.

https://dev.mailjet.com/email/reference/send-emails/
"""

import base64
import json
import re
from http import HTTPStatus

from tests.provider.dialect import Answer, Dialect, Refusal, Request, Result, address_of, only
from tests.provider.ledger import Entry

MOST = 50
LETTER = {
    *("From", "Subject", "TextPart", "HTMLPart", "ReplyTo", "Headers", "CustomCampaign"),
    *("TrackOpens", "TrackClicks", "EventPayload", "Variables"),
}
FORBIDDEN = {"message-id", "from", "to", "subject", "reply-to", "date"}
MARK = re.compile(r"\[\[(var|data):([^\]:]*)[^\]]*\]\]")


class Mailjet(Dialect):
    """Each recipient is answered for; a message's own headers take the place of the global ones."""

    name = "mailjet"

    def settings(self, address: str) -> dict[str, object]:
        return {
            "MAILJET_API_KEY": "api",
            "MAILJET_SECRET_KEY": "key",
            "MAILJET_API_URL": f"{address}/mailjet/v3.1",
        }

    def handles(self, request: Request) -> bool:
        return request.path == "/v3.1/send"

    def key(self, request: Request) -> str:
        login = request.headers.get("Authorization", "").removeprefix("Basic ")
        return base64.b64decode(login).decode().removeprefix("api:")

    def takes_whole(self, request: Request) -> bool:
        return False

    def read(self, request: Request, number: int) -> list[Entry]:
        call = request.json()
        only(call, needed={"Globals", "Messages"}, allowed=set())
        only(call["Globals"], needed={"From", "Subject"}, allowed=LETTER)
        if not 0 < len(call["Messages"]) <= MOST:
            raise Refusal(f"1 to {MOST} messages are expected")
        return [
            _letter(call["Globals"], message, str(number * 1000 + place))
            for place, message in enumerate(call["Messages"])
        ]

    def answer(self, request: Request, results: list[Result], number: int) -> Answer:
        taken = all(result.entry for result in results)
        status = HTTPStatus.OK if taken else HTTPStatus.BAD_REQUEST
        return status, {"Messages": [_said(result) for result in results]}

    def complaint(self, status: HTTPStatus, reason: str) -> object:
        return {"ErrorCode": "mj-0001", "StatusCode": int(status), "ErrorMessage": reason}


def _letter(common: dict[str, object], message: dict[str, object], message_id: str) -> Entry:
    only(message, needed={"To"}, allowed=LETTER)
    if len(message["To"]) != 1:
        raise Refusal("every recipient would see the others")
    letter = common | message
    headers = letter.get("Headers", {})
    if forbidden := FORBIDDEN & {name.lower() for name in headers}:
        raise Refusal(f"cannot be customised: {sorted(forbidden)}")
    variables = letter.get("Variables", {})
    return Entry(
        recipient=address_of(letter["To"][0]["Email"]),
        delivery=json.loads(letter.get("EventPayload", "{}")).get("d", ""),
        message_id=message_id,
        subject=letter["Subject"],
        text=_merge(letter.get("TextPart", ""), variables),
        html=_merge(letter.get("HTMLPart", ""), variables),
        headers=headers | {"Reply-To": letter.get("ReplyTo", {}).get("Email", "")},
    )


def _merge(words: str, variables: dict[str, str]) -> str:
    def value(mark: re.Match[str]) -> str:
        return str(variables.get(mark[2], "")) if mark[1] == "var" else ""

    return MARK.sub(value, words)


def _said(result: Result) -> dict[str, object]:
    if result.entry:
        number = result.entry.message_id
        return {"Status": "success", "To": [{"Email": result.address, "MessageID": int(number)}]}
    error = {"ErrorCode": "mj-0013", "StatusCode": 400, "ErrorMessage": result.reason}
    return {"Status": "error", "Errors": [error]}

"""Postmark: a call with each recipient's whole letter, or one that Postmark merges."""

from typing import TYPE_CHECKING

from anymail.backends import postmark
from anymail.exceptions import AnymailRequestsAPIError
from anymail.message import AnymailRecipientStatus

from mail.providers.batched import BatchMessage
from mail.providers.outcomes import AccountRefused

if TYPE_CHECKING:
    from anymail.utils import EmailAddress
    from requests import Response

Answer = dict[str, object]
Statuses = dict[str, AnymailRecipientStatus]

INVALID, INACTIVE = 300, 406
ACCOUNT = {10, 400, 401, 405, 412, 413, 1235}
"""The key, the sender or the account, says Postmark: no recipient is at fault.

https://postmarkapp.com/developer/api/overview#error-codes
"""


class Payload(postmark.PostmarkPayload):
    """Each recipient's own words: this call merges nothing."""

    message: BatchMessage

    def data_for_recipient(self, to: "EmailAddress") -> dict[str, str]:
        """As Anymail makes it, with the token where it belongs."""
        data = super().data_for_recipient(to)
        self.message.fill(to.addr_spec, data, "Subject", "TextBody", "HtmlBody")
        return data


class EmailBackend(postmark.EmailBackend):
    """Anymail's, but a refusal among the answers does not hide who was accepted."""

    def build_message_payload(self, message: BatchMessage, defaults: dict[str, object]) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)

    def parse_recipient_status(
        self, response: "Response", payload: Payload, message: BatchMessage
    ) -> Statuses:
        """One answer for each recipient, in their order."""
        answers = self.deserialize_json_response(response, payload, message)
        if not isinstance(answers, list):
            return self._parse_single(answers, response, payload, message)
        if len(answers) != len(payload.to_emails):
            raise AnymailRequestsAPIError(
                "Not one answer for each recipient",
                email_message=message,
                payload=payload,
                response=response,
                backend=self,
            )
        if all(answer.get("ErrorCode") in ACCOUNT for answer in answers):
            raise AccountRefused(answers[0].get("Message"))
        pairs = zip(payload.to_emails, answers, strict=True)
        return {to.addr_spec: _status(answer) for to, answer in pairs}

    def _parse_single(
        self, answer: Answer, response: "Response", payload: Payload, message: BatchMessage
    ) -> Statuses:
        """An answer for the whole call."""
        if answer.get("ErrorCode") in ACCOUNT:
            raise AccountRefused(answer.get("Message"))
        return super().parse_recipient_status(response, payload, message)


class BulkEmailBackend(EmailBackend):
    """The call for newsletters: the words once, and Postmark merges."""

    def __init__(self, **options: object) -> None:
        super().__init__(use_bulk_api=True, **options)

    def _parse_single(
        self, answer: Answer, response: "Response", payload: Payload, message: BatchMessage
    ) -> Statuses:
        """Taken as a whole, under one number."""
        if "ID" not in answer:
            return super()._parse_single(answer, response, payload, message)
        return self.parse_bulk_recipient_status(response, payload, message, {}, answer)


def _status(answer: Answer) -> AnymailRecipientStatus:
    code, said = answer.get("ErrorCode", 0), str(answer.get("Message"))
    if code == 0 and "MessageID" in answer:
        return AnymailRecipientStatus(answer["MessageID"], "sent")
    if code == INACTIVE:
        return AnymailRecipientStatus(None, "rejected")
    if code == INVALID and "'To'" in said:
        return AnymailRecipientStatus(None, "invalid")
    return AnymailRecipientStatus(None, "failed" if code else "unknown")

"""Mailjet: the words once, merged by Mailjet; each recipient is answered for."""

from typing import TYPE_CHECKING

from anymail.backends import mailjet
from anymail.exceptions import AnymailRequestsAPIError
from anymail.message import AnymailMessage, AnymailRecipientStatus

if TYPE_CHECKING:
    from requests import Response


class Payload(mailjet.MailjetPayload):
    """Anymail's, which forgets the headers and the token of a batch of one.

    It takes a single message for one that is not yet divided, and divides it again.
    """

    is_divided = False

    def _burst_for_batch_send(self) -> None:
        if not self.is_divided:
            super()._burst_for_batch_send()
            self.is_divided = True


class EmailBackend(mailjet.EmailBackend):
    """Anymail's, which takes whoever is not answered for as refused: here that is unknown."""

    def build_message_payload(
        self, message: AnymailMessage, defaults: dict[str, object]
    ) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)

    def parse_recipient_status(
        self, response: "Response", payload: Payload, message: AnymailMessage
    ) -> dict[str, AnymailRecipientStatus]:
        """One answer for each recipient, or none of them counts."""
        answers = self.deserialize_json_response(response, payload, message).get("Messages")
        if answers is not None and len(answers) != len(payload.data["Messages"]):
            raise AnymailRequestsAPIError(
                "Not one answer for each recipient",
                email_message=message,
                payload=payload,
                response=response,
                backend=self,
            )
        return super().parse_recipient_status(response, payload, message)

"""Mailjet: the words once, merged by Mailjet; each recipient is answered for."""

from typing import TYPE_CHECKING

from anymail.backends import mailjet
from anymail.exceptions import AnymailRequestsAPIError
from anymail.message import AnymailMessage, AnymailRecipientStatus

if TYPE_CHECKING:
    from requests import Response


class EmailBackend(mailjet.EmailBackend):
    """Anymail's, which takes whoever is not answered for as refused: here that is unknown."""

    def parse_recipient_status(
        self, response: "Response", payload: mailjet.MailjetPayload, message: AnymailMessage
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

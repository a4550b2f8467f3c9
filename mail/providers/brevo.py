"""Brevo: a version of the letter for each recipient in one call, which it takes only once."""

import json
from typing import TYPE_CHECKING

from anymail.backends import brevo
from anymail.message import AnymailRecipientStatus
from django.utils.html import linebreaks

from mail.providers.batched import BatchMessage

if TYPE_CHECKING:
    from requests import Response

BAD_REQUEST = 400


class Payload(brevo.BrevoPayload):
    """Each recipient's own words: Brevo merges nothing outside its own templates."""

    message: BatchMessage

    def init_payload(self) -> None:
        """With the key, which Brevo reads among the headers of the letter."""
        super().init_payload()
        self.data["headers"]["idempotencyKey"] = self.message.key

    def serialize_data(self) -> str:
        """As Anymail makes it, with the token where it belongs. Equal for equal recipients."""
        # Brevo turns a letter without HTML away.
        self.data.setdefault("htmlContent", linebreaks(self.data["textContent"], autoescape=True))
        call = json.loads(super().serialize_data())
        words = {name: call[name] for name in ("subject", "textContent", "htmlContent")}
        for version in call["messageVersions"]:
            version |= words
            self.message.fill(version["to"][0]["email"], version, *words)
        return self.serialize_json(call)


class EmailBackend(brevo.EmailBackend):
    """Anymail's, with a key for each call. An answer that the key is known says: it is taken."""

    def build_message_payload(self, message: BatchMessage, defaults: dict[str, object]) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)

    def raise_for_status(
        self, response: "Response", payload: Payload, message: BatchMessage
    ) -> None:
        """Except for the call that was made before."""
        if not _is_known(response):
            super().raise_for_status(response, payload, message)

    def parse_recipient_status(
        self, response: "Response", payload: Payload, message: BatchMessage
    ) -> dict[str, AnymailRecipientStatus]:
        """The numbers that the first call got are not told again."""
        if _is_known(response):
            taken = AnymailRecipientStatus(None, "queued")
            return {to.addr_spec: taken for to in payload.to_recipients}
        return super().parse_recipient_status(response, payload, message)


def _is_known(response: "Response") -> bool:
    """https://developers.brevo.com/docs/heterogenous-versions-batch-emails"""
    if response.status_code != BAD_REQUEST:
        return False
    try:
        return bool(response.json().get("code") == "duplicate_parameter")
    except (ValueError, AttributeError):
        return False

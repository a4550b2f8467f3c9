"""Resend: each recipient's whole letter in one call, which it knows again by its key."""

import json

from anymail.backends import resend

from mail.providers.batched import BatchMessage


class Payload(resend.ResendPayload):
    """Each recipient's own words: Resend merges nothing."""

    message: BatchMessage

    def __init__(
        self, message: BatchMessage, defaults: dict[str, object], backend: "EmailBackend"
    ) -> None:
        key = {"Idempotency-Key": message.key}
        super().__init__(message, defaults, backend, headers=key)

    def serialize_data(self) -> str:
        """As Anymail makes it, with the token where it belongs. Equal for equal recipients."""
        letters = json.loads(super().serialize_data())
        for to, letter in zip(self.to_recipients, letters, strict=True):
            self.message.fill(to.addr_spec, letter, "subject", "text", "html")
        return self.serialize_json(letters)


class EmailBackend(resend.EmailBackend):
    """Anymail's, with a key for each call."""

    def build_message_payload(self, message: BatchMessage, defaults: dict[str, object]) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)

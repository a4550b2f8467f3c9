"""Mailtrap: each recipient's whole letter in one call; newsletters have a host of their own."""

from anymail.backends import mailtrap
from anymail.utils import get_anymail_setting

from mail.providers.batched import BatchMessage

WORDS = ("subject", "text", "html")


class Payload(mailtrap.MailtrapPayload):
    """Each recipient's own words: Mailtrap merges nothing outside its own templates."""

    message: BatchMessage

    def burst_for_batch(self) -> mailtrap.MailtrapBatchData:
        """As Anymail makes it, with the token where it belongs."""
        call = super().burst_for_batch()
        words = {name: call["base"].pop(name) for name in WORDS if name in call["base"]}
        for request in call["requests"]:
            request |= words
            self.message.fill(request["to"][0]["email"], request, *WORDS)
        return call


class EmailBackend(mailtrap.EmailBackend):
    """Anymail's, for letters that somebody waits for."""

    def build_message_payload(self, message: BatchMessage, defaults: dict[str, object]) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)


class BulkEmailBackend(EmailBackend):
    """The host for newsletters, which speaks the same."""

    def __init__(self, **options: object) -> None:
        address = get_anymail_setting(
            "bulk_api_url", esp_name=self.esp_name, default="https://bulk.api.mailtrap.io/api/"
        )
        super().__init__(api_url=address, **options)

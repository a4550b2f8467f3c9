"""Amazon SES: the words once as a template of this call alone; each recipient is answered for.

Needs the package boto3, which repeats calls by itself: here it must not.
"""

import boto3
from anymail.backends import amazon_ses
from anymail.exceptions import AnymailAPIError, AnymailUnsupportedFeature
from anymail.message import AnymailMessage, AnymailRecipientStatus
from anymail.utils import get_anymail_setting
from botocore import exceptions
from botocore.client import BaseClient
from botocore.config import Config

from mail.providers.outcomes import (
    ACCOUNT_STATUSES,
    LETTER_STATUSES,
    AccountRefused,
    NotHandedOver,
    NotYet,
    RecipientRefused,
)

TOO_MANY = 429
NEVER_CONNECTED = (
    exceptions.ConnectTimeoutError,
    exceptions.EndpointConnectionError,
    exceptions.ProxyConnectionError,
)
NO_ACCOUNT = (
    exceptions.CredentialRetrievalError,
    exceptions.NoCredentialsError,
    exceptions.NoRegionError,
    exceptions.PartialCredentialsError,
)
ACCOUNT_CODES = {
    *("AccountSuspendedException", "SendingPausedException", "NotFoundException"),
    "MailFromDomainNotVerifiedException",
}
ACCOUNT = {
    *("MAIL_FROM_DOMAIN_NOT_VERIFIED", "CONFIGURATION_SET_NOT_FOUND", "ACCOUNT_SUSPENDED"),
    *("INVALID_SENDING_POOL_NAME", "ACCOUNT_SENDING_PAUSED", "CONFIGURATION_SET_SENDING_PAUSED"),
}
BUSY = {"ACCOUNT_THROTTLED", "ACCOUNT_DAILY_QUOTA_EXCEEDED"}

Answer = dict[str, list[dict[str, str]]]


class Unclear(Exception):
    """SES may have taken the call."""


class Payload(amazon_ses.AmazonSESV2SendBulkEmailPayload):
    """Subject and body go along, where Anymail names a template kept at Amazon."""

    def init_payload(self) -> None:
        """Nothing is tracked."""
        super().init_payload()
        self.words: dict[str, str] = {}
        off = {"OpenTrackingEnabled": "DISABLED", "ClickTrackingEnabled": "DISABLED"}
        self.params["ConfigurationOverrides"] = {"Tracking": off}

    def set_subject(self, subject: str) -> None:
        """Of the template of this call."""
        self.words["Subject"] = subject

    def set_text_body(self, body: str) -> None:
        """Of the template of this call."""
        self.words["Text"] = body

    def set_html_body(self, body: str) -> None:
        """Of the template of this call."""
        self.words["Html"] = body

    def finalize_payload(self) -> None:
        """As Anymail makes it, with the words."""
        super().finalize_payload()
        template = {"TemplateContent": self.words, "TemplateData": "{}"}
        self.params["DefaultContent"] = {"Template": template}


class EmailBackend(amazon_ses.EmailBackend):
    """Anymail's: one attempt a call, and every error says whether it was heard."""

    client: BaseClient | None

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        connect, read = get_anymail_setting("requests_timeout", default=(5, 30))
        once = Config(
            retries={"total_max_attempts": 1, "mode": "standard"},
            connect_timeout=connect,
            read_timeout=read,
        )
        self.client_params["config"] = self.client_params["config"].merge(once)

        self._session: boto3.session.Session | None = None

    def open(self) -> bool:
        """A connection for this call. What takes long to find out is found out once."""
        if self.client:
            return False
        if self._session is None:
            self._session = boto3.session.Session(**self.session_params)
        self.client = self._session.client("sesv2", **self.client_params)
        return True

    def build_message_payload(
        self, message: AnymailMessage, defaults: dict[str, object]
    ) -> Payload:
        """Ours instead of Anymail's."""
        return Payload(message, defaults, self)

    def post_to_esp(self, payload: Payload, message: AnymailMessage) -> Answer:
        """Make the call. Raises what `mail.providers.outcomes` understands."""
        try:
            answer: Answer = super().post_to_esp(payload, message)
        except AnymailAPIError as error:
            raise _understood(error.__cause__) from error.__cause__
        return answer

    def parse_recipient_status(
        self, response: Answer, payload: Payload, message: AnymailMessage
    ) -> dict[str, AnymailRecipientStatus]:
        """One answer for each recipient, in their order."""
        answers = response["BulkEmailEntryResults"]
        if len(answers) != len(payload.recipients["to"]):
            raise Unclear("Not one answer for each recipient")
        said = {answer["Status"] for answer in answers}
        if said <= ACCOUNT:
            raise AccountRefused(", ".join(sorted(said)))
        if said <= BUSY:
            raise NotYet(", ".join(sorted(said)))
        pairs = zip(payload.recipients["to"], answers, strict=True)
        return {to.addr_spec: _status(answer) for to, answer in pairs}


def _status(answer: dict[str, str]) -> AnymailRecipientStatus:
    taken = answer["Status"] == "SUCCESS"
    return AnymailRecipientStatus(answer.get("MessageId"), "queued" if taken else "failed")


def _understood(error: BaseException | None) -> Exception:
    """What an error of boto3 says of the letters."""
    if isinstance(error, NEVER_CONNECTED):
        return NotHandedOver("Amazon SES does not answer.")
    if isinstance(error, NO_ACCOUNT):
        return AccountRefused(str(error))
    if isinstance(error, exceptions.ParamValidationError):
        return AnymailUnsupportedFeature(str(error))
    if not isinstance(error, exceptions.ClientError):
        return Unclear(f"{type(error).__name__}: {error}")
    facts = error.response["ResponseMetadata"]
    status = facts["HTTPStatusCode"]
    if status == TOO_MANY:
        return NotYet(str(error), seconds=facts["HTTPHeaders"].get("retry-after", ""))
    if status in ACCOUNT_STATUSES or error.response["Error"]["Code"] in ACCOUNT_CODES:
        return AccountRefused(str(error))
    if status in LETTER_STATUSES:
        return RecipientRefused(status, str(error))
    return Unclear(str(error))

"""What boto3 and Amazon SES say of the letters."""

from types import SimpleNamespace

import pytest
from anymail.utils import EmailAddress
from botocore import exceptions

from mail.enums import MailingState, Outcome
from mail.providers.outcomes import Trouble, judge
from mail.providers.ses import EmailBackend, _understood
from tests.factories.mail import mailing, send_everything


def client_error(status, code="BadRequestException", **headers):
    facts = {"HTTPStatusCode": status, "HTTPHeaders": headers}
    told = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": facts}
    return exceptions.ClientError(told, "SendBulkEmail")


@pytest.mark.parametrize(
    ("error", "outcome", "trouble"),
    [
        (client_error(400), Outcome.REFUSED, Trouble.LETTER),
        (client_error(400, "SendingPausedException"), Outcome.NOT_SENT, Trouble.ACCOUNT),
        (client_error(404, "NotFoundException"), Outcome.NOT_SENT, Trouble.ACCOUNT),
        (client_error(403, "InvalidSignature"), Outcome.NOT_SENT, Trouble.ACCOUNT),
        (client_error(429), Outcome.NOT_SENT, Trouble.BUSY),
        (client_error(500), Outcome.UNKNOWN, Trouble.NONE),
        (client_error(503), Outcome.UNKNOWN, Trouble.NONE),
        (exceptions.NoCredentialsError(), Outcome.NOT_SENT, Trouble.ACCOUNT),
        (exceptions.ParamValidationError(report="x"), Outcome.NOT_SENT, Trouble.DEFECT),
        (
            exceptions.EndpointConnectionError(endpoint_url="x"),
            Outcome.NOT_SENT,
            Trouble.UNREACHABLE,
        ),
        (exceptions.ConnectTimeoutError(endpoint_url="x"), Outcome.NOT_SENT, Trouble.UNREACHABLE),
        (exceptions.ReadTimeoutError(endpoint_url="x"), Outcome.UNKNOWN, Trouble.NONE),
        (exceptions.ConnectionClosedError(endpoint_url="x"), Outcome.UNKNOWN, Trouble.NONE),
        (exceptions.SSLError(endpoint_url="x", error="x"), Outcome.UNKNOWN, Trouble.NONE),
        (None, Outcome.UNKNOWN, Trouble.NONE),
    ],
)
def test_only_what_is_certain_is_not_unknown(error, outcome, trouble):
    verdict = judge(_understood(error))

    assert (verdict.outcome, verdict.trouble) == (outcome, trouble)


def test_how_long_to_wait_is_read_from_the_answer():
    assert judge(_understood(client_error(429, **{"retry-after": "7"}))).retry_after == 7


@pytest.mark.parametrize(
    ("statuses", "trouble"),
    [
        (["ACCOUNT_SUSPENDED", "ACCOUNT_SUSPENDED"], Trouble.ACCOUNT),
        (["ACCOUNT_THROTTLED", "ACCOUNT_DAILY_QUOTA_EXCEEDED"], Trouble.BUSY),
        (["SUCCESS"], Trouble.NONE),
    ],
)
def test_answers_that_all_say_the_same_are_about_the_account(statuses, trouble):
    to = [EmailAddress("", f"{name}@example.org") for name in "ab"]
    answer = {"BulkEmailEntryResults": [{"Status": status} for status in statuses]}

    with pytest.raises(Exception) as error:  # noqa: PT011 (judged below)
        EmailBackend().parse_recipient_status(answer, SimpleNamespace(recipients={"to": to}), None)

    assert judge(error.value).trouble is trouble


@pytest.mark.django_db
def test_without_a_key_nothing_is_sent_and_the_mailing_says_why(use, settings, monkeypatch):
    provider = use("ses")
    params = settings.ANYMAIL["AMAZON_SES_CLIENT_PARAMS"]
    keyless = {name: value for name, value in params.items() if not name.startswith("aws_")}
    settings.ANYMAIL = settings.ANYMAIL | {"AMAZON_SES_CLIENT_PARAMS": keyless}
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    sent = mailing(number=2)

    send_everything()

    sent.refresh_from_db()
    assert provider.hits == 0
    assert sent.state == MailingState.PAUSED
    assert "Unable to locate credentials" in sent.paused_reason

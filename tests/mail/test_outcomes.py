"""What an error says about the letter: went, did not go, or nobody knows."""

import smtplib
import ssl
from types import SimpleNamespace

import pytest
import requests
from anymail.exceptions import (
    AnymailConfigurationError,
    AnymailInvalidAddress,
    AnymailRequestsAPIError,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from urllib3.exceptions import (
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
)

from mail.backoff import PATIENCE, Patience
from mail.enums import Outcome, Stream
from mail.providers.outcomes import Trouble, describe, judge

NOT_SENT, REFUSED, UNKNOWN = Outcome.NOT_SENT, Outcome.REFUSED, Outcome.UNKNOWN


def answer(status, text="", **headers):
    response = SimpleNamespace(status_code=status, text=text, headers=headers, reason="", json=dict)
    return AnymailRequestsAPIError(response=response)


def no_connection(reason):
    return requests.ConnectionError(MaxRetryError(None, "/", reason))


@pytest.mark.parametrize(
    ("error", "outcome", "trouble"),
    [
        (answer(400), REFUSED, Trouble.LETTER),
        (answer(413), REFUSED, Trouble.LETTER),
        (answer(422), REFUSED, Trouble.LETTER),
        (answer(401), NOT_SENT, Trouble.ACCOUNT),
        (answer(402), NOT_SENT, Trouble.ACCOUNT),
        (answer(403), NOT_SENT, Trouble.ACCOUNT),
        (answer(404), NOT_SENT, Trouble.ACCOUNT),
        (answer(420), NOT_SENT, Trouble.ACCOUNT),
        (answer(429), NOT_SENT, Trouble.BUSY),
        (answer(200), UNKNOWN, Trouble.NONE),
        (answer(408), UNKNOWN, Trouble.NONE),
        (answer(409), UNKNOWN, Trouble.NONE),
        (answer(425), UNKNOWN, Trouble.NONE),
        (answer(500), UNKNOWN, Trouble.NONE),
        (answer(502), UNKNOWN, Trouble.NONE),
        (answer(503), UNKNOWN, Trouble.NONE),
        (requests.ConnectTimeout(), NOT_SENT, Trouble.UNREACHABLE),
        (requests.ReadTimeout(), UNKNOWN, Trouble.NONE),
        (no_connection(NewConnectionError(None, "")), NOT_SENT, Trouble.UNREACHABLE),
        (no_connection(NameResolutionError("x", None, "")), NOT_SENT, Trouble.UNREACHABLE),
        (no_connection(ssl.SSLCertVerificationError()), NOT_SENT, Trouble.UNREACHABLE),
        (requests.ConnectionError(ProtocolError("", OSError())), UNKNOWN, Trouble.NONE),
        (AnymailInvalidAddress(), REFUSED, Trouble.LETTER),
        (AnymailUnsupportedFeature(), NOT_SENT, Trouble.DEFECT),
        (AnymailSerializationError(orig_err=TypeError()), NOT_SENT, Trouble.DEFECT),
        (AnymailConfigurationError(), NOT_SENT, Trouble.DEFECT),
        (smtplib.SMTPAuthenticationError(535, b""), NOT_SENT, Trouble.ACCOUNT),
        (smtplib.SMTPServerDisconnected(), UNKNOWN, Trouble.NONE),
        (TimeoutError(), UNKNOWN, Trouble.NONE),
        (KeyError("a mistake of ours"), UNKNOWN, Trouble.NONE),
    ],
)
def test_only_what_is_certain_is_not_unknown(error, outcome, trouble):
    verdict = judge(error)

    assert (verdict.outcome, verdict.trouble) == (outcome, trouble)


def test_an_error_after_a_cause_keeps_its_cause():
    error = requests.ConnectionError()
    error.__cause__ = NewConnectionError(None, "refused")

    assert judge(error).outcome == NOT_SENT


def test_how_long_to_wait_is_read_from_the_answer():
    assert judge(answer(429, **{"Retry-After": "7"})).retry_after == 7
    assert judge(answer(429, **{"Retry-After": "soon"})).retry_after is None


def test_the_audit_trail_holds_no_address():
    told = describe(answer(400, "'Ada <ada.b+c@example.org>' is not valid: to=ben@example.org"))

    assert "400" in told
    assert "@" not in told
    assert "is not valid" in told


def test_waits_double_up_to_a_limit_and_heed_the_provider():
    patience = Patience(first=10, longest=100, attempts=3)

    assert 8 <= patience.wait(1).total_seconds() <= 12
    assert 16 <= patience.wait(2).total_seconds() <= 24
    assert 80 <= patience.wait(50).total_seconds() <= 120
    assert patience.wait(1, at_least=500).total_seconds() == 500


def test_somebody_waits_for_a_service_letter():
    assert PATIENCE[Stream.SERVICE].first < PATIENCE[Stream.BULK].first

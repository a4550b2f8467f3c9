"""Postmark's answers, recipient by recipient, and what they say of the account."""

import json
from types import SimpleNamespace

import pytest
import requests
from anymail.exceptions import AnymailRequestsAPIError
from anymail.utils import EmailAddress

from mail.enums import Outcome
from mail.providers.outcomes import AccountRefused, Trouble, judge
from mail.providers.postmark import BulkEmailBackend, EmailBackend

TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": "a@example.org"}


@pytest.fixture(autouse=True)
def key(settings):
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "key"}


def read(answer, *, status=200, recipients="abc", backend=EmailBackend):
    response = requests.Response()
    response.status_code, response._content = status, json.dumps(answer).encode()
    to = [EmailAddress("", f"{name}@example.org") for name in recipients]
    ids = {address.addr_spec: f"anymail-{address.addr_spec}" for address in to}
    payload = SimpleNamespace(to_emails=to, cc_and_bcc_emails=[], generated_message_ids=ids)
    statuses = backend().parse_recipient_status(response, payload, None)
    return [(statuses[a.addr_spec].status, statuses[a.addr_spec].message_id) for a in to]


def refusal(code, said=""):
    return {"ErrorCode": code, "Message": said}


def test_a_refusal_in_the_middle_does_not_hide_who_was_accepted():
    odd = refusal(300, "Invalid 'Header' name")

    assert read([TAKEN, odd, TAKEN]) == [("sent", "pm-1"), ("failed", None), ("sent", "pm-1")]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (refusal(406, "Found inactive addresses: b@example.org."), "rejected"),
        (refusal(300, "Invalid 'To' address: 'b@example.org'."), "invalid"),
        (refusal(300, "Invalid 'From' address."), "failed"),
        (refusal(100, "Maintenance"), "failed"),
        (refusal(405, "Not allowed to send"), "failed"),
        ({"ErrorCode": 0, "Message": "OK"}, "unknown"),
    ],
)
def test_each_recipient_is_answered_for(answer, status):
    assert [said for said, _ in read([TAKEN, answer], recipients="ab")] == ["sent", status]


@pytest.mark.parametrize("code", [10, 400, 401, 405, 412, 413])
def test_what_concerns_the_account_is_no_fault_of_a_recipient(code):
    with pytest.raises(AccountRefused):
        read([refusal(code, "no")] * 3)
    with pytest.raises(AccountRefused) as single:
        read(refusal(code, "no"), status=422)

    verdict = judge(single.value)
    assert (verdict.outcome, verdict.trouble) == (Outcome.NOT_SENT, Trouble.ACCOUNT)


@pytest.mark.parametrize("answer", [[TAKEN], [], {"Message": "OK"}, ["nonsense"] * 3])
def test_an_answer_that_makes_no_sense_is_unknown(answer):
    with pytest.raises((AnymailRequestsAPIError, AttributeError)) as error:
        read(answer)

    assert judge(error.value).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("more", [{}, {"PercentageCompleted": 0}])
def test_a_bulk_call_is_taken_as_a_whole_under_numbers_of_anymail(more):
    taken = read({"ID": "bulk-1", "Status": "Accepted"} | more, backend=BulkEmailBackend)

    assert taken == [("queued", f"anymail-{name}@example.org") for name in "abc"]


def test_a_bulk_call_that_is_not_allowed_is_refused():
    with pytest.raises(AnymailRequestsAPIError) as error:
        read(refusal(1234, "Bulk is not enabled"), status=422, backend=BulkEmailBackend)

    assert judge(error.value).outcome == Outcome.REFUSED

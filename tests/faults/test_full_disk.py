"""A disk that is full while letters are written as files."""

import email
from email import policy

import pytest

from mail.enums import DeliveryStatus, Outcome
from mail.models import Attempt, Delivery
from tests.factories.mail import letters_in, mailing
from tests.faults.course import end_all_waits, is_sent, wait_until

NUMBER = 120


@pytest.fixture
def mailbox(tmp_path, settings):
    """The folder of the letters, and a mark beside it: while that is there, the disk is full."""
    settings.EMAIL_PROVIDER = "files"
    return tmp_path / "mailbox"


def test_a_full_disk_leaves_no_half_letter_and_with_room_again_everybody_has_one(
    start_worker, tick, mailbox, tmp_path
):
    full = tmp_path / "full"
    full.touch()
    sent = mailing(number=NUMBER)
    start_worker(EMAIL_PROVIDER="files", VAR_DIR=str(tmp_path), DISK_FULL=str(full))
    wait_until(lambda: Attempt.objects.filter(outcome=Outcome.NOT_SENT).exists(), meanwhile=tick)

    assert list(mailbox.iterdir()) == []
    assert not Delivery.objects.exclude(status=DeliveryStatus.PENDING).exists()

    full.unlink()
    wait_until(is_sent(sent), meanwhile=lambda: (end_all_waits(), tick()))

    letters = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in letters_in(mailbox)
    ]
    assert {letter["To"] for letter in letters} == {f"member{n}@example.org" for n in range(NUMBER)}
    assert len(letters) == NUMBER
    assert all("Stop" in letter.get_body(("html",)).get_content() for letter in letters)
    assert [path for path in mailbox.iterdir() if path.suffix != ".eml"] == []

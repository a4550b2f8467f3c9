import pytest
from django.utils import timezone

from mail.enums import BatchState
from mail.models import Batch
from tests.factories.mail import send_everything
from tests.provider import StandIn


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Letters of this test lie in a folder of its own."""
    settings.EMAIL_PROVIDER = "files"
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    return settings.MAILBOX_DIR


@pytest.fixture
def provider(settings):
    """A stand-in that the engine believes to be Mailgun."""
    with StandIn() as stand_in:
        settings.EMAIL_PROVIDER = "mailgun"
        settings.ANYMAIL = {
            "REQUESTS_TIMEOUT": (1, 1),
            "MAILGUN_API_KEY": "key",
            "MAILGUN_API_URL": stand_in.url,
            "MAILGUN_SENDER_DOMAIN": "hub.example.org",
        }
        yield stand_in


@pytest.fixture
def due_at_once():
    """Work until nothing is left, as if every wait were over."""

    def work():
        while True:
            Batch.objects.filter(state=BatchState.READY).update(not_before=timezone.now())
            if not send_everything():
                break

    return work

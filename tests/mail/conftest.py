import pytest
from django.utils import timezone

from mail.enums import BatchState
from mail.models import Batch, RateBucket
from tests.factories.mail import send_everything
from tests.provider import StandIn


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Letters of this test lie in a folder of its own."""
    settings.EMAIL_PROVIDER = "files"
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    return settings.MAILBOX_DIR


@pytest.fixture
def provider(use):
    """A stand-in that the engine believes to be Mailgun."""
    return use("mailgun")


@pytest.fixture
def use(settings):
    """Have the engine believe that the stand-in is a provider of this name."""
    with StandIn() as stand_in:

        def be(name):
            dialect = {"mailgun": "v3", "postmark-bulk": "postmark"}.get(name, name)
            settings.EMAIL_PROVIDER = name
            settings.ANYMAIL = {"REQUESTS_TIMEOUT": (1, 1)} | stand_in.settings(dialect)
            return stand_in

        yield be


@pytest.fixture
def due_at_once():
    """Work until nothing is left, as if every wait were over."""

    def work():
        while True:
            Batch.objects.filter(state=BatchState.READY).update(not_before=timezone.now())
            RateBucket.objects.update(bulk_from=None, service_from=None)
            if not send_everything():
                break

    return work

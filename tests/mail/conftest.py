import pytest


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Letters of this test lie in a folder of its own."""
    settings.EMAIL_PROVIDER = "files"
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    return settings.MAILBOX_DIR

"""What would break the post office's promise stops the start, in words."""

import pytest

from cms.settings import mail as offered
from mail.checks import check_post_office
from mail.providers.profiles import PROFILES
from mail.providers.unfit import UNFIT


def complaints():
    return [fault.msg for fault in check_post_office()]


@pytest.mark.parametrize(
    "name", ["mailgun", "postmark", "postmark-bulk", "resend", "brevo", "mailtrap", "mailjet"]
)
def test_a_provider_with_its_keys_is_in_order(use, name):
    use(name)

    assert complaints() == []


@pytest.mark.parametrize("name", ["files", "smtp"])
def test_files_and_smtp_need_no_key(settings, name):
    settings.EMAIL_PROVIDER = name

    assert complaints() == []


@pytest.mark.parametrize("name", sorted(UNFIT))
def test_a_provider_that_cannot_carry_newsletters_is_named_with_the_reason(settings, name):
    settings.EMAIL_PROVIDER = name

    assert complaints() == [f"EMAIL_PROVIDER is “{name}”. {UNFIT[name]}"]


def test_a_provider_nobody_knows_is_an_error(settings):
    settings.EMAIL_PROVIDER = "pigeons"

    assert complaints() == ["EMAIL_PROVIDER is “pigeons”, which mail does not know."]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("postmark-bulk", "POSTMARK_SERVER_TOKEN"),
        ("resend", "RESEND_API_KEY"),
        ("brevo", "BREVO_API_KEY"),
        ("mailtrap", "MAILTRAP_API_TOKEN"),
        ("mailjet", "MAILJET_SECRET_KEY"),
    ],
)
def test_a_missing_key_is_named(use, settings, name, missing):
    use(name)
    settings.ANYMAIL = {key: value for key, value in settings.ANYMAIL.items() if key != missing}

    assert complaints()
    assert all(missing in complaint for complaint in complaints())


def test_features_that_anymail_would_drop_in_silence_are_an_error(settings):
    settings.ANYMAIL = {"IGNORE_UNSUPPORTED_FEATURES": True}

    assert complaints() == [
        "IGNORE_UNSUPPORTED_FEATURES would drop List-Unsubscribe without a word."
    ]


def test_what_the_settings_offer_has_a_profile_and_nothing_else_is_offered():
    by_another = {profile.service for profile in PROFILES.values()} - {""}

    assert set(offered._PROVIDERS) == set(PROFILES) - by_another
    assert not set(offered._PROVIDERS) & set(UNFIT)

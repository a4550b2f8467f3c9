"""What is left out of the log."""

import logging

import pytest
from django.test import Client

from cms.discretion import WithoutTokens


@pytest.mark.django_db
def test_a_log_line_about_a_letter_s_link_does_not_carry_the_link(caplog):
    caplog.handler.addFilter(WithoutTokens())

    Client().get("/unsubscribe/abcdefghijklmnop1234/")

    assert "Not Found: /unsubscribe/…/" in caplog.text
    assert "abcdefghijklmnop1234" not in caplog.text


def test_other_lines_stay_as_they_are(caplog):
    caplog.handler.addFilter(WithoutTokens())

    logging.getLogger("cms").warning("%s of %d", "one", 2)

    assert "one of 2" in caplog.text


def test_the_filter_is_at_work(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["discretion"]
    assert settings.LOGGING["filters"]["discretion"]["()"] == "cms.discretion.WithoutTokens"

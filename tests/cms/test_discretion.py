"""What is left out of the log."""

import logging

import pytest
from django.test import Client
from django.utils.crypto import get_random_string

from cms.discretion import WithoutTokens


@pytest.mark.django_db
def test_a_log_line_about_a_letter_s_link_does_not_carry_the_link(caplog):
    caplog.handler.addFilter(WithoutTokens())

    Client().get("/unsubscribe/abcdefghijklmnop1234/")

    assert "Not Found: /unsubscribe/…/" in caplog.text
    assert "abcdefghijklmnop1234" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/services/check/{}/.", "/unsubscribe/{}/%E2%80%A6/"])
def test_nor_does_one_about_a_link_that_was_copied_with_something_behind_it(caplog, address):
    caplog.handler.addFilter(WithoutTokens())
    token = get_random_string(43)

    Client().get(address.format(token))

    assert "Not Found: /" in caplog.text
    assert token not in caplog.text


def test_other_lines_stay_as_they_are(caplog):
    caplog.handler.addFilter(WithoutTokens())

    logging.getLogger("cms").warning("%s of %d", "one", 2)

    assert "one of 2" in caplog.text


def test_the_filter_is_at_work(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["discretion"]
    assert settings.LOGGING["filters"]["discretion"]["()"] == "cms.discretion.WithoutTokens"

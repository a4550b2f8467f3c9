"""A letter's link can be used for years, so what it can write for good is bounded."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import ConsentEvent
from tests.factories.newsletters import newsletter_with_archive, reader

pytestmark = pytest.mark.django_db

AS_THEY_ARE = {"letter_format": "html", "pause": "none"}
LIMIT = 20


@pytest.fixture
def ada(newsletter):
    return reader(newsletter)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


def preferences_of(subscription):
    return reverse("letter_preferences", args=[subscription.token])


def way_out_of(subscription):
    return reverse("unsubscribe", args=[subscription.token])


def use_up(browser, ada, newsletter):
    for _ in range(LIMIT):
        browser.post(preferences_of(ada), {"start": newsletter.slug})


def test_starting_and_stopping_for_ever_ends_with_a_plain_page(newsletter, site, ada, browser):
    other = newsletter_with_archive(site, name="Schools special")

    for _ in range(LIMIT + 5):
        last = browser.post(preferences_of(ada), {"start": other.slug})
        browser.post(preferences_of(ada), {"stop": other.slug})

    assert last.status_code == 429
    assert "Too many changes for now" in last.content.decode()
    assert last["Retry-After"] == "3600"
    assert ConsentEvent.objects.count() == 2 * LIMIT


def test_stopping_from_the_letter_is_bounded_too_and_always_works(newsletter, ada, browser):
    for _ in range(LIMIT + 5):
        browser.post(way_out_of(ada))
        last = browser.post(way_out_of(ada), {"instead": "start"})

    ada.refresh_from_db()
    assert last.status_code == 429
    assert ada.ended_at
    assert ConsentEvent.objects.count() == 2 * LIMIT + 1


def test_a_mail_program_may_stop_it_after_any_number_of_changes(newsletter, ada, browser):
    use_up(browser, ada, newsletter)

    page = browser.post(way_out_of(ada), {"List-Unsubscribe": "One-Click"})

    ada.refresh_from_db()
    assert page.status_code == 200
    assert ada.ended_at


def test_saved_choices_count_and_a_refused_one_changes_nothing(newsletter, ada, browser):
    for n in range(LIMIT + 1):
        frequency = "monthly" if n % 2 else "quarterly"
        last = browser.post(preferences_of(ada), AS_THEY_ARE | {"frequency": frequency})

    ada.member.refresh_from_db()
    assert last.status_code == 429
    assert ada.member.frequency == "monthly"
    assert ConsentEvent.objects.count() == LIMIT


def test_looking_is_not_counted_and_one_member_does_not_stop_another(newsletter, ada, browser):
    use_up(browser, ada, newsletter)
    ben = reader(newsletter, "ben@example.org")

    page = browser.post(preferences_of(ben), AS_THEY_ARE | {"frequency": "monthly"})

    assert "Your preferences are saved." in page.content.decode()
    assert browser.get(preferences_of(ada)).status_code == 200


def test_more_may_be_changed_after_an_hour(newsletter, ada, browser, clock):
    use_up(browser, ada, newsletter)

    clock.shift(3601)
    page = browser.post(preferences_of(ada), AS_THEY_ARE | {"frequency": "monthly"})

    assert "Your preferences are saved." in page.content.decode()

"""When a page is due for review, and when it is archived."""

from datetime import UTC, date, datetime, timedelta

import pytest

from library.enums import Freshness
from library.models import CaseStudyPage, LibraryPage
from library.years import years_after, years_before
from tests.factories.library import CaseStudyFactory


def reviewed(last, *, review=None, expiry=None):
    return CaseStudyPage(last_reviewed=last, review_date=review, expiry_date=expiry)


def test_a_page_is_due_a_year_after_the_last_review_and_from_that_very_day():
    page = reviewed(date(2026, 3, 1))

    assert page.freshness(date(2027, 2, 28)) == Freshness.CURRENT
    assert page.freshness(date(2027, 3, 1)) == Freshness.OVERDUE


def test_a_page_is_archived_two_years_after_the_last_review_and_from_that_very_day():
    page = reviewed(date(2026, 3, 1))

    assert page.freshness(date(2028, 2, 29)) == Freshness.OVERDUE
    assert page.freshness(date(2028, 3, 1)) == Freshness.ARCHIVED


def test_an_editor_may_choose_the_dates():
    page = reviewed(date(2026, 3, 1), review=date(2026, 6, 1), expiry=date(2026, 9, 1))

    assert page.freshness(date(2026, 5, 31)) == Freshness.CURRENT
    assert page.freshness(date(2026, 6, 1)) == Freshness.OVERDUE
    assert page.freshness(date(2026, 9, 1)) == Freshness.ARCHIVED


def test_reviewing_is_enough_to_be_current_again():
    page = reviewed(date(2026, 10, 1), review=date(2026, 6, 1), expiry=date(2026, 9, 1))

    assert page.freshness(date(2026, 10, 2)) == Freshness.CURRENT
    assert page.review_due == date(2027, 10, 1)
    assert page.expires == date(2028, 10, 1)


def test_a_page_without_dates_is_never_out_of_date():
    assert reviewed(None).freshness(date(2100, 1, 1)) == Freshness.CURRENT


def test_a_new_page_counts_as_reviewed_today(time_machine):
    time_machine.move_to(datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert CaseStudyPage().review_due == date(2027, 3, 1)


def test_nothing_archived_is_announced():
    page = reviewed(date(2026, 3, 1))

    assert page.is_current(datetime(2028, 2, 29, 12, tzinfo=UTC))
    assert not page.is_current(datetime(2028, 3, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize("day", [date(2027, 12, 31) + timedelta(days=n) for n in range(0, 500, 7)])
def test_years_forward_and_back_agree(day):
    leap_day = date(2028, 2, 29)
    for start in (leap_day, date(2027, 3, 1), day):
        assert (years_after(start, 1) <= day) == (start <= years_before(day, 1))


def test_a_leap_day_is_followed_by_the_first_of_march():
    assert years_after(date(2028, 2, 29), 1) == date(2029, 3, 1)
    assert years_before(date(2028, 2, 29), 1) == date(2027, 2, 28)


def test_the_database_and_the_page_agree_on_every_day(library):
    choices = (None, date(2026, 1, 15), date(2027, 6, 1))
    pages = [
        CaseStudyFactory(last_reviewed=last, review_date=review, expiry_date=expiry)
        for last in (date(2026, 3, 1), date(2028, 2, 29), None)
        for review in choices
        for expiry in (None, date(2027, 1, 1))
        if last
    ]

    for on in (date(2026, 1, 15), date(2027, 3, 1), date(2028, 2, 29), date(2029, 3, 1)):
        overdue = set(LibraryPage.objects.overdue(on).values_list("pk", flat=True))
        archived = set(LibraryPage.objects.archived(on).values_list("pk", flat=True))
        for page in pages:
            freshness = page.freshness(on)
            assert (page.pk in overdue) == (freshness == Freshness.OVERDUE)
            assert (page.pk in archived) == (freshness == Freshness.ARCHIVED)

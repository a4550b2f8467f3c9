"""Preferences by the link of a letter: its reader's choices, and nothing else about its reader."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from members.enums import ConsentAction, Frequency, LetterFormat
from members.models import ConsentEvent, Member
from newsletters.dispatching import hand_over
from newsletters.enums import EndedVia
from newsletters.models import Subscription
from tests.factories.mail import send_everything
from tests.factories.newsletters import approved, newsletter_with_archive, reader
from tests.factories.taxonomy import AreaFactory, RoleFactory, SectorFactory, TopicFactory

pytestmark = pytest.mark.django_db

AS_THEY_ARE = {"frequency": "every", "letter_format": "html", "pause": "none"}


@pytest.fixture
def ada(newsletter):
    return reader(newsletter)


@pytest.fixture
def browser():
    """Signed in nowhere, and held to the rules."""
    return Client(enforce_csrf_checks=True)


def address_of(subscription):
    return reverse("letter_preferences", args=[subscription.token])


def words(page):
    return page.content.decode()


def test_the_link_in_a_letter_leads_there(newsletter, ada, browser, mailbox):
    hand_over(approved(newsletter).pk)
    send_everything()

    letter = next(mailbox.rglob("*.eml")).read_text()

    assert f"https://hub.example.org/preferences/{ada.token}/" in letter.replace("=\n", "")
    assert browser.get(address_of(ada)).status_code == 200


def test_everything_can_be_changed_without_signing_in(newsletter, ada, browser):
    sector, topic = SectorFactory(slug="police"), TopicFactory(slug="housing")
    role, area = RoleFactory(slug="trainer"), AreaFactory(slug="halton")

    page = browser.post(
        address_of(ada),
        {
            "frequency": "quarterly",
            "letter_format": "text",
            "pause": "day",
            "pause_until": "3/1/2027",
            "sectors": [sector.pk],
            "topics": [topic.pk],
            "role": role.pk,
            "area": area.pk,
        },
    )

    assert "Your preferences are saved." in words(page)
    assert "Stay paused until 3 January 2027" in words(page)
    changed = Member.objects.get()
    assert changed.frequency == Frequency.QUARTERLY
    assert changed.letter_format == LetterFormat.TEXT
    assert changed.paused_until == date(2027, 1, 3)
    assert list(changed.sectors.all()) == [sector]
    event = ConsentEvent.objects.get()
    assert (event.action, event.source) == (ConsentAction.CHANGED, "letter")
    assert event.subject == ada.member.user.subject
    assert event.detail == {
        "sectors": ["police"],
        "topics": ["housing"],
        "role": "trainer",
        "area": "halton",
        "frequency": "quarterly",
        "form": "text",
        "paused_until": "2027-01-03",
    }


def test_it_sets_no_cookie_and_signs_nobody_in(ada, browser):
    for answer in (
        browser.get(address_of(ada)),
        browser.post(address_of(ada), AS_THEY_ARE | {"frequency": "monthly"}),
        browser.post(address_of(ada), {}),
        browser.post(address_of(ada), {"stop": "hub-news"}),
    ):
        assert not answer.cookies

    assert browser.get(reverse("preferences")).status_code == 302
    assert browser.get(reverse("leave")).status_code == 302


def test_the_page_is_not_kept_not_found_and_does_not_tell_its_address(ada, browser):
    for page in (browser.get(address_of(ada)), browser.get("/preferences/unknown-token-1234/")):
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Referrer-Policy"] == "no-referrer"


def test_it_shows_neither_the_address_nor_what_was_agreed_to(ada, browser):
    ConsentEvent.objects.create(
        subject=ada.member.user.subject,
        action=ConsentAction.CONFIRMED,
        wording="Yes, send me that.",
        source="/join/",
    )

    page = words(browser.get(address_of(ada)))

    assert "a…@example.org" in page
    assert "ada@example.org" not in page
    assert "Yes, send me that." not in page
    assert str(ada.member.user.subject) not in page


def test_looking_changes_nothing_however_often(ada, browser):
    before = Member.objects.values().get(), Subscription.objects.values().get()

    for ask in (browser.get, browser.head, browser.options):
        ask(address_of(ada), {"frequency": "monthly", "stop": "hub-news", "pause": "month"})

    assert (Member.objects.values().get(), Subscription.objects.values().get()) == before
    assert not ConsentEvent.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(ada, browser):
    page = browser.post(
        address_of(ada),
        AS_THEY_ARE | {"frequency": "monthly", "pause": "day", "pause_until": "yesterday"},
    )

    assert page.status_code == 200
    assert "<title>Error: " in words(page)
    assert 'value="yesterday"' in words(page)
    assert page.context["form"]["frequency"].value() == "monthly"
    assert Member.objects.get().frequency == Frequency.EVERY


def test_one_token_changes_one_member(newsletter, ada, browser):
    ben = reader(newsletter, "ben@example.org")

    browser.post(
        address_of(ada),
        AS_THEY_ARE | {"frequency": "monthly", "user": ben.member.user_id, "id": ben.member_id},
    )

    assert Member.objects.get(pk=ben.member_id).frequency == Frequency.EVERY


def test_another_newsletter_is_started_and_stopped(newsletter, site, ada, browser):
    other = newsletter_with_archive(site, name="Schools Special", is_default=False)

    page = words(browser.post(address_of(ada), {"start": other.slug}))

    assert "Schools Special comes to you from now on." in page
    theirs = Subscription.objects.get(newsletter=other)
    assert theirs.ended_at is None
    assert theirs.token not in page
    assert ConsentEvent.objects.last().source == "letter"

    assert "Schools Special is stopped." in words(
        browser.post(address_of(ada), {"stop": other.slug})
    )
    theirs.refresh_from_db()
    assert theirs.ended_via == EndedVia.PREFERENCES
    ada.refresh_from_db()
    assert ada.ended_at is None


def test_a_newsletter_that_is_not_offered_cannot_be_started(newsletter, site, ada, browser):
    resting = newsletter_with_archive(site, name="Resting", is_active=False)

    for pressed in ({"start": resting.slug}, {"stop": "nonsense"}):
        answer = browser.post(address_of(ada), pressed)
        assert "Nothing was changed: that newsletter is not offered any more." in words(answer)
        assert "no-store" in answer["Cache-Control"]
    assert ada.member.subscriptions.count() == 1


def test_stopping_its_own_newsletter_closes_the_link_and_shows_the_way_back(ada, browser):
    answer = browser.post(address_of(ada), {"stop": "hub-news"})

    assert answer["Location"] == reverse("unsubscribe", args=[ada.token])
    assert browser.get(address_of(ada)).status_code == 404


def test_a_link_that_ended_looks_like_one_that_never_was(newsletter, ada, browser):
    cut = browser.get("/preferences/unknown-but-well-formed-token-12/")
    unconfirmed = reader(newsletter, "ben@example.org", confirmed=False)
    closed = reader(newsletter, "eve@example.org")
    closed.member.user.is_active = False
    closed.member.user.save()
    browser.post(address_of(ada), {"stop": "hub-news"})

    for subscription in (ada, unconfirmed, closed):
        for answer in (
            browser.get(address_of(subscription)),
            browser.post(address_of(subscription), AS_THEY_ARE | {"frequency": "monthly"}),
        ):
            assert (answer.status_code, answer.content) == (404, cut.content)

    assert not Member.objects.exclude(frequency=Frequency.EVERY).exists()


@pytest.mark.parametrize("token", ["short", "a" * 400, "%00nul%00nul%00nul%00", "ŵŷ%20'--"])
def test_a_garbled_link_gets_the_same_page(newsletter, browser, token):
    for ask in (browser.get, browser.post):
        page = ask(f"/preferences/{token}/")

        assert page.status_code == 404
        assert "This link has ended" in words(page)


def test_the_link_of_a_test_letter_says_that_it_is_one(newsletter, browser):
    for ask in (browser.get, browser.post):
        page = ask("/preferences/test/")

        assert page.status_code == 200
        assert "came from a test letter" in words(page)


def test_the_token_stays_out_of_the_log(ada, browser, caplog):
    browser.put(address_of(ada))
    browser.post(address_of(ada), {"stop": "nonsense"})

    assert ada.token not in caplog.text

"""Out in one click: by anybody who holds the letter, at once, and by nothing less than a click."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from mail import suppression
from mail.enums import DeliveryStatus, SuppressionReason
from mail.models import Delivery, Suppression
from members import joining, leaving
from members.enums import ConsentAction, Frequency
from members.models import ConsentEvent, Member
from newsletters.dispatching import hand_over
from newsletters.enums import EndedVia
from newsletters.models import Newsletter, Subscription
from tests.factories.mail import send_everything
from tests.factories.newsletters import approved, member, newsletter_with_archive, reader
from tests.newsletters.test_scheduling import at_once

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mail_program():
    """It keeps no cookies, sends no CSRF token, and is held to the rules."""
    return Client(enforce_csrf_checks=True)


def address_of(subscription):
    return reverse("unsubscribe", args=[subscription.token])


def as_it_was(subscription):
    subscription.refresh_from_db()
    return subscription.ended_at is None and not Suppression.objects.exists()


@pytest.mark.django_db
def test_one_click_ends_it_without_cookie_token_or_question(newsletter, mail_program):
    ada = reader(newsletter)

    answer = mail_program.post(address_of(ada), ONE_CLICK)

    assert answer.status_code == 200
    assert not answer.cookies
    ada.refresh_from_db()
    assert ada.ended_at
    assert ada.ended_via == EndedVia.ONE_CLICK
    assert suppression.is_suppressed("ada@example.org", newsletter.scope, exactly=True)
    proof = ConsentEvent.objects.get()
    assert (proof.subject, proof.action) == (ada.member.user.subject, ConsentAction.WITHDRAWN)
    assert proof.detail == {"newsletter": "hub-news", "via": "one_click"}


@pytest.mark.django_db
def test_the_button_of_the_page_does_the_same(newsletter, mail_program):
    ada = reader(newsletter)

    page = mail_program.get(address_of(ada))
    assert re.search(r'<form[^>]*method="post"', page.content.decode())
    answer = mail_program.post(address_of(ada))

    assert answer.status_code == 200
    assert b"Hub News is stopped" in answer.content
    ada.refresh_from_db()
    assert ada.ended_via == EndedVia.PAGE


@pytest.mark.django_db
def test_looking_changes_nothing_however_often(newsletter, mail_program):
    ada = reader(newsletter)

    for ask in (mail_program.get, mail_program.head, mail_program.options):
        for _ in range(3):
            ask(address_of(ada))

    assert as_it_was(ada)
    assert not ConsentEvent.objects.exists()


@pytest.mark.django_db
def test_the_page_is_not_kept_not_found_and_does_not_tell_its_address(newsletter, mail_program):
    page = mail_program.get(address_of(reader(newsletter)))

    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "no-referrer"
    assert b"ada@example.org" not in page.content


@pytest.mark.django_db
def test_twice_is_once(newsletter, mail_program):
    ada = reader(newsletter)
    mail_program.post(address_of(ada), ONE_CLICK)
    ada.refresh_from_db()
    first = ada.ended_at

    assert mail_program.post(address_of(ada)).status_code == 200

    ada.refresh_from_db()
    assert (ada.ended_at, ada.ended_via) == (first, EndedVia.ONE_CLICK)
    assert ConsentEvent.objects.count() == Suppression.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_at_once_is_once(newsletter):
    ada = reader(newsletter)
    answers = []

    def click():
        answers.append(Client().post(address_of(ada), ONE_CLICK).status_code)

    assert not at_once(*[click] * 5)

    assert answers == [200] * 5
    assert ConsentEvent.objects.count() == Suppression.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "token",
    ["unknown-but-well-formed-token-12", "short", "a" * 400, "%00nul%00nul%00nul%00", "ŵŷ%20'--"],
)
def test_an_unknown_or_garbled_link_gets_a_kind_page(newsletter, mail_program, token):
    for ask in (mail_program.get, mail_program.post):
        page = ask(f"/unsubscribe/{token}/")

        assert page.status_code == 404
        assert b"We do not know this link" in page.content


@pytest.mark.django_db
def test_the_link_of_a_test_letter_says_that_it_is_one(newsletter, mail_program):
    page = mail_program.post("/unsubscribe/test/", ONE_CLICK)

    assert page.status_code == 200
    assert b"came from a test letter" in page.content


@pytest.mark.django_db
def test_it_holds_for_letters_that_wait_to_go(newsletter, mail_program, mailbox):
    ada, ben = reader(newsletter, "ada@example.org"), reader(newsletter, "ben@example.org")
    mailing = hand_over(approved(newsletter).pk)

    mail_program.post(address_of(ada), ONE_CLICK)
    send_everything()

    went = Delivery.objects.filter(mailing=mailing).values_list("address", "status")
    assert dict(went) == {
        "ada@example.org": DeliveryStatus.SUPPRESSED,
        "ben@example.org": DeliveryStatus.ACCEPTED,
    }
    assert ben.token != ada.token


@pytest.mark.django_db
def test_other_newsletters_go_on(newsletter, site, mail_program):
    ada = reader(newsletter)
    other = newsletter_with_archive(site, name="Other")
    Subscription.objects.create(
        member=ada.member, newsletter=other, subscribed_at=ada.subscribed_at
    )

    mail_program.post(address_of(ada), ONE_CLICK)

    assert other.subscriptions.live().count() == 1
    assert not suppression.is_suppressed("ada@example.org", other.scope)


@pytest.mark.django_db
def test_links_in_old_letters_outlive_a_change_of_keys(newsletter, mail_program, settings):
    ada = reader(newsletter)
    settings.SECRET_KEY = "another one"
    settings.SECRET_KEY_FALLBACKS = []

    assert mail_program.post(address_of(ada), ONE_CLICK).status_code == 200
    assert len(ada.token) >= 32
    assert signing.dumps("x") not in ada.token


@pytest.mark.django_db
def test_who_confirms_is_subscribed_to_what_is_for_everybody(newsletter, site):
    newsletter_with_archive(site, name="Only on request", is_default=False)
    someone = member("ada@example.org", confirmed=False)
    assert not someone.subscriptions.exists()

    joining.confirm(joining.link_token(someone), source="/join/")

    assert [s.newsletter.name for s in someone.subscriptions.live()] == ["Hub News"]


@pytest.mark.django_db
def test_who_leaves_gets_nothing_more_not_even_what_waits(newsletter, mailbox):
    ada = reader(newsletter)
    hand_over(approved(newsletter).pk)

    leaving.leave(ada.member, source="/leave/")
    send_everything()

    assert not Member.objects.exists()
    assert not Subscription.objects.exists()
    assert not Delivery.objects.filter(status=DeliveryStatus.ACCEPTED).exists()
    assert suppression.is_suppressed("ada@example.org", newsletter.scope)


@pytest.mark.django_db
def test_who_comes_back_is_written_to_again(newsletter):
    ada = reader(newsletter)
    leaving.leave(ada.member, source="/leave/")
    again = member("ada@example.org", confirmed=False)

    joining.confirm(joining.link_token(again), source="/join/")

    assert again.subscriptions.live().count() == 1
    assert not suppression.is_suppressed("ada@example.org", newsletter.scope)


@pytest.mark.django_db
class TestLessInstead:
    @pytest.fixture
    def ada(self, newsletter):
        return reader(newsletter)

    def press(self, mail_program, ada, wish):
        page = mail_program.post(address_of(ada), {"instead": wish})
        ada.refresh_from_db()
        ada.member = Member.objects.get()
        assert page.status_code == 200
        assert not page.cookies
        return page.content.decode()

    @pytest.mark.parametrize(
        ("cadence", "frequency", "offered"),
        [
            ("weekly", "every", "At most once a month"),
            ("weekly", "monthly", "At most once a quarter"),
            ("monthly", "every", "At most once a quarter"),
            ("weekly", "quarterly", None),
        ],
    )
    def test_what_would_be_less_is_offered(
        self, newsletter, ada, mail_program, cadence, frequency, offered
    ):
        Newsletter.objects.update(cadence=cadence)
        Member.objects.update(frequency=frequency)

        for _ in ("asked", "stopped"):
            page = mail_program.get(address_of(ada)).content.decode()
            assert re.findall(r"At most once a \w+", page) == ([offered] if offered else [])
            mail_program.post(address_of(ada))

    def test_the_buttons_are_alike(self, ada, mail_program):
        page = mail_program.get(address_of(ada)).content.decode()
        main = page.partition("<main")[2].partition("</main")[0]

        buttons = re.findall(r'<button[^>]*class="([^"]*)"[^>]*>([^<]*)<', main)

        assert buttons[:3] == [
            ("button", "Stop it"),
            ("button", "At most once a month"),
            ("button", "Pause for three months"),
        ]

    def test_less_often_is_kept_noted_and_never_made_more(self, ada, mail_program):
        assert "Done. Hub News comes at most once a month." in self.press(
            mail_program, ada, "monthly"
        )
        assert ada.member.frequency == Frequency.MONTHLY
        self.press(mail_program, ada, "quarterly")

        said = self.press(mail_program, ada, "monthly")

        assert "comes at most once a quarter." in said
        assert ada.member.frequency == Frequency.QUARTERLY
        assert ada.ended_at is None
        events = ConsentEvent.objects.values_list("action", "source", "detail__frequency")
        assert list(events) == [
            (ConsentAction.CHANGED, "letter", "monthly"),
            (ConsentAction.CHANGED, "letter", "quarterly"),
        ]

    def test_a_pause_lasts_three_months_and_leaves_a_longer_one(self, ada, mail_program):
        for _ in ("pressed", "pressed again"):
            said = self.press(mail_program, ada, "pause")
            assert "Newsletters come again from 24 February 2027." in said
        assert ada.member.paused_until == date(2027, 2, 24)
        assert ConsentEvent.objects.count() == 1

        Member.objects.update(paused_until=date(2027, 6, 1))
        assert "from 1 June 2027" in self.press(mail_program, ada, "pause")

    def test_a_stop_is_undone_by_one_button(self, ada, mail_program):
        mail_program.post(address_of(ada), ONE_CLICK)
        assert "Start it again" in mail_program.get(address_of(ada)).content.decode()

        for _ in ("pressed", "pressed again"):
            assert "Hub News comes to you again." in self.press(mail_program, ada, "start")

        assert as_it_was(ada)
        assert [event.action for event in ConsentEvent.objects.all()] == [
            ConsentAction.WITHDRAWN,
            ConsentAction.CHANGED,
        ]

    def test_what_was_stopped_comes_again_less_often(self, ada, mail_program):
        mail_program.post(address_of(ada))

        self.press(mail_program, ada, "monthly")

        assert as_it_was(ada)
        assert ada.member.frequency == Frequency.MONTHLY

    @pytest.mark.parametrize("wish", ["start", "monthly", "pause"])
    def test_an_old_letter_does_not_bring_back_what_was_stopped(
        self, ada, mail_program, wish, clock
    ):
        mail_program.post(address_of(ada))
        clock.shift(timedelta(days=30))

        said = self.press(mail_program, ada, wish)

        assert "Sign in to start it again" in said
        assert ada.ended_at
        assert ada.member.frequency == Frequency.EVERY
        assert ada.member.paused_until is None

    def test_who_has_not_confirmed_can_only_stop_it(self, newsletter, mail_program):
        ben = reader(newsletter, "ben@example.org", confirmed=False)

        page = mail_program.get(address_of(ben)).content.decode()
        assert "Stop it" in page
        assert "At most" not in page
        mail_program.post(address_of(ben))
        mail_program.post(address_of(ben), {"instead": "start"})

        ben.refresh_from_db()
        assert ben.ended_at

    def test_a_wish_that_nobody_offered_changes_nothing(self, ada, mail_program):
        assert "Stop Hub News?" in self.press(mail_program, ada, "every")

        assert as_it_was(ada)
        assert ada.member.frequency == Frequency.EVERY

    def test_the_button_of_a_mail_program_stops_it_whatever_else_is_sent(self, ada, mail_program):
        mail_program.post(address_of(ada), ONE_CLICK | {"instead": "start"})

        ada.refresh_from_db()
        assert ada.ended_via == EndedVia.ONE_CLICK

    def test_nothing_is_promised_that_is_not_so(self, ada, mail_program):
        suppression.suppress("ada@example.org", reason=SuppressionReason.BOUNCE)
        mail_program.post(address_of(ada))

        assert "No letter reaches you at present" in self.press(mail_program, ada, "start")

        suppression.lift("ada@example.org", scope=suppression.EVERYTHING)
        Member.objects.update(paused_until=date(2027, 6, 1))
        said = self.press(mail_program, ada, "start")
        assert "No letter reaches you" not in said
        assert "Until 1 June 2027 no newsletter is sent to you." in said

    def test_who_gets_several_is_told_what_holds_for_all(self, newsletter, site, ada, mail_program):
        told = "The other choices hold for all newsletters"
        assert told not in mail_program.get(address_of(ada)).content.decode()
        other = newsletter_with_archive(site, name="Other")
        Subscription.objects.create(
            member=ada.member, newsletter=other, subscribed_at=ada.subscribed_at
        )

        assert told in mail_program.get(address_of(ada)).content.decode()


@pytest.mark.django_db
class TestThePreferencesPage:
    @pytest.fixture
    def ada(self, newsletter, client):
        ada = reader(newsletter)
        client.force_login(ada.member.user)
        return ada

    def change(self, client, button, newsletter="hub-news"):
        return client.post(reverse("change_subscriptions"), {button: newsletter})

    def test_shows_what_comes_and_stops_it(self, client, ada, newsletter):
        assert b"Stop Hub News" in client.get(reverse("preferences")).content

        self.change(client, "stop")

        ada.refresh_from_db()
        assert ada.ended_via == EndedVia.PREFERENCES
        assert b"Start Hub News" in client.get(reverse("preferences")).content

    def test_starts_it_again_with_the_same_token_and_keeps_the_proof(self, client, ada):
        self.change(client, "stop")
        token = ada.token

        self.change(client, "start")

        ada.refresh_from_db()
        assert ada.ended_at is None
        assert ada.token == token
        assert not Suppression.objects.exists()
        assert ConsentEvent.objects.last().detail == {"newsletter": "hub-news", "subscribed": True}

    def test_looking_at_the_address_changes_nothing(self, client, ada):
        answer = client.get(reverse("change_subscriptions"))

        assert answer.status_code == 405
        assert as_it_was(ada)

    def test_knows_only_the_newsletters_that_there_are(self, client, ada):
        for slug in ("nothing-like-it", ""):
            answer = client.get(self.change(client, "stop", slug)["Location"])
            assert "Nothing was changed" in answer.content.decode()

        assert as_it_was(ada)

    def test_is_for_members_who_signed_in(self, ada, newsletter):
        answer = Client().post(reverse("change_subscriptions"), {"stop": "hub-news"})

        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]
        assert as_it_was(ada)

    def test_shows_no_part_when_there_is_no_newsletter(self, client, ada):
        Subscription.objects.all().delete()
        Newsletter.objects.update(is_active=False)

        assert b"Your newsletters" not in client.get(reverse("preferences")).content

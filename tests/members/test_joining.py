"""Joining: the form, the letter, the button."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.tasks import tick
from mail import suppression
from mail.enums import SuppressionReason
from mail.models import Delivery, Letter
from members import joining
from members.enums import ConsentAction
from members.models import ConsentEvent, Member, User
from members.signals import member_confirmed
from tests.factories.content import identity
from tests.factories.members import LONG_AGO, MemberFactory, UserFactory, letters_to

pytestmark = pytest.mark.django_db


def actions():
    return list(ConsentEvent.objects.values_list("action", flat=True))


class TestAsking:
    def test_the_box_is_not_ticked_for_anybody(self, client):
        assert 'type="checkbox"' in (html := client.get("/join/").content.decode())
        assert "checked" not in html

    def test_makes_no_member_but_writes_one_letter(self, ask_to_join):
        response = ask_to_join("ada@example.org")

        assert response.status_code == 200
        assert not Member.objects.confirmed().exists()
        assert [letter.subject for letter in letters_to("ada@example.org")] == [
            "Please confirm your e-mail address"
        ]

    def test_keeps_the_exact_words_beside_the_box(self, ask_to_join, client):
        identity(name="Sample Hub", organisation_name="Example Trust")
        shown = client.get("/join/").context["form"]["consent"].label

        ask_to_join()

        event = ConsentEvent.objects.get()
        assert event.wording == shown
        assert "Sample Hub, which is run by Example Trust, alone will send them." in shown
        assert (event.action, event.source) == (ConsentAction.REQUESTED, "/join/")

    def test_with_words_that_changed_meanwhile_shows_them_and_asks_again(self, ask_to_join):
        response = ask_to_join(shown="0123456789abcdef")

        assert "These words have changed" in response.content.decode()
        assert 'value="ada@example.org"' in response.content.decode()
        assert "checked" not in response.content.decode()
        assert not User.objects.exists()

    def test_without_the_tick_refuses_and_keeps_the_address(self, client):
        response = client.post("/join/", {"email": "ada@example.org"})

        html = response.content.decode()
        assert "Tick the box if you want us to write to you" in html
        assert 'value="ada@example.org"' in html
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("", "Enter your e-mail address"),
            ("ada.example.org", "Enter an e-mail address with an @, such as name@example.org"),
            ("ada@", "Enter an e-mail address with an @, such as name@example.org"),
            ("ада@example.org", "Enter an e-mail address with ordinary letters before the @"),
        ],
    )
    def test_says_in_words_what_is_wrong_with_an_address(self, ask_to_join, typed, answer):
        html = ask_to_join(typed).content.decode()

        assert "<title>Error: " in html
        assert html.count(answer) == 2  # in the summary and at the field
        assert f'value="{typed}"' in html or not typed
        assert "checked" in html
        assert not User.objects.exists()

    def test_takes_an_address_of_any_length_without_falling_over(self, ask_to_join):
        response = ask_to_join("a" * 60 + "@" + "bücher." * 30 + "example")

        assert response.status_code == 200
        assert not User.objects.exists()

    def test_writes_unicode_domains_as_providers_want_them(self, ask_to_join):
        ask_to_join("Ada@Bücher.Example")

        assert User.objects.get().email == "ada@xn--bcher-kva.example"

    def test_is_the_same_page_whether_or_not_the_address_is_known(self, client, ask_to_join):
        MemberFactory(user__email="known@example.org")
        MemberFactory(user__email="asked@example.org", unconfirmed=True)
        UserFactory(email="staff@example.org", administrator=True)

        pages = {
            ask_to_join(f"{who}@example.org").content.replace(who.encode(), b"X")
            for who in ("known", "asked", "staff", "stranger")
        }

        assert len(pages) == 1

    def test_takes_the_same_steps_for_every_address(self, ask_to_join):
        """What can be counted here; the clock of a shared machine proves nothing."""
        MemberFactory(user__email="known@example.org")
        MemberFactory(user__email="asked@example.org", unconfirmed=True)
        ask_to_join("warm@example.org")
        steps = {}
        for who in ("known", "asked", "stranger"):
            with CaptureQueriesContext(connection) as queries:
                ask_to_join(f"{who}@example.org")
            steps[who] = len(queries)

        assert steps["asked"] == steps["stranger"] == steps["known"] + 1  # the proof of asking

    def test_twice_gives_the_same_page_and_a_letter_each_time(self, ask_to_join):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            first = ask_to_join()
            clock.shift(timedelta(minutes=3))
            second = ask_to_join()

        assert first.content == second.content
        assert len(letters_to("ada@example.org")) == 2
        assert User.objects.count() == 1

    def test_tells_a_member_by_letter_only_that_they_are_one(self, ask_to_join):
        MemberFactory(user__email="ada@example.org")

        ask_to_join()

        (letter,) = letters_to("ada@example.org")
        assert "You are a member already" in letter.text
        assert "/preferences/" in letter.text
        assert actions() == ["requested", "confirmed"]

    def test_writes_four_letters_a_day_to_one_address_however_often_it_is_typed(self, ask_to_join):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            pages = set()
            for _ in range(8):
                pages.add(ask_to_join().content)
                clock.shift(timedelta(minutes=5))

        assert len(letters_to("ada@example.org")) == 4
        assert len(pages) == 1

    def test_twice_at_once_writes_one_letter(self, ask_to_join):
        ask_to_join()
        ask_to_join()

        assert len(letters_to("ada@example.org")) == 1

    def test_too_often_from_one_place_is_answered_by_429_in_our_design(self, client):
        for number in range(20):
            client.post("/join/", {"email": f"n{number}@example.org"})

        response = client.post("/join/", {"email": "ada@example.org"})

        assert response.status_code == 429
        assert "Please wait a little" in response.content.decode()
        assert client.get("/join/").status_code == 200

    def test_leaves_no_cookie_that_could_tell_anything(self, ask_to_join, client):
        ask_to_join()

        assert set(client.cookies) == {"csrf"}
        assert not Session.objects.exists()

    def test_needs_no_second_account_for_somebody_who_works_here(self, ask_to_join):
        editor = UserFactory(email="ed@example.org", editor=True)

        ask_to_join("ed@example.org")

        assert Member.objects.get().user == editor
        assert "confirm" in letters_to("ed@example.org")[0].text

    def test_leads_a_signed_in_member_to_their_preferences(self, client):
        client.force_login(MemberFactory().user)

        assert client.get("/join/").headers["Location"] == "/preferences/"


class TestTheLetter:
    def test_names_neither_the_address_nor_the_subject_of_the_site(self, ask_to_join):
        ask_to_join()

        letter = Letter.objects.get()
        for part in (letter.subject, letter.text, letter.html):
            assert "ada" not in part.lower()
            assert "prison" not in part.lower()

    def test_says_the_same_with_and_without_html(self, ask_to_join, link_to):
        link = link_to()

        letter = Letter.objects.get()
        assert link in letter.text
        assert link in letter.html


class TestConfirming:
    def test_opening_the_link_changes_nothing_however_often(self, client, link_to):
        link = link_to()

        for _ in range(3):
            response = client.get(link)
            assert response.status_code == 200
            assert "Confirm</button>" in response.content.decode()
        assert client.head(link).status_code == 200

        assert not Member.objects.confirmed().exists()
        assert actions() == ["requested"]
        assert not Session.objects.exists()

    def test_the_button_confirms_once(self, client, link_to):
        heard = []

        def listen(member, **kwargs):
            heard.append(member.user.email)

        member_confirmed.connect(listen)
        link = link_to()

        first = client.post(link)
        second = client.post(link)

        member_confirmed.disconnect(listen)
        assert first.headers["Location"] == "/join/interests/"
        assert "You have confirmed already" in second.content.decode()
        assert heard == ["ada@example.org"]
        assert actions() == ["requested", "confirmed"]
        assert Member.objects.confirmed().count() == 1

    def test_keeps_the_words_that_were_agreed_to(self, client, link_to):
        client.post(link_to())

        asked, confirmed = ConsentEvent.objects.all()
        assert asked.wording
        assert confirmed.wording == asked.wording
        assert confirmed.subject == asked.subject == User.objects.get().subject

    def test_signs_nobody_in(self, client, link_to):
        client.post(link_to())

        assert client.get("/preferences/").headers["Location"].startswith("/sign-in/")

    def test_works_in_a_browser_that_did_not_ask(self, link_to, client):
        link = link_to()
        client.cookies.clear()

        assert client.post(link).status_code == 302
        assert Member.objects.confirmed().exists()

    def test_every_link_of_several_works_until_one_was_used(self, client, link_to):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            first = link_to()
            clock.shift(timedelta(minutes=3))
            second = link_to()
            assert first != second
            client.post(first)
            response = client.get(second)

        assert "You have confirmed already" in response.content.decode()

    def test_a_used_link_says_so_kindly(self, client, link_to):
        link = link_to()
        client.post(link)

        response = client.get(link)

        assert response.status_code == 200
        assert "You have confirmed already" in response.content.decode()

    def test_an_old_link_says_so_kindly(self, client, link_to):
        link = link_to()

        with time_machine.travel(timezone.now() + timedelta(hours=73)):
            opened, pressed = client.get(link), client.post(link)

        for response in (opened, pressed):
            assert response.status_code == 410
            assert "This link has ended" in response.content.decode()
        assert not Member.objects.confirmed().exists()

    @pytest.mark.parametrize("token", ["x", "abc:def:ghi", "é", "a" * 500])
    def test_a_made_up_link_is_a_dead_one(self, client, token):
        assert client.get(f"/join/confirm/{token}/").status_code == 410
        assert client.post(f"/join/confirm/{token}/").status_code == 410

    def test_the_link_of_a_purged_sign_up_is_a_dead_one(self, client, link_to):
        link = link_to()
        joining.purge_unconfirmed(timezone.now() + timedelta(seconds=1))

        assert client.post(link).status_code == 410

    def test_lifts_the_suppression_of_somebody_who_was_erased(self, client, link_to):
        suppression.suppress("ada@example.org", reason=SuppressionReason.ERASED)
        link = link_to()
        assert suppression.is_suppressed("ada@example.org")

        client.post(link)

        assert not suppression.is_suppressed("ada@example.org")

    def test_a_listener_that_fails_leaves_the_link_usable(self, client, link_to):
        def fail(**kwargs):
            raise RuntimeError("no")

        link = link_to()
        member_confirmed.connect(fail)
        with pytest.raises(RuntimeError):
            client.post(link)
        member_confirmed.disconnect(fail)

        assert not Member.objects.confirmed().exists()
        assert client.post(link).status_code == 302

    def test_the_page_tells_no_other_site_where_it_is(self, client, link_to):
        response = client.get(link_to())

        assert response.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in response.headers["Cache-Control"]


class TestInterests:
    def test_are_asked_straight_after_confirming(self, client, link_to):
        client.post(link_to())

        assert "What would you like to read?" in client.get("/join/interests/").content.decode()

    def test_may_be_left_alone(self, client, link_to):
        client.post(link_to())

        response = client.post("/join/interests/", {"frequency": "every"})

        assert response.headers["Location"] == "/join/done/"
        assert actions() == ["requested", "confirmed"]
        assert client.get("/join/done/").status_code == 200

    def test_are_kept_and_noted(self, client, link_to):
        client.post(link_to())

        client.post("/join/interests/", {"frequency": "monthly"})

        assert Member.objects.get().frequency == "monthly"
        assert ConsentEvent.objects.last().detail["frequency"] == "monthly"

    def test_are_closed_after_half_an_hour(self, client, link_to):
        client.post(link_to())

        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            assert client.get("/join/interests/").headers["Location"] == "/preferences/"

    def test_chosen_before_a_long_meeting_are_saved_after_it(self, client, link_to):
        client.post(link_to())

        with time_machine.travel(timezone.now() + timedelta(hours=23)):
            response = client.post("/join/interests/", {"frequency": "monthly"})

        assert response.headers["Location"] == "/join/done/"
        assert Member.objects.get().frequency == "monthly"

    def test_chosen_too_late_are_shown_and_not_lost(self, client, link_to):
        client.post(link_to())

        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            response = client.post("/join/interests/", {"frequency": "monthly"})

        assert response.status_code == 410
        assert "Your choices were not saved" in response.content.decode()
        assert response.context["form"]["frequency"].value() == "monthly"
        assert Member.objects.get().frequency == "every"

    def test_leave_no_cookie_when_the_browser_is_closed(self, client, link_to):
        cookie = client.post(link_to()).cookies["session"]

        assert cookie["max-age"] == cookie["expires"] == ""

    def test_are_closed_to_everybody_else(self, client, link_to):
        link_to()

        assert client.get("/join/interests/").headers["Location"] == "/preferences/"
        assert client.post("/join/interests/", {"frequency": "monthly"}).status_code == 410
        assert Member.objects.get().frequency == "every"


class TestPurging:
    def test_forgets_who_never_confirmed_and_nobody_else(self):
        MemberFactory(unconfirmed=True, joined_at=LONG_AGO)
        MemberFactory(unconfirmed=True, joined_at=LONG_AGO + timedelta(days=2))
        MemberFactory(joined_at=LONG_AGO)

        assert joining.purge_unconfirmed(LONG_AGO + timedelta(days=1)) == 1
        assert Member.objects.count() == User.objects.count() == 2

    def test_is_done_by_the_tick_after_thirty_days(self, ask_to_join):
        ask_to_join()

        with time_machine.travel(timezone.now() + timedelta(days=29)):
            tick()
        assert Member.objects.exists()
        with time_machine.travel(timezone.now() + timedelta(days=30, seconds=1)):
            tick()
        assert not User.objects.exists()

    def test_takes_a_flood_in_parts(self):
        MemberFactory.create_batch(3, unconfirmed=True)

        assert joining.purge_unconfirmed(timezone.now(), most=2) == 2
        assert joining.purge_unconfirmed(timezone.now(), most=2) == 1

    def test_leaves_no_address_in_the_post_office(self, ask_to_join):
        ask_to_join()

        joining.purge_unconfirmed(timezone.now() + timedelta(seconds=1))

        assert not Delivery.objects.filter(address__isnull=False).exists()

    def test_does_not_close_the_door(self, ask_to_join):
        ask_to_join()
        joining.purge_unconfirmed(timezone.now() + timedelta(seconds=1))

        assert not suppression.is_suppressed("ada@example.org")

    def test_leaves_staff_their_account(self):
        editor = UserFactory(editor=True)
        MemberFactory(user=editor, unconfirmed=True)

        joining.purge_unconfirmed(timezone.now())

        assert User.objects.filter(pk=editor.pk).exists()
        assert not Member.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    """Several at the same moment, each on a connection of its own."""

    def at_once(self, do, times=5):
        def work(_):
            try:
                return do()
            finally:
                connection.close()

        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(work, range(times)))

    def test_five_wishes_make_one_account(self):
        self.at_once(
            lambda: joining.ask(address="ada@example.org", wording="Yes.", source="/join/")
        )

        assert User.objects.count() == Member.objects.count() == 1

    def test_five_presses_of_the_button_confirm_once(self):
        joining.ask(address="ada@example.org", wording="Yes.", source="/join/")
        token = joining.link_token(Member.objects.get())

        def press():
            try:
                return joining.confirm(token, source="letter")
            except joining.AlreadyConfirmed:
                return None

        confirmed = self.at_once(press)

        assert len([member for member in confirmed if member]) == 1
        assert actions() == ["requested", "confirmed"]

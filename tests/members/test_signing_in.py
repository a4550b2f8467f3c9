"""Signing in and out: members by code, staff by password, and no third way."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cms.tasks import tick
from members.models import Member, User
from tests.factories.members import (
    PASSWORD,
    MemberFactory,
    UserFactory,
    letters_to,
    may_open_the_desk,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MemberFactory(user__email="ada@example.org")


def ask_for_code(client, address="ada@example.org", **data):
    return client.post("/sign-in/", {"email": address, **data})


def code_in(letter):
    return re.search(r"\d{4}-\d{4}", letter.text).group()


def newest_code(address="ada@example.org"):
    return code_in(letters_to(address)[-1])


def enter(client, code, **data):
    return client.post("/sign-in/code/", {"code": code, **data})


def somebody_is_signed_in(client):
    return "_auth_user_id" in client.session


class TestByCode:
    def test_the_code_from_the_letter_lets_a_member_in(self, client, member):
        ask_for_code(client)

        response = enter(client, newest_code())

        assert response.headers["Location"] == "/preferences/"
        assert client.get("/preferences/").status_code == 200

    @pytest.mark.parametrize("typed", ["{0}{1}", " {0}-{1}\t", "{0} {1}", "{0}–{1}."])
    def test_the_code_may_be_typed_in_several_ways(self, client, member, typed):
        ask_for_code(client)

        enter(client, typed.format(*newest_code().split("-")))

        assert somebody_is_signed_in(client)

    def test_the_address_may_be_typed_in_any_case(self, client, member):
        ask_for_code(client, " ADA@Example.ORG ")

        enter(client, newest_code())

        assert somebody_is_signed_in(client)

    def test_the_code_works_once(self, client, member):
        ask_for_code(client)
        code = newest_code()
        enter(client, code)
        client.post("/sign-out/")

        assert enter(client, code).headers["Location"] == "/sign-in/"
        assert not somebody_is_signed_in(client)

    def test_the_code_works_only_in_the_browser_that_asked(self, client, member):
        ask_for_code(client)
        code = newest_code()
        client.cookies.clear()

        enter(client, code)

        assert not somebody_is_signed_in(client)

    def test_the_code_lives_ten_minutes(self, client, member):
        ask_for_code(client)
        code = newest_code()

        with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
            enter(client, code)

        assert not somebody_is_signed_in(client)

    def test_a_new_code_ends_the_old_one(self, client, member):
        ask_for_code(client)
        old = newest_code()
        ask_for_code(client)
        assert newest_code() != old

        enter(client, old)
        assert not somebody_is_signed_in(client)

        enter(client, newest_code())
        assert somebody_is_signed_in(client)

    def test_three_wrong_codes_use_up_the_right_one(self, client, member):
        ask_for_code(client)
        right = newest_code()

        for _ in range(2):
            assert "This is not the code we sent" in enter(client, "1111-1111").content.decode()
        assert enter(client, "1111-1111").headers["Location"] == "/sign-in/"
        enter(client, right)

        assert not somebody_is_signed_in(client)
        assert "Three wrong codes" in client.get("/sign-in/").content.decode()

    def test_nobody_is_written_to_without_end(self, client, member):
        answers = [ask_for_code(client).status_code for _ in range(5)]

        assert answers == [302] * 3 + [429] * 2
        assert len(letters_to("ada@example.org")) == 3

    @pytest.mark.parametrize("address", ["ada@example.org", "stranger@example.org"])
    def test_nobody_is_written_to_more_than_ten_times_a_day(self, client, member, address):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for _ in range(14):
                ask_for_code(client, address)
                clock.shift(timedelta(minutes=11))

        assert len(letters_to(address)) == 10

    def test_signing_in_makes_a_new_session(self, client, member):
        ask_for_code(client)
        before = client.session.session_key

        enter(client, newest_code())

        assert client.session.session_key != before
        assert client.session.get_expire_at_browser_close()

    def test_whoever_left_in_the_meantime_is_not_let_in(self, client, member):
        ask_for_code(client)
        code = newest_code()
        member.user.delete()

        assert "This is not the code we sent" in enter(client, code).content.decode()


class TestWhatAnOnlookerLearns:
    @pytest.fixture
    def _people(self, member):
        MemberFactory(user__email="asked@example.org", unconfirmed=True)
        UserFactory(email="editor@example.org", editor=True)
        UserFactory(email="closed@example.org", is_active=False)

    @pytest.mark.usefixtures("_people")
    def test_the_pages_are_the_same_for_every_address(self, client):
        seen = set()
        for who in ("ada", "asked", "editor", "closed", "stranger"):
            client.cookies.clear()
            sent = ask_for_code(client, f"{who}@example.org")
            asked = client.get("/sign-in/code/").content.decode()
            wrong = enter(client, "0000-0000").content.decode()
            same = re.sub(r'(value="\w{64}")|' + f"{who}@example.org", "", asked + wrong)
            seen.add((sent.status_code, sent.headers["Location"], same))

        assert len(seen) == 1

    @pytest.mark.usefixtures("_people")
    def test_the_steps_are_nearly_the_same_for_every_address(self, client):
        steps = []
        for who in ("warm", "ada", "asked", "stranger"):
            client.cookies.clear()
            with CaptureQueriesContext(connection) as queries:
                ask_for_code(client, f"{who}@example.org")
            steps.append(len(queries))

        assert max(steps[1:]) - min(steps[1:]) <= 2  # whether the desk is open to them

    @pytest.mark.usefixtures("_people")
    @pytest.mark.parametrize(
        ("who", "says"),
        [
            ("asked", "To confirm that the address is yours"),
            ("editor", "sign in with their password"),
            ("stranger", "does not know the address"),
            ("closed", "does not know the address"),
        ],
    )
    def test_only_the_mailbox_says_why_there_is_no_code(self, client, who, says):
        ask_for_code(client, f"{who}@example.org")

        (letter,) = letters_to(f"{who}@example.org")
        assert says in letter.text
        assert not re.search(r"\d{4}-\d{4}", letter.text)

    @pytest.mark.usefixtures("_people")
    def test_every_answer_is_one_letter(self, client):
        for who in ("ada", "asked", "editor", "closed", "stranger"):
            ask_for_code(client, f"{who}@example.org")
            assert len(letters_to(f"{who}@example.org")) == 1

    def test_no_letter_holds_the_address_or_a_telling_subject(self, client, member):
        ask_for_code(client)

        (letter,) = letters_to("ada@example.org")
        assert letter.subject == "Your sign-in code"
        assert "ada@" not in letter.text + letter.html
        assert code_in(letter) not in letter.subject


class TestStaff:
    @pytest.fixture
    def editor(self):
        return UserFactory(email="ed@example.org", editor=True)

    def sign_in(self, client, address="ed@example.org", password=PASSWORD, **data):
        return client.post("/sign-in/staff/", {"login": address, "password": password, **data})

    def test_sign_in_with_their_password(self, client, editor):
        response = self.sign_in(client, "ED@Example.org")

        assert response.headers["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200

    def test_come_back_to_the_page_they_wanted(self, client, editor):
        assert client.get("/admin/account/").headers["Location"] == (
            "/sign-in/staff/?next=/admin/account/"
        )

        response = self.sign_in(client, next="/admin/account/")

        assert response.headers["Location"] == "/admin/account/"

    def test_get_no_code(self, client, editor):
        ask_for_code(client, "ed@example.org")

        assert enter(client, "").status_code == 200
        assert not re.search(r"\d{4}-\d{4}", letters_to("ed@example.org")[0].text)

    def test_get_no_code_as_members_either(self, client, editor):
        MemberFactory(user=editor)

        ask_for_code(client, "ed@example.org")

        assert not re.search(r"\d{4}-\d{4}", letters_to("ed@example.org")[0].text)

    def test_a_member_who_becomes_staff_cannot_use_the_code_on_its_way(self, client, member):
        ask_for_code(client)
        may_open_the_desk(member.user)

        response = enter(client, newest_code())

        assert response.headers["Location"] == "/sign-in/staff/"
        assert not somebody_is_signed_in(client)

    def test_a_wrong_password_and_an_unknown_address_are_answered_alike(self, client, editor):
        wrong = self.sign_in(client, password="not-the-password").content.decode()
        unknown = self.sign_in(client, "nobody@example.org").content.decode()

        assert "The address and the password do not belong together." in wrong
        assert strip(wrong) == strip(unknown).replace("nobody@", "ed@")

    def test_ten_wrong_passwords_close_the_door_for_a_quarter_of_an_hour(self, client, editor):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            answers = [
                self.sign_in(client, password="not-the-password").status_code for _ in range(11)
            ]
            assert answers == [200] * 10 + [429]
            assert self.sign_in(client).status_code == 429

            clock.shift(timedelta(minutes=15, seconds=1))
            assert self.sign_in(client).headers["Location"] == "/admin/"

    def test_a_forged_header_does_not_reset_the_count(self, client, editor, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        answers = [
            client.post(
                "/sign-in/staff/",
                {"login": f"n{number}@example.org", "password": "x"},
                headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"},
            ).status_code
            for number in range(101)
        ]

        assert answers == [200] * 100 + [429]

    def test_a_closed_account_is_told_whom_to_ask(self, client, editor):
        User.objects.update(is_active=False)

        response = self.sign_in(client)

        assert response.headers["Location"] == "/sign-in/staff/"
        assert "This account is closed" in client.get("/sign-in/staff/").content.decode()

    def test_a_member_at_the_desk_is_asked_for_a_staff_account(self, client, member):
        client.force_login(member.user)

        response = client.get("/admin/", follow=True)

        assert response.redirect_chain == [("/sign-in/staff/?next=/admin/", 302)]
        assert "You are signed in as a member." in response.content.decode()

    def test_may_sign_in_over_a_member_in_the_same_browser(self, client, member, editor):
        client.force_login(member.user)

        self.sign_in(client)

        assert client.session["_auth_user_id"] == str(editor.pk)

    def test_a_form_half_filled_says_what_is_missing(self, client):
        html = self.sign_in(client, "ed@example.org", "").content.decode()

        assert html.count("Enter your password") == 2
        assert 'value="ed@example.org"' in html


class TestOtherWaysIn:
    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize(
        ("path", "leads_to"),
        [("/admin/login/", "/sign-in/staff/"), ("/_util/login/", "/sign-in/")],
    )
    def test_wagtails_own_sign_in_leads_to_ours(self, client, method, path, leads_to):
        UserFactory(email="ed@example.org", editor=True)

        response = getattr(client, method)(
            f"{path}?next=/admin/", {"username": "ed@example.org", "password": PASSWORD}
        )

        assert response.headers["Location"].startswith(leads_to)
        assert not somebody_is_signed_in(client)

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/password_reset/",
            "/accounts/signup/",
            "/accounts/login/",
            "/accounts/email/",
            "/accounts/password/set/",
            "/accounts/password/reset/",
        ],
    )
    def test_there_is_no_other_page(self, client, path):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404

    def test_a_mailbox_does_not_reset_a_password(self):
        with pytest.raises(NoReverseMatch):
            reverse("account_reset_password")

    @pytest.mark.parametrize(
        "elsewhere",
        ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
    )
    def test_nobody_is_led_to_another_site(self, client, member, elsewhere):
        UserFactory(email="ed@example.org", editor=True)
        answers = [
            ask_for_code(client, next=elsewhere),
            enter(client, newest_code(), next=elsewhere),
            client.get("/sign-in/", {"next": elsewhere}),
            client.post("/sign-out/", {"next": elsewhere}),
            client.post(
                "/sign-in/staff/",
                {"login": "ed@example.org", "password": PASSWORD, "next": elsewhere},
            ),
        ]

        assert all("evil" not in answer.headers["Location"] for answer in answers)
        assert all("javascript" not in answer.headers["Location"] for answer in answers)

    def test_the_page_one_wanted_is_kept_on_the_way(self, client, member):
        assert client.get("/leave/").headers["Location"] == "/sign-in/?next=/leave/"
        assert 'value="/leave/"' in client.get("/sign-in/?next=/leave/").content.decode()

        answer = ask_for_code(client, next="/leave/")
        assert answer.headers["Location"] == "/sign-in/code/?next=%2Fleave%2F"
        assert 'value="/leave/"' in client.get(answer.headers["Location"]).content.decode()

        assert enter(client, newest_code(), next="/leave/").headers["Location"] == "/leave/"


class TestSigningOut:
    def test_is_done_by_post(self, client, member):
        client.force_login(member.user)

        assert "Sign out?" in client.get("/sign-out/").content.decode()
        assert somebody_is_signed_in(client)

        assert client.post("/sign-out/").headers["Location"] == "/"
        assert not somebody_is_signed_in(client)

    def test_a_waiting_code_does_not_keep_one_from_typing_another_address(self, client, member):
        ask_for_code(client, "adda@example.org")

        assert client.get("/sign-in/").status_code == 200
        assert client.get("/sign-in/staff/").status_code == 200

        ask_for_code(client)
        enter(client, newest_code())
        assert somebody_is_signed_in(client)


def strip(html):
    return re.sub(r'value="\w{64}"', "", html)


def test_sessions_that_are_over_do_not_keep_the_address(client):
    ask_for_code(client)
    assert Session.objects.exists()

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        tick()

    assert not Session.objects.exists()


def test_no_session_is_kept_for_readers(client):
    for path in ("/join/", "/sign-in/", "/sign-in/staff/", "/leave/done/", "/join/done/"):
        client.get(path)

    assert not Session.objects.exists()
    assert not Member.objects.exists()

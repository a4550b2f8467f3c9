"""Users, members and consent at the editors' desk."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages

from mail import suppression
from members.enums import Actor
from members.models import ConsentEvent, Member, User
from tests.factories.members import (
    PASSWORD,
    MemberFactory,
    UserFactory,
    may_open_the_desk,
)
from tests.members.people import traces_of

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another-long-enough-password"


@pytest.fixture(autouse=True)
def administrator(client):
    made = UserFactory(email="admin@example.org", administrator=True)
    client.force_login(made)
    return made


def details(**fields):
    return {
        "email": "ed@example.org",
        "first_name": "Ed",
        "last_name": "Itor",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    } | fields


class TestUsers:
    def test_a_new_one_signs_in_whatever_the_case_they_were_entered_in(self, client):
        response = client.post("/admin/users/new/", details(email="Ed@Example.ORG"))
        assert response.status_code == 302
        made = User.objects.get(email="ed@example.org")
        may_open_the_desk(made)
        client.logout()

        client.post("/sign-in/staff/", {"login": "ED@example.org", "password": NEW_PASSWORD})

        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize("typed", ["ed@example.org", "Ed@Example.ORG"])
    def test_a_second_one_with_the_address_is_refused_in_words(self, client, typed):
        UserFactory(email="ed@example.org")

        response = client.post("/admin/users/new/", details(email=typed))

        assert response.status_code == 200
        assert "exists" in response.content.decode() or "is there already" in (
            response.content.decode()
        )
        assert User.objects.filter(email="ed@example.org").count() == 1

    @pytest.mark.parametrize("typed", ["Ed@", "ëd@example.org", "x" * 300 + "@example.org"])
    def test_what_is_no_address_is_refused_in_words(self, client, typed):
        assert client.post("/admin/users/new/", details(email=typed)).status_code == 200
        assert User.objects.count() == 1

    def test_are_edited_without_losing_their_normal_form(self, client):
        editor = UserFactory(email="ed@example.org", editor=True)

        response = client.post(
            f"/admin/users/edit/{editor.pk}/",
            details(email="Edwina@Example.org", is_active="on", password1="", password2=""),
        )

        assert response.status_code == 302
        editor.refresh_from_db()
        assert editor.email == "edwina@example.org"
        assert editor.check_password(PASSWORD)

    def test_change_their_own_address_in_its_normal_form(self, client, administrator):
        client.post(
            "/admin/account/",
            {
                "name_email-first_name": "Ad",
                "name_email-last_name": "Min",
                "name_email-email": "Admin2@Example.org",
                "notifications-submitted_notifications": "on",
                "locale-preferred_language": "",
                "locale-current_time_zone": "",
                "theme-theme": "system",
                "theme-contrast": "system",
                "theme-density": "default",
                "theme-keyboard_shortcuts": "on",
            },
        )

        administrator.refresh_from_db()
        assert administrator.email == "admin2@example.org"

    def test_are_listed_by_address_without_the_members(self, client):
        UserFactory(email="ed@example.org", editor=True)
        UserFactory(email="new@example.org")
        MemberFactory(user__email="ada@example.org")

        html = client.get("/admin/users/").content.decode()

        assert "E-mail address" in html
        assert all(f"{who}@example.org" in html for who in ("admin", "ed", "new"))
        assert "ada@example.org" not in html

    def test_a_search_finds_members_too(self, client):
        MemberFactory(user__email="ada@example.org")

        assert "ada@example.org" in client.get("/admin/users/?q=ada").content.decode()

    def test_a_member_becomes_staff_only_with_a_password(self, client):
        member = MemberFactory()
        group = Group.objects.create(name="Editors of the tests")
        form = details(
            email=member.user.email, is_active="on", groups=[group.pk], password1="", password2=""
        )

        refused = client.post(f"/admin/users/edit/{member.user_id}/", form)
        assert "does not sign in by e-mail" in refused.content.decode()
        assert not member.user.groups.exists()

        form |= {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        assert client.post(f"/admin/users/edit/{member.user_id}/", form).status_code == 302
        assert User.objects.get(pk=member.user_id).works_here

    def test_deleting_one_who_is_a_member_erases_them(self, client):
        member = MemberFactory(user__email="ada@example.org")
        subject = member.user.subject

        client.get(f"/admin/users/delete/{member.user_id}/")
        assert Member.objects.exists()
        response = client.post(f"/admin/users/delete/{member.user_id}/")

        assert response.headers["Location"] == "/admin/users/"
        assert traces_of("ada@example.org") == []
        assert suppression.is_suppressed("ada@example.org")
        last = ConsentEvent.objects.of(subject).last()
        assert (last.action, last.actor) == ("erased", Actor.STAFF)

    def test_deleting_a_colleague_deletes_the_account_and_the_membership(self, client):
        editor = UserFactory(editor=True)
        MemberFactory(user=editor)

        client.post(f"/admin/users/delete/{editor.pk}/")

        assert not User.objects.filter(pk=editor.pk).exists()
        assert not Member.objects.exists()

    def test_deleting_several_erases_the_members_among_them(self, client):
        member = MemberFactory(user__email="ada@example.org")
        editor = UserFactory(editor=True)

        client.post(f"/admin/bulk/members/user/delete/?id={member.user_id}&id={editor.pk}")

        assert User.objects.count() == 1
        assert suppression.is_suppressed("ada@example.org")

    @pytest.mark.parametrize("action", ["delete", "set_active_state"])
    def test_nothing_is_done_to_all_at_once(self, client, action):
        MemberFactory.create_batch(2)

        response = client.post(
            f"/admin/bulk/members/user/{action}/?id=all", {"mark_as_active": "False"}
        )

        assert response.headers["Location"] == "/admin/users/"
        assert "one by one" in next(str(m) for m in get_messages(response.wsgi_request))
        assert User.objects.filter(is_active=True).count() == 3


class TestMembers:
    def test_are_listed_and_found_by_address(self, client):
        MemberFactory(user__email="ada@example.org")
        MemberFactory(user__email="ben@example.org")

        assert "ada@example.org" in client.get("/admin/members/member/").content.decode()
        found = client.get("/admin/members/member/?q=ben").content.decode()
        assert "ben@example.org" in found
        assert "ada@example.org" not in found

    def test_are_listed_with_few_questions_to_the_database(
        self, client, django_assert_max_num_queries
    ):
        MemberFactory.create_batch(20)

        with django_assert_max_num_queries(40):
            client.get("/admin/members/member/")

    def test_can_be_looked_at_but_not_changed(self, client):
        member = MemberFactory(user__email="ada@example.org")

        page = client.get(f"/admin/members/member/inspect/{member.pk}/")

        assert "ada@example.org" in page.content.decode()
        assert str(member.user.subject) in page.content.decode()
        assert refused(client.get(f"/admin/members/member/edit/{member.pk}/"))
        assert refused(client.get("/admin/members/member/create/"))

    def test_can_be_erased_by_post(self, client):
        member = MemberFactory(user__email="ada@example.org")

        page = client.get(f"/admin/members/member/delete/{member.pk}/")
        assert "ada@example.org gets no more letters and is erased" in page.content.decode()
        assert Member.objects.exists()
        client.post(f"/admin/members/member/delete/{member.pk}/")

        assert traces_of("ada@example.org") == []
        assert suppression.is_suppressed("ada@example.org")
        assert ConsentEvent.objects.last().actor == Actor.STAFF


class TestConsent:
    def test_can_be_looked_at_and_nothing_else(self, client):
        MemberFactory()
        event = ConsentEvent.objects.first()

        assert "Asked to join" in client.get("/admin/members/consentevent/").content.decode()
        page = client.get(f"/admin/members/consentevent/inspect/{event.pk}/").content.decode()
        assert event.wording in page
        for action in ("edit", "delete"):
            assert refused(client.get(f"/admin/members/consentevent/{action}/{event.pk}/"))
            assert refused(client.post(f"/admin/members/consentevent/{action}/{event.pk}/"))
        assert refused(client.get("/admin/members/consentevent/create/"))
        assert ConsentEvent.objects.count() == 2

    def test_is_found_by_the_number_of_the_person(self, client):
        one, _ = MemberFactory.create_batch(2)

        page = client.get(f"/admin/members/consentevent/?q={one.user.subject}").content.decode()

        assert page.count(str(one.user.subject)) >= 2
        assert "2 " in page


class TestPermissions:
    PAGES = (
        "/admin/members/member/",
        "/admin/members/member/inspect/{member}/",
        "/admin/members/member/delete/{member}/",
        "/admin/members/consentevent/",
        "/admin/users/",
    )

    @pytest.fixture
    def pages(self):
        member = MemberFactory()
        return [page.format(member=member.pk) for page in self.PAGES]

    def test_an_editor_sees_none_of_it(self, client, pages):
        client.force_login(UserFactory(editor=True))

        assert all(refused(client.get(page)) for page in pages)
        assert "/admin/members/" not in client.get("/admin/").content.decode()

    def test_whoever_may_view_may_not_erase(self, client, pages):
        reader = UserFactory(editor=True)
        reader.user_permissions.add(Permission.objects.get(codename="view_member"))
        client.force_login(reader)

        listing, inspection, erasure, consent, users = (client.get(page) for page in pages)

        assert listing.status_code == inspection.status_code == 200
        assert refused(erasure)
        assert refused(consent)
        assert refused(users)
        assert refused(client.post(pages[2]))
        assert Member.objects.exists()

    def test_a_reader_without_an_account_is_asked_to_sign_in(self, client, pages):
        client.logout()

        for page in pages:
            assert client.get(page).headers["Location"].startswith("/sign-in/staff/?next=")


def refused(response):
    """Wagtail sends those who may not back to the home of the desk."""
    return response.status_code == 403 or response.headers.get("Location") == "/admin/"

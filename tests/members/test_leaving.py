"""Leaving is as easy as joining, and leaves nothing that names anybody."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.log_actions import log

from mail import suppression
from members import leaving
from members.enums import Actor, ConsentAction
from members.models import ConsentEvent, Member, User
from members.signals import member_left
from tests.factories.members import MemberFactory, UserFactory, letters_to, link_in
from tests.members.people import traces_of
from tests.members.test_signing_in import ask_for_code, enter, newest_code

pytestmark = pytest.mark.django_db

ADDRESS = "ada.quite-unlikely@example.org"


@pytest.fixture
def member(client):
    """Somebody who has used everything there is to use."""
    made = MemberFactory(user__email=ADDRESS)
    ask_for_code(client, ADDRESS)
    enter(client, newest_code(ADDRESS))
    chosen = {"frequency": "monthly", "letter_format": "text", "pause": "month"}
    client.post("/preferences/", chosen)
    assert Member.objects.get(pk=made.pk).is_paused
    return made


def actions(subject):
    return list(ConsentEvent.objects.of(subject).values_list("action", flat=True))


def test_is_for_those_who_are_signed_in(client):
    for method in (client.get, client.post):
        assert method("/leave/").headers["Location"] == "/sign-in/?next=/leave/"


def test_opening_the_page_changes_nothing(client, member):
    for _ in range(3):
        assert "Leave and erase my details" in client.get("/leave/").content.decode()
    client.head("/leave/")

    assert Member.objects.confirmed().exists()


def test_the_button_erases_every_trace(client, member):
    elsewhere = type(client)()
    ask_for_code(elsewhere, ADDRESS)
    log(instance=member.user, action="wagtail.edit")
    assert len(traces_of(ADDRESS)) >= 3

    response = client.post("/leave/")

    assert response.headers["Location"] == "/leave/done/"
    assert traces_of(ADDRESS) == []
    assert not any(ADDRESS in str(session.get_decoded()) for session in Session.objects.all())
    assert not User.objects.exists()
    assert not Member.objects.exists()


def test_the_proof_stays_under_a_number_and_is_found_from_the_address(client, member):
    subject = member.user.subject

    client.post("/leave/")

    assert actions(subject) == ["requested", "confirmed", "changed", "withdrawn", "erased"]
    erased = ConsentEvent.objects.get(detail__address_hmac=suppression.fingerprint(ADDRESS))
    assert (erased.subject, erased.source, erased.actor) == (subject, "/leave/", Actor.MEMBER)


def test_nobody_writes_to_the_address_again(client, member):
    client.post("/leave/")

    assert suppression.is_suppressed(ADDRESS)


def test_every_open_session_ends(client, member):
    elsewhere = type(client)()
    elsewhere.force_login(member.user)

    client.post("/leave/")

    for browser in (client, elsewhere):
        assert browser.get("/preferences/").headers["Location"].startswith("/sign-in/")


def test_listeners_still_find_the_member(client, member):
    heard = []

    def listen(member, **kwargs):
        heard.append((member.user.email, Member.objects.filter(pk=member.pk).exists()))

    member_left.connect(listen)
    client.post("/leave/")
    member_left.disconnect(listen)

    assert heard == [(ADDRESS, True)]


def test_all_of_it_happens_or_nothing(client, member):
    def fail(**kwargs):
        raise RuntimeError("no")

    member_left.connect(fail)
    with pytest.raises(RuntimeError):
        leaving.leave(member, source="/leave/")
    member_left.disconnect(fail)

    assert Member.objects.confirmed().exists()
    assert ConsentAction.WITHDRAWN not in actions(member.user.subject)
    assert not suppression.is_suppressed(ADDRESS)


def test_pressing_twice_is_leaving_once(member):
    subject = member.user.subject
    again = Member.objects.select_related("user").get()

    leaving.leave(member, source="/leave/")
    leaving.leave(again, source="/leave/")

    assert actions(subject).count("withdrawn") == 1


def test_one_may_come_back_and_is_asked_afresh(client, member):
    old = member.user.subject
    client.post("/leave/")
    page = client.get("/join/")

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        shown = page.context["form"].initial["shown"]
        client.post("/join/", {"email": ADDRESS, "consent": "on", "shown": shown})
        assert suppression.is_suppressed(ADDRESS)
        client.post(urlsplit(link_in(letters_to(ADDRESS)[-1])).path)

    back = Member.objects.confirmed().get()
    assert not suppression.is_suppressed(ADDRESS)
    assert back.user.subject != old
    assert actions(back.user.subject) == ["requested", "confirmed"]


def test_staff_keep_their_account_and_lose_the_rest(client):
    editor = UserFactory(editor=True)
    member = MemberFactory(user=editor)
    old = editor.subject
    client.force_login(editor)

    client.post("/leave/")

    editor.refresh_from_db()
    assert not Member.objects.exists()
    assert editor.subject != old
    assert actions(old)[-1] == "erased"
    assert suppression.is_suppressed(editor.email)
    assert client.get("/admin/").status_code == 200
    assert member.pk


def test_the_last_page_knows_nobody(client):
    assert "You have left" in client.get("/leave/done/").content.decode()

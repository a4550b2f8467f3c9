"""The owners of services: asked once a year, through a link that is theirs alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from library.enums import Answer, Decision, ServiceStatus
from library.models import ServiceCheck, ServiceCorrection, ServicePage
from library.owners import answering, asking
from mail.models import Delivery, Letter
from members.models import User
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.pages import home_page
from tests.factories.services import service
from tests.library.test_services import CANARY

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)
OWNER = "owner@example.org"
LONG_AGO = date(2025, 3, 20)


@pytest.fixture(autouse=True)
def library():
    home_page()
    with time_machine.travel(NOW, tick=False) as clock:
        LibraryIndexPageFactory()
        yield clock


def owned(**fields):
    """An entry that somebody should be asked about."""
    return service(**{"owner_email": OWNER, "last_reviewed": LONG_AGO} | fields)


def link():
    """The address in the newest letter."""
    return reverse("service_check", args=[Delivery.objects.latest("pk").token])


def as_shown(page, **changes):
    """The form as it comes, with some fields changed."""
    fields = answering.MAY_CORRECT
    return {field: getattr(page, field) for field in fields} | {"words": ""} | changes


def test_an_owner_is_asked_before_the_year_is_over_and_not_again():
    owned()

    assert asking.write_due() == 1
    assert asking.write_due() == 0
    letter, delivery = Letter.objects.get(), Delivery.objects.get()
    assert delivery.address == OWNER
    assert delivery.token not in letter.text
    assert delivery.token not in letter.html
    assert letter.subject == "Is your entry in our directory still right?"
    assert OWNER not in letter.text


@pytest.mark.parametrize(
    "fields",
    [
        {"last_reviewed": date(2025, 5, 1)},
        {"owner_email": ""},
        {"status": ServiceStatus.CLOSED},
    ],
)
def test_nobody_is_asked_about_what_is_fresh_or_closed_or_nobody_s(fields):
    owned(**fields)

    assert asking.write_due() == 0


def test_nobody_is_asked_about_a_draft():
    owned().unpublish()

    assert asking.write_due() == 0


def test_the_next_letter_comes_after_a_year_even_if_nobody_answered(library):
    owned()
    asking.write_due()

    library.shift(timedelta(days=364))
    assert asking.write_due() == 0
    library.shift(timedelta(days=2))
    assert asking.write_due() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_writes():
    page = owned()

    def work(_):
        try:
            return asking.ask(page.pk, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        written = list(workers.map(work, range(2)))

    assert sorted(written) == [False, True]
    assert Delivery.objects.count() == ServiceCheck.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_letter_that_could_not_be_posted_is_due_again(monkeypatch):
    page = owned()
    with monkeypatch.context() as broken:
        broken.setattr(asking.outbox, "post", _dies)
        with pytest.raises(RuntimeError):
            asking.ask(page.pk, at=NOW)

    assert not ServiceCheck.objects.exists()
    assert asking.write_due() == 1


def _dies(*args, **kwargs):
    raise RuntimeError("The worker died.")


def test_opening_the_link_shows_the_entry_and_changes_nothing(client):
    page = owned(takes="Grandparents above all.")
    asking.write_due()

    answer = client.get(link())

    assert "Grandparents above all." in answer.content.decode()
    assert "noindex" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert ServicePage.objects.get().last_reviewed == LONG_AGO
    assert client.head(link()).status_code == 200
    assert ServiceCheck.objects.get().answer == Answer.NONE
    assert page.pk


def test_the_button_makes_the_entry_fresh_and_the_link_is_used_up(client):
    page = owned()
    asking.write_due()

    answer = client.post(link(), {"answer": "right"}, follow=True)
    page = ServicePage.objects.get(pk=page.pk)

    assert "Thank you" in answer.content.decode()
    assert page.last_reviewed == NOW.date()
    assert page.verified_by == answering.THE_OWNER
    assert (
        "Last checked 10 March 2026 by the service itself" in client.get(page.url).content.decode()
    )
    assert "has been used" in client.get(link()).content.decode()
    assert "has been used" in client.post(link(), {"answer": "right"}).content.decode()


def test_an_editor_s_draft_keeps_the_day_that_the_owner_gave(client):
    page = owned()
    page.about = "An unfinished sentence"
    page.save_revision()
    asking.write_due()

    client.post(link(), {"answer": "right"})
    draft = ServicePage.objects.get().get_latest_revision_as_object()

    assert draft.about == "An unfinished sentence"
    assert draft.last_reviewed == NOW.date()
    assert ServicePage.objects.get().about == ""


def test_a_correction_waits_for_an_editor(client):
    page = owned(takes="Everybody.")
    asking.write_due()

    client.post(link(), as_shown(page, takes="Only grandparents.", words="Also: new hours."))
    page = ServicePage.objects.get()
    correction = ServiceCorrection.objects.get()

    assert page.takes == "Everybody."
    assert page.last_reviewed == LONG_AGO
    assert correction.changes == {"takes": "Only grandparents."}
    assert correction.words == "Also: new hours."
    assert correction.decision == Decision.WAITING


def test_what_is_wrong_in_a_correction_is_said_and_what_was_typed_is_kept(client):
    page = owned()
    asking.write_due()

    answer = client.post(link(), as_shown(page, email="nobody", takes="Only grandparents."))
    words = answer.content.decode()

    assert "<title>Error: " in words
    assert "Enter an e-mail address, such as" in words
    assert "Only grandparents." in words
    assert not ServiceCorrection.objects.exists()
    unchanged = client.post(link(), as_shown(page)).content.decode()
    assert "Nothing is changed yet" in unchanged


def test_an_owner_cannot_change_what_is_not_asked(client):
    page = owned()
    asking.write_due()

    changed = as_shown(page, takes="x", title="Mine", owner_email="thief@example.org", live="0")
    client.post(link(), changed)

    assert ServiceCorrection.objects.get().changes == {"takes": "x"}


def test_a_guessed_cut_or_old_link_opens_nothing(client, library):
    owned()
    asking.write_due()
    right = link()

    for wrong in (reverse("service_check", args=["a" * 43]), right[:-2] + "/"):
        assert client.get(wrong).status_code == 410
        assert client.post(wrong, {"answer": "right"}).status_code == 410
    library.shift(timedelta(days=61))
    assert client.get(right).status_code == 410
    assert client.post(right, {"answer": "right"}).status_code == 410
    assert ServicePage.objects.get().last_reviewed == LONG_AGO


def test_a_link_dies_with_the_owner_it_was_sent_to(client):
    page = owned()
    asking.write_due()
    page.owner_email = "somebody.else@example.org"
    page.save_revision().publish()

    assert client.get(link()).status_code == 410
    assert client.post(link(), {"answer": "right"}).status_code == 410


def test_a_link_opens_its_own_entry_and_no_other(client):
    first, second = owned(title="First"), owned(title="Second", owner_email="b@example.org")
    asking.ask(first.pk, at=NOW)
    client.post(link(), {"answer": "right"})

    second.refresh_from_db()
    assert second.last_reviewed == LONG_AGO


def test_not_even_the_owner_s_page_tells_a_secret_address(client):
    owned(**CANARY)
    asking.write_due()

    words = client.get(link()).content.decode()

    assert "Not published" in words
    for secret in ("Canary", "7MM", "51.469", OWNER):
        assert secret not in words


def test_the_token_is_stored_as_a_digest_and_left_out_of_the_log(client, caplog):
    owned()
    asking.write_due()
    token = Delivery.objects.get().token

    assert token not in str(ServiceCheck.objects.values().get())
    answer = client.get(link())
    assert answer.resolver_match.kwargs["token"] == token


def test_old_questions_are_forgotten(library):
    owned()
    asking.write_due()

    library.shift(timedelta(days=3 * 365 + 1))
    asking.forget_old()

    assert not ServiceCheck.objects.exists()


@pytest.fixture
def correction():
    page = owned(takes="Everybody.")
    asking.write_due()
    return answering.correct(
        ServiceCheck.objects.get(), changes={"takes": "Only grandparents."}, words=""
    ), page


def editor(group="Editors"):
    call_command("bootstrap_site", verbosity=0, renew_rights=True)
    user = User.objects.create_user(f"{group.split()[0].lower()}@example.org", "x")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def decide(client, correction, decision):
    return client.post(
        reverse("service_correction", args=[correction.pk]), {"decision": decision}, follow=True
    )


def test_an_editor_sees_both_and_publishes(correction):
    correction, page = correction
    client = editor()

    listed = client.get(reverse("library_servicecorrection_modeladmin_index")).content.decode()
    shown = client.get(reverse("service_correction", args=[correction.pk])).content.decode()
    decide(client, correction, "publish")
    page = ServicePage.objects.get()

    assert page.title in listed
    assert re.search(r"Everybody\..*Only grandparents\.", shown, re.S)
    assert page.takes == "Only grandparents."
    assert page.last_reviewed == NOW.date()
    assert "already" in decide(client, correction, "decline").content.decode()


def test_a_correction_may_become_a_draft(correction):
    correction, page = correction
    decide(editor(), correction, "draft")
    page = ServicePage.objects.get()

    assert page.takes == "Everybody."
    assert page.get_latest_revision_as_object().takes == "Only grandparents."


def test_a_correction_may_be_declined(correction):
    correction, _page = correction
    decide(editor(), correction, "decline")

    correction.refresh_from_db()
    assert correction.decision == Decision.DECLINED
    assert not ServicePage.objects.get().has_unpublished_changes


def test_nothing_is_published_over_an_editor_s_head(correction):
    correction, page = correction
    page.about = "An unfinished sentence"
    page.save_revision()
    client = editor()

    answer = client.post(
        reverse("service_correction", args=[correction.pk]), {"decision": "publish"}
    )

    assert answer.status_code in (302, 403)
    assert ServicePage.objects.get().about == ""
    assert ServicePage.objects.get().takes == "Everybody."


def test_what_could_not_be_published_says_why_and_stays_waiting(correction):
    correction, _page = correction
    correction.changes = {"status": "paused"}
    correction.save()

    answer = decide(editor(), correction, "publish").content.decode()

    assert "in the meantime" in answer
    correction.refresh_from_db()
    assert correction.decision == Decision.WAITING
    assert ServicePage.objects.get().status == ServiceStatus.OPEN


@pytest.mark.parametrize("group", ["Helpline", "Newsletter senders"])
def test_who_may_not_change_the_page_decides_on_nothing(correction, group):
    correction, _page = correction
    client = editor(group)

    decide(client, correction, "publish")

    correction.refresh_from_db()
    assert correction.decision == Decision.WAITING
    assert (
        "Only grandparents"
        not in client.get(
            reverse("service_correction", args=[correction.pk]), follow=True
        ).content.decode()
    )


def test_a_stranger_decides_on_nothing(correction, client):
    correction, _page = correction
    answer = client.post(
        reverse("service_correction", args=[correction.pk]), {"decision": "publish"}
    )

    assert answer.status_code == 302
    assert ServicePage.objects.get().takes == "Everybody."

"""The owners of services: asked once a year, through a link that is theirs alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from library.enums import Answer, Decision, ServiceStatus
from library.models import ServiceCheck, ServiceCorrection, ServicePage
from library.owners import answering, asking
from mail.models import Delivery, Letter
from tests.factories.pages import behind_a_login
from tests.factories.services import LONG_AGO, OWNER, owned
from tests.library.test_services import CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)


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


def test_the_next_letter_comes_after_a_year_even_if_nobody_answered(clock):
    owned()
    asking.write_due()

    clock.shift(timedelta(days=364))
    assert asking.write_due() == 0
    clock.shift(timedelta(days=2))
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


def test_a_guessed_cut_or_old_link_opens_nothing(client, clock):
    owned()
    asking.write_due()
    right = link()

    for wrong in (reverse("service_check", args=["a" * 43]), right[:-2] + "/"):
        assert client.get(wrong).status_code == 410
        assert client.post(wrong, {"answer": "right"}).status_code == 410
    clock.shift(timedelta(days=61))
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


def test_a_link_opens_nothing_that_went_behind_a_login(client):
    page = owned()
    asking.write_due()
    behind_a_login(page)

    assert client.get(link()).status_code == 410


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


def test_old_questions_are_forgotten(clock):
    owned()
    asking.write_due()

    clock.shift(timedelta(days=3 * 365 + 1))
    asking.forget_old()

    assert not ServiceCheck.objects.exists()

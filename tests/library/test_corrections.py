"""What owners want to have changed: an editor decides on each."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.enums import Decision, ServiceStatus
from library.models import ServiceCheck, ServicePage
from library.owners import answering, asking
from members.models import User
from tests.factories.services import owned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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
    assert page.last_reviewed == timezone.localdate()
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


@pytest.mark.parametrize("decision", ["draft", "publish"])
def test_a_page_that_somebody_has_locked_stays_as_it_is(correction, decision):
    correction, page = correction
    ServicePage.objects.update(locked=True, locked_at=timezone.now())

    answer = decide(editor(), correction, decision)

    assert "locked" in answer.content.decode()
    correction.refresh_from_db()
    assert correction.decision == Decision.WAITING
    page = ServicePage.objects.get()
    assert page.takes == page.get_latest_revision_as_object().takes == "Everybody."


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

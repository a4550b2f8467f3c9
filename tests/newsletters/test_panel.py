"""What needs somebody: only what they can act on, the most urgent first, each with one link."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mail import control
from mail.enums import BatchState
from mail.models import Batch
from newsletters.dispatching import hand_over
from newsletters.models import Dispatch
from newsletters.needs import Urgency, needs, to_come
from tests.factories.newsletters import approved, drafted, editor, member, publisher

pytestmark = pytest.mark.django_db


def of(user):
    return needs(user, at=timezone.now())


def words_of(user):
    return [need.words for need in of(user)]


def with_post(user):
    rights = ["view_mailing", "view_delivery", "control_mailing"]
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="mail", codename__in=rights)
    )
    return type(user).objects.get(pk=user.pk)


def desk(dispatch):
    return reverse("edition_desk:dispatch", args=[dispatch.pk])


def test_a_draft_that_nobody_touched_asks_to_be_worked_on(newsletter):
    dispatch = drafted(newsletter)

    for user in (editor(), publisher()):
        [need] = of(user)
        assert need.words == (
            "Hub News no. 1, due on Tuesday 24 November, is a draft that nobody has worked on."
        )
        assert need.address == reverse("wagtailadmin_pages:edit", args=[dispatch.edition_id])


def test_a_finished_draft_asks_a_second_person_and_tells_the_first_to_wait(newsletter):
    writer, second = publisher("writer@example.org"), publisher("second@example.org")
    dispatch = drafted(newsletter, by=writer)

    [asked] = of(second)
    [told] = of(writer)

    assert "waits for your approval. It was changed last by a colleague." in asked.words
    assert asked.address == desk(dispatch)
    assert "changed last by you, so it waits for a second person" in told.words


def test_in_a_team_of_one_the_writer_is_asked(newsletter):
    newsletter.allows_one_person = True
    newsletter.save()
    writer = publisher()
    drafted(newsletter, by=writer)

    assert "waits for your approval. It was changed last by you." in words_of(writer)[0]


def test_who_may_not_approve_is_never_asked_to(newsletter):
    drafted(newsletter, by=publisher())

    [need] = of(editor())

    assert "A newsletter sender approves it" in need.words
    assert need.action == "Edit it"


def test_what_is_approved_says_when_it_leaves_to_those_who_can_stop_it(newsletter):
    chief = publisher()
    dispatch = approved(newsletter, by=chief)
    soon = timezone.now() + timedelta(minutes=72)
    Dispatch.objects.filter(pk=dispatch.pk).update(send_at=soon)

    assert words_of(chief) == ["Hub News no. 1 is approved and leaves at 10:42."]
    writer = editor()
    assert words_of(writer) == []
    assert "Hub News no. 1 leaves at 10:42." in to_come(writer, at=timezone.now())


def test_what_leaves_another_day_says_which(newsletter):
    dispatch = approved(newsletter, by=(chief := publisher()))
    Dispatch.objects.filter(pk=dispatch.pk).update(send_at=timezone.now() + timedelta(days=1))

    assert "leaves on Wednesday 25 November at 9:30." in words_of(chief)[0]


def test_what_should_have_left_is_trouble(newsletter, clock):
    dispatch = approved(newsletter, by=(chief := publisher()))
    Dispatch.objects.filter(pk=dispatch.pk).update(send_at=timezone.now() + timedelta(minutes=10))
    clock.shift(timedelta(minutes=16))

    [need] = of(chief)

    assert need.urgency == Urgency.TROUBLE
    assert "should have left at 9:40 and has not" in need.words


def test_what_is_a_day_late_waits_for_a_decision(newsletter, clock):
    approved(newsletter, by=(sender := publisher()))
    clock.shift(timedelta(days=2))

    [need] = of(sender)

    assert need.urgency == Urgency.TROUBLE
    assert need.words.endswith("So late it waits for you.")


def test_a_paused_edition_asks_whoever_can_resume_it(newsletter):
    dispatch = approved(newsletter, by=(chief := publisher()))
    control.pause(hand_over(dispatch.pk))

    assert words_of(chief) == ["Hub News no. 1 is paused. Paused by staff."]
    assert words_of(editor()) == []


def test_uncertain_letters_lead_to_the_post_office_for_those_who_may_decide(newsletter):
    dispatch = approved(newsletter, by=(chief := publisher()))
    mailing = hand_over(dispatch.pk)
    Batch.objects.filter(mailing=mailing).update(
        state=BatchState.AMBIGUOUS, resolve_after=timezone.now()
    )

    assert words_of(chief) == []
    [need] = of(with_post(chief))
    assert need.words.startswith("1 letter of Hub News no. 1 is uncertain")
    assert need.address == reverse("post_office:uncertain", args=[mailing.pk])


def test_a_draft_that_the_worker_did_not_make_stands_first(newsletter, clock):
    drafted(newsletter)
    clock.shift(timedelta(days=8))

    first, second = of(editor())

    assert (first.urgency, second.urgency) == (Urgency.TROUBLE, Urgency.WORK)
    assert "and has not been made" in first.words


def test_when_nothing_waits_it_says_what_comes_next(newsletter):
    newsletter.next_due_at = timezone.now() + timedelta(days=7)
    newsletter.save(update_fields=["next_due_at"])
    client = Client()
    client.force_login(editor())

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Nothing needs you now." in page
    assert "The draft of Hub News is made on Tuesday 1 December, 9:30." in page


def test_it_is_no_business_of_members(newsletter):
    drafted(newsletter)

    assert of(member("someone@example.org").user) == []

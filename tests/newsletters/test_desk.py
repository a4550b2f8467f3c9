"""The newsletter desk: what each person sees, and what each button does."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage

from mail.composing import TOKEN
from mail.models import Delivery, Letter, Mailing
from newsletters.dispatching import hand_over
from newsletters.enums import DispatchState
from newsletters.models import Dispatch, EditionPage, Newsletter
from tests.factories.mail import send_everything
from tests.factories.newsletters import (
    approved,
    case_study,
    drafted,
    editor,
    member,
    publisher,
    reader,
)
from tests.factories.taxonomy import TopicFactory
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


def at(name, dispatch):
    return reverse(f"edition_desk:{name}", args=[dispatch.pk])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def draft(newsletter):
    reader(newsletter, "ada@example.org")
    return drafted(newsletter)


@pytest.fixture
def sender(draft):
    return signed_in(publisher())


@pytest.fixture
def chief(draft):
    return signed_in(publisher("chief@example.org", is_superuser=True))


@pytest.fixture
def writer(draft):
    return signed_in(editor())


def approve(client, dispatch, **changed):
    page = client.get(at("dispatch", dispatch))
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    told = {"seen": seen[1] if seen else "", "when": "soon"} | changed
    return client.post(at("approve", dispatch), told, follow=True)


def test_the_edition_says_where_it_stands_who_gets_it_and_what_is_amiss(sender, draft, newsletter):
    reader(newsletter, "unconfirmed@example.org", confirmed=False)
    edition = EditionPage.objects.get(pk=draft.edition_id)
    edition.preheader = ""
    edition.save_revision()

    words = text_of(sender.get(at("dispatch", draft)))

    assert "A draft. Nothing is sent until somebody approves it." in words
    assert "1 person of 2 with a subscription would get it now." in words
    assert "1: Membership not confirmed, or closed" in words
    assert "Worth a look: The preview line is empty" in words
    assert "Approve and send" in words


def test_approving_what_was_shown_sends_it(sender, draft):
    page = approve(sender, draft)

    draft.refresh_from_db()
    assert draft.state == DispatchState.APPROVED
    assert "The first letters leave within a minute." in text_of(page)


def test_a_double_click_approves_once_and_says_so_kindly(sender, draft):
    page = sender.get(at("dispatch", draft))
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]

    for _ in range(2):
        answer = sender.post(at("approve", draft), {"seen": seen, "when": "soon"}, follow=True)

    assert answer.status_code == 200
    assert "This edition is no draft any more. It is “Approved”." in text_of(answer)
    hand_over(draft.pk)
    hand_over(draft.pk)
    assert Mailing.objects.filter(stream="bulk").count() == 1


def test_an_approval_that_names_no_letter_approves_none(sender, draft):
    answer = sender.post(at("approve", draft), {"when": "soon"}, follow=True)

    draft.refresh_from_db()
    assert draft.state == DispatchState.DRAFTED
    assert "has changed since you opened this page" in text_of(answer)


def test_whoever_changed_it_last_is_told_instead_of_offered_the_button(sender, draft):
    edition = EditionPage.objects.get(pk=draft.edition_id)
    second = publisher("second@example.org")
    edition.save_revision(user=second)

    words = text_of(signed_in(second).get(at("dispatch", draft)))

    assert "somebody else has to approve it" in words
    assert "Approve and send" not in words


def test_an_editor_sees_everything_and_may_not_send(writer, draft):
    page = writer.get(at("dispatch", draft))

    assert page.status_code == 200
    assert "Approve and send" not in text_of(page)
    assert writer.post(at("approve", draft)).status_code in {302, 403}
    draft.refresh_from_db()
    assert draft.state == DispatchState.DRAFTED


@pytest.mark.parametrize(
    "name", ["dispatch", "letter", "approve", "pause", "resume", "cancel", "reopen"]
)
def test_the_desk_is_closed_to_members_and_strangers(draft, name):
    for client in (Client(), signed_in(member("someone@example.org").user)):
        for ask in (client.get, client.post):
            assert ask(at(name, draft)).status_code in {302, 403, 405}
    draft.refresh_from_db()
    assert draft.state == DispatchState.DRAFTED
    assert not Mailing.objects.filter(key__contains="test").exists()


@pytest.mark.parametrize("name", ["approve", "pause", "resume", "cancel", "reopen"])
def test_looking_at_a_button_presses_nothing(sender, draft, name):
    assert sender.get(at(name, draft)).status_code == 405


@pytest.mark.parametrize("name", ["pause", "resume", "reopen"])
def test_a_button_that_does_not_fit_the_state_is_refused_in_words(sender, draft, name):
    answer = sender.post(at(name, draft), follow=True)

    assert answer.status_code == 200
    assert re.search(r"No letter of this edition|nothing to take back", text_of(answer))


def test_cancelled_and_taken_up_again(sender, draft):
    page = sender.post(at("cancel", draft), follow=True)
    assert "Cancelled. Nothing was sent." in text_of(page)

    page = sender.post(at("reopen", draft), follow=True)
    assert "Approve and send" in text_of(page)


def test_progress_and_what_became_of_the_letters(sender, newsletter, draft):
    reader(newsletter, "ben@example.org")
    approve(sender, draft)
    hand_over(draft.pk)
    words = text_of(sender.get(at("dispatch", draft)))
    assert "The letters are on their way." in words
    assert "Waiting 2" in words

    sender.post(at("pause", draft))
    assert "Paused" in text_of(sender.get(at("dispatch", draft)))
    sender.post(at("resume", draft))
    send_everything()

    words = text_of(sender.get(at("dispatch", draft)))
    assert "Taken by the provider 2" in words


class TestWhenItLeaves:
    @pytest.fixture
    def ahead(self, newsletter, clock):
        """The draft is made on Tuesday; the edition is to go out a week later."""
        newsletter.lead_days = 7
        newsletter.undo_minutes = 10
        newsletter.save()

    def test_the_day_of_the_rhythm_is_offered_first(self, ahead, sender, draft):
        words = text_of(sender.get(at("dispatch", draft)))
        assert "On its day: Tuesday 8 December, 9:30" in words
        assert "In 10 minutes: until then it can be taken back" in words

        answer = approve(sender, draft, when="day")

        assert "It leaves on Tuesday 8 December at 9:30." in text_of(answer)
        draft.refresh_from_db()
        assert draft.send_at.isoformat() == "2026-12-08T09:30:00+00:00"

    def test_an_hour_is_that_of_the_newsletters_place(self, sender, newsletter, draft):
        Newsletter.objects.update(timezone="America/New_York")

        approve(sender, draft, when="at", at="2026-11-25T09:30")

        draft.refresh_from_db()
        assert draft.send_at.isoformat() == "2026-11-25T14:30:00+00:00"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Enter the day and the time"),
            ("tomorrow", "Enter a day and a time, such as"),
            ("2026-11-01T09:30", "That time is over."),
            ("2027-11-01T09:30", "Choose a time within 90 days."),
        ],
    )
    def test_a_time_that_makes_no_sense_is_named_and_nothing_is_lost(
        self, sender, draft, typed, said
    ):
        answer = approve(sender, draft, when="at", at=typed)

        assert said in text_of(answer)
        assert "It was not approved" in text_of(answer)
        assert f'value="{typed}"' in answer.content.decode() or not typed
        draft.refresh_from_db()
        assert draft.state == DispatchState.DRAFTED

    def test_taken_back_or_sent_at_once(self, ahead, sender, draft):
        approve(sender, draft)
        assert "Take it back" in text_of(sender.get(at("dispatch", draft)))

        assert "A draft again." in text_of(sender.post(at("reopen", draft), follow=True))
        approve(sender, draft)
        sender.post(at("hurry", draft))

        assert hand_over(draft.pk) is not None


class TestWhoGetsIt:
    def test_an_address_is_told_why(self, chief, draft, newsletter):
        paused = reader(newsletter, "paused@example.org")
        paused.member.paused_until = NOW.date() + timedelta(days=9)
        paused.member.save()

        def said(address):
            return text_of(chief.post(at("ask", draft), {"address": address}))

        assert "It would get the letter with pictures, with “A named adult" in said(
            "ADA@example.org"
        )
        assert "It would get nothing: Has paused newsletters." in said("paused@example.org")
        assert "Nobody with that address takes this newsletter." in said("who@example.org")
        assert "Enter an e-mail address with an @" in said("nonsense")
        approve(chief, draft)
        hand_over(draft.pk)
        assert "A letter was made out to it. It stands at: Waiting" in said("ada@example.org")
        assert "No letter of this edition was made out" in said("paused@example.org")

    def test_only_those_who_may_see_members_may_ask(self, sender, draft):
        answer = sender.post(at("ask", draft), {"address": "ada@example.org"}, follow=True)

        assert "you do not have permission" in text_of(answer)

    def test_a_reader_who_is_made_up_sees_their_letter(self, sender, draft):
        topic = TopicFactory(label="Nobody writes about it", slug="nobody-writes")
        address = at("letter", draft)

        assert "A named adult" in sender.get(address, {"part": "text"}).content.decode()
        answer = sender.get(address, {"part": "text", "topic": topic.slug})
        assert "they would get no letter" in answer.content.decode()
        nonsense = sender.get(address, {"part": "text", "topic": "nonsense", "area": "x"})
        assert "A named adult" in nonsense.content.decode()


def test_a_special_edition_at_any_time(sender, newsletter, draft):
    answer = sender.post(reverse("edition_desk:special", args=[newsletter.pk]), follow=True)

    special = Dispatch.objects.exclude(pk=draft.pk).get()
    assert (special.kind, special.slot) == ("special", "2026-11-24.1")
    assert answer.redirect_chain[-1][0].endswith(f"/{special.edition_id}/edit/")
    newsletter.refresh_from_db()
    due = newsletter.next_due_at
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        sender.post(reverse("edition_desk:special", args=[newsletter.pk]))
    newsletter.refresh_from_db()
    assert newsletter.next_due_at == due
    assert Dispatch.objects.filter(slot="2026-11-24.2").exists()


def test_a_correction_begins_with_the_words_of_what_was_wrong(sender, draft, newsletter):
    assert "No letter of it has left" in text_of(sender.post(at("correct", draft), follow=True))
    approve(sender, draft)
    hand_over(draft.pk)

    sender.post(at("correct", draft))

    correction = Dispatch.objects.get(corrects=draft)
    assert correction.edition.subject == "Correction: Hub News no. 1"
    assert [it.title for it in correction.edition.content().items] == [
        "A named adult in every school"
    ]
    words = text_of(sender.get(at("dispatch", correction)))
    assert "1 person of 1 with a subscription" in words


def test_a_correction_that_is_begun_twice_is_one(sender, draft):
    approve(sender, draft)
    hand_over(draft.pk)

    first, second = (sender.post(at("correct", draft)) for _ in range(2))

    assert Dispatch.objects.filter(corrects=draft).count() == 1
    assert first["Location"] == second["Location"]


def test_a_cancelled_draft_offers_nothing_that_it_has_not(chief, draft):
    chief.post(at("cancel", draft))

    page = chief.get(at("dispatch", draft)).content.decode()

    for name in ("letter", "ask"):
        assert at(name, draft) not in page
    assert "Send a test letter to" not in page
    assert "Make it a draft again" in page


class TestTheTestLetter:
    def send(self, client, dispatch, **changed):
        page = client.get(at("dispatch", dispatch))
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1]
        return client.post(
            at("dispatch", dispatch),
            {"address": "Colleague@Example.org", "ticket": ticket} | changed,
            follow=True,
        )

    def test_is_the_very_letter_marked_as_a_test(self, writer, draft):
        page = self.send(writer, draft)

        assert "on its way to colleague@example.org" in text_of(page)
        delivery = Delivery.objects.get(address="colleague@example.org")
        letter = Letter.objects.get(mailing=delivery.mailing)
        assert letter.subject == "[Test] Hub News no. 1"
        assert "A named adult in every school" in letter.text
        assert delivery.token == "test"
        draft.refresh_from_db()
        assert draft.state == DispatchState.DRAFTED

    def test_pressed_twice_is_one_letter(self, writer, draft):
        page = writer.get(at("dispatch", draft))
        ticket = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())[1]

        for _ in range(2):
            self.send(writer, draft, ticket=ticket)

        assert Delivery.objects.filter(address="colleague@example.org").count() == 1

    @pytest.mark.parametrize("address", ["", "not an address", "two@example.org, more@example.org"])
    def test_to_no_proper_address_says_what_to_enter_and_keeps_what_was_typed(
        self, writer, draft, address
    ):
        page = self.send(writer, draft, address=address)

        assert "Enter " in text_of(page)
        assert "No test letter was sent" in text_of(page)
        assert f'value="{address}"' in page.content.decode() or not address
        assert not Mailing.objects.filter(key__contains=":test:").exists()


class TestLookingAtTheLetter:
    def test_in_both_parts_with_no_more_allowed_than_its_own_styles(self, writer, draft):
        html = writer.get(at("letter", draft))
        text = writer.get(at("letter", draft) + "?part=text")

        assert "A named adult in every school" in html.content.decode()
        assert text.content.decode().startswith("Subject: Hub News no. 1\n")
        policy = html["Content-Security-Policy"]
        assert "style-src 'unsafe-inline'" in policy
        assert "script-src 'none'" in policy
        assert "default-src 'none'" in policy

    @pytest.mark.parametrize("part", ["email", "dark", "text"])
    def test_its_links_to_stop_and_to_choose_lead_to_where_nothing_happens(
        self, writer, draft, part
    ):
        letter = writer.get(at("letter", draft) + f"?part={part}").content.decode()

        assert "https://hub.example.org/unsubscribe/test/" in letter
        assert "https://hub.example.org/preferences/test/" in letter
        assert TOKEN not in letter

    def test_after_approval_it_is_the_one_that_was_approved(self, sender, draft):
        approve(sender, draft)
        edition = EditionPage.objects.get(pk=draft.edition_id)
        edition.subject = "Changed"
        edition.save_revision()

        assert "Changed" not in sender.get(at("letter", draft) + "?part=text").content.decode()


def test_the_list_shows_what_is_due_what_waits_and_what_went_out(sender, draft, newsletter):
    words = text_of(sender.get(reverse("edition_desk:index")))

    assert "Every Tuesday, 9:30" in words
    assert "Hub News no. 1" in words
    assert "No edition has gone out yet." in words


def test_the_list_says_when_a_draft_is_overdue(sender, draft, newsletter, clock):
    clock.shift(8 * 24 * 60 * 60)

    assert "has not been made" in text_of(sender.get(reverse("edition_desk:index")))


def test_gathering_before_its_time(newsletter):
    writer = signed_in(editor())
    gather = reverse("edition_desk:gather", args=[newsletter.pk])
    assert "Nothing new has been published" in text_of(writer.post(gather, follow=True))
    case_study()

    page = writer.post(gather, follow=True)

    assert "Hub News no. 1" in text_of(page)
    assert writer.get(gather).status_code == 405
    assert "send or cancel it first" in text_of(writer.post(gather, follow=True))
    assert Dispatch.objects.count() == 1


def test_the_first_page_of_the_admin_says_what_waits(writer, draft):
    words = text_of(writer.get(reverse("wagtailadmin_home")))

    assert "Hub News no. 1" in words
    assert "is a draft that nobody has worked on." in words


class TestTheEditor:
    def test_leads_to_sending_and_offers_no_second_way_to_publish(self, sender, draft):
        page = sender.get(reverse("wagtailadmin_pages:edit", args=[draft.edition_id]))

        assert at("dispatch", draft) in page.content.decode()
        assert "action-publish" not in page.content.decode()

    def test_offers_no_workflow_that_would_publish_and_send_nothing(self, writer, draft, site):
        workflow = Workflow.objects.create(name="A publisher looks at it")
        WorkflowPage.objects.create(workflow=workflow, page=site)
        address = reverse("wagtailadmin_pages:edit", args=[draft.edition_id])

        assert "action-submit" not in writer.get(address).content.decode()
        archive = reverse("wagtailadmin_pages:edit", args=[draft.newsletter.archive.pk])
        assert "action-submit" in writer.get(archive).content.decode()

    def test_offers_publishing_again_once_it_is_sent(self, sender, draft):
        approve(sender, draft)
        hand_over(draft.pk)

        page = sender.get(reverse("wagtailadmin_pages:edit", args=[draft.edition_id]))

        assert "action-publish" in page.content.decode()
        assert "the letter is kept as it was approved" in text_of(page)

    @pytest.mark.parametrize(
        ("mode", "words"),
        [
            ("", "What we promise"),
            ("email", "You get this because you asked for Hub News."),
            ("text", "Subject: Hub News no. 1"),
        ],
    )
    def test_previews_the_web_page_and_both_parts_of_the_letter(self, writer, draft, mode, words):
        address = reverse("wagtailadmin_pages:view_draft", args=[draft.edition_id])

        preview = writer.get(address, {"mode": mode})

        assert words in preview.content.decode()
        assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]

    def test_nobody_makes_an_edition_by_hand(self, sender, newsletter):
        archive = newsletter.archive
        page = sender.get(
            reverse("wagtailadmin_pages:add", args=["newsletters", "editionpage", archive.pk])
        )

        assert page.status_code == 302


class TestDeleting:
    @pytest.fixture
    def chief(self, db):
        boss = publisher("chief@example.org", is_superuser=True)
        return signed_in(boss)

    def test_a_sent_edition_is_kept_and_the_reason_said(self, newsletter, chief):
        dispatch = approved(newsletter)
        index = newsletter.archive.get_parent()

        for page in (dispatch.edition, newsletter.archive, index):
            answer = chief.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
            assert answer.status_code == 200
            assert "was approved or sent, so it is kept" in text_of(answer)
        assert EditionPage.objects.filter(pk=dispatch.edition_id).exists()

    def test_also_when_chosen_from_a_list_with_others(self, newsletter, chief):
        dispatch = approved(newsletter)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

        answer = chief.post(f"{address}?id={dispatch.edition_id}", follow=True)

        assert "was approved or sent, so it is kept" in text_of(answer)
        assert EditionPage.objects.filter(pk=dispatch.edition_id).exists()

    def test_a_draft_may_go(self, newsletter, chief):
        dispatch = drafted(newsletter)

        chief.post(reverse("wagtailadmin_pages:delete", args=[dispatch.edition_id]))

        assert not EditionPage.objects.exists()
        assert not Dispatch.objects.exists()

    def test_a_newsletter_in_use_is_kept_and_the_reason_said(self, newsletter, chief):
        address = reverse("wagtailsnippets_newsletters_newsletter:delete", args=[newsletter.pk])

        answer = chief.post(address, follow=True)

        assert answer.status_code == 200
        assert "so it is kept" in text_of(answer)
        assert Newsletter.objects.filter(pk=newsletter.pk).exists()


def test_the_settings_of_a_newsletter_can_be_changed(newsletter):
    chief = signed_in(publisher("chief@example.org", is_superuser=True))
    address = reverse("wagtailsnippets_newsletters_newsletter:edit", args=[newsletter.pk])
    page = chief.get(address)
    fields = {
        name: getattr(newsletter, name)
        for name in (
            "name",
            "slug",
            "description",
            "cadence",
            "week_of_month",
            "weekday",
            "timezone",
            "starts_on",
            "sender_name",
            "sender_address",
            "reply_to",
            "postal_address",
            "lead_days",
            "when_nothing_new",
            "repeats_nothing_of",
            "undo_minutes",
        )
    }

    answer = chief.post(
        address,
        fields | {"time_of_day": "10:00", "is_active": "on", "weekday": "2", "sections-count": "0"},
    )

    assert page.status_code == 200
    assert answer.status_code == 302
    newsletter.refresh_from_db()
    assert newsletter.rhythm == "every Wednesday, 10:00"
    assert newsletter.next_due_at.isoformat() == "2026-11-25T10:00:00+00:00"

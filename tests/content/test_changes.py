"""What changed on a page: noted once, when readers first see it, and shown to those who may."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from content import changes
from content.models import PageChange
from library.models import ResourcePage
from tests import canary
from tests.canary import WORD
from tests.factories.events import TrainingEventPageFactory
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.members import MemberFactory, UserFactory
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LONG_AGO = datetime(2025, 1, 7, 9, tzinfo=UTC)
SENTENCE = "It is 16 days, not 18."


@pytest.fixture
def site(time_machine):
    time_machine.move_to(MARCH, tick=False)
    home = home_page()
    LibraryIndexPageFactory()
    return home


def study(**fields):
    """A page that readers have known for long, published with a version."""
    page = CaseStudyFactory(first_published_at=LONG_AGO, **fields)
    page.save_revision().publish()
    return page.__class__.objects.get(pk=page.pk)


def publish(page, kind="corrected", sentence=SENTENCE):
    page = page.get_latest_revision_as_object()
    page.change_kind, page.what_changed = kind, sentence
    revision = page.save_revision()
    revision.publish()
    return revision


def noted():
    return list(PageChange.objects.order_by("pk").values_list("kind", "sentence", "made_at"))


def shown(page, client=None):
    answer = (client or Client()).get(page.url)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.content, "html.parser").select(".change")
    return [" ".join(it.get_text().split()) for it in found]


def test_a_correction_is_noted_when_it_is_published_and_not_before(site):
    page = study()
    page.change_kind, page.what_changed = "corrected", SENTENCE
    revision = page.save_revision()
    assert noted() == []

    revision.publish()

    assert noted() == [("corrected", SENTENCE, MARCH)]
    assert shown(page) == [f"Corrected 3 March 2026: {SENTENCE}"]


@pytest.mark.parametrize("make", [study, None])
def test_items_and_events_alike_say_what_changed(site, make):
    page = make() if make else TrainingEventPageFactory(live=True, first_published_at=LONG_AGO)
    if not make:
        page.save_revision()

    publish(page, "updated", "There is a second date.")

    assert shown(page) == ["Updated 3 March 2026: There is a second date."]


def test_a_page_that_says_nothing_shows_nothing_and_asks_nothing(site, django_assert_num_queries):
    page = study()

    assert shown(page) == []
    with django_assert_num_queries(0):
        assert changes.shown(page) is None


def test_what_is_said_before_anybody_could_read_the_page_is_no_news(site, time_machine):
    page = CaseStudyFactory(live=False, change_kind="corrected", what_changed=SENTENCE)
    page.save_revision().publish()
    time_machine.move_to(MARCH + timedelta(days=1), tick=False)
    page.get_latest_revision().publish()

    assert noted() == [("corrected", SENTENCE, None)]
    assert shown(page) == [f"Corrected: {SENTENCE}"]


def test_publishing_the_same_words_again_makes_no_second_change(site, time_machine):
    page = study()
    publish(page)
    time_machine.move_to(MARCH + timedelta(days=9), tick=False)

    publish(page)
    Page.objects.get(pk=page.pk).specific.unpublish()
    page.refresh_from_db()
    page.get_latest_revision().publish()

    assert noted() == [("corrected", SENTENCE, MARCH)]


def test_going_back_to_an_older_version_and_forth_is_no_news(site, time_machine):
    page = study()
    first = publish(page, "updated", "The figures are those of 2025.")
    time_machine.move_to(MARCH + timedelta(days=9), tick=False)
    second = publish(page)
    time_machine.move_to(MARCH + timedelta(days=20), tick=False)

    first.publish()
    assert shown(page) == ["Updated 3 March 2026: The figures are those of 2025."]
    second.publish()

    assert shown(page) == [f"Corrected 12 March 2026: {SENTENCE}"]
    assert PageChange.objects.count() == 2


def test_a_version_published_at_its_time_is_noted_at_that_time(site, time_machine):
    page = study()
    goes_live = MARCH + timedelta(days=2)
    draft = page.get_latest_revision_as_object()
    draft.change_kind, draft.what_changed, draft.go_live_at = "corrected", SENTENCE, goes_live
    draft.save_revision().publish()
    assert noted() == []

    time_machine.move_to(goes_live + timedelta(minutes=1), tick=False)
    call_command("publish_scheduled")

    assert noted() == [("corrected", SENTENCE, goes_live + timedelta(minutes=1))]


@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_says_nothing_of_what_changed_on_the_other_page(site, keep_live):
    page = study()
    publish(page)
    page = Page.objects.get(pk=page.pk).specific

    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=keep_live)
    copy.get_latest_revision().publish()

    assert {it.content["what_changed"] for it in copy.revisions.all()} == {""}
    assert PageChange.objects.filter(page=copy).count() == 0
    assert shown(Page.objects.get(pk=copy.pk)) == []


def test_an_alias_repeats_the_words_and_is_no_news(site):
    page = study()
    alias = page.create_alias(update_slug="alias")

    publish(page)

    assert [change.page_id for change in PageChange.objects.all()] == [page.pk]
    assert Page.objects.get(pk=alias.pk).specific.what_changed == SENTENCE


@pytest.mark.parametrize(
    ("kind", "sentence", "field"),
    [("corrected", "", "what_changed"), ("", SENTENCE, "change_kind")],
)
def test_a_change_without_its_sentence_or_its_kind_is_not_published(site, kind, sentence, field):
    page = study()
    page.change_kind, page.what_changed = kind, sentence
    page.full_clean(exclude=["kept_by"])  # a draft may be unfinished

    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert [*refused.value.error_dict] == [field]


def test_the_editor_of_an_event_is_asked_for_the_sentence_when_publishing(site):
    event = TrainingEventPageFactory(live=True, first_published_at=LONG_AGO)
    form_class = event.get_edit_handler().get_form_class()

    streams = {f"{name}-count": "0" for name in ("dates", "body", "materials", "comments")}
    words = {"change_kind": "corrected", "what_changed": " ", "comments-TOTAL_FORMS": "0"}

    form = form_class(streams | words, instance=event)

    assert form.errors["what_changed"] == ["Say in one sentence what has changed."]


@pytest.mark.parametrize("kind", canary.kinds())
def test_of_an_item_for_members_only_members_read_what_changed(site, client, kind):
    page = canary.item(kind, for_members=True)
    assert page.what_changed == WORD
    assert PageChange.objects.filter(page=page, sentence=WORD).update(made_at=MARCH)
    member = Client()
    member.force_login(MemberFactory().user)

    assert WORD not in client.get(page.url).content.decode()
    assert shown(page, member) == [f"Updated 3 March 2026: {WORD}"]


def test_search_engines_read_a_correction(site, client):
    page = study()
    publish(page)

    data = client.get(page.url).content.decode()

    assert '"@type": "CorrectionComment"' in data
    assert '"datePublished": "2026-03-03T09:30:00+00:00"' in data


def test_an_item_is_found_by_what_changed(site, client):
    page = canary.item(ResourcePage, change_kind="updated", what_changed="Grobblewitz")

    assert page.url in client.get("/library/?q=grobblewitz").content.decode()


def test_the_words_are_asked_for_in_the_form_and_looked_at_in_the_preview(site):
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    page = study()
    form = chief.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="change_kind"' in form
    assert 'name="what_changed"' in form

    page.change_kind, page.what_changed = "updated", "The figures are new."
    preview = page.make_preview_request().content.decode()

    assert "The figures are new." in preview

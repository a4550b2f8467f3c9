"""How an editor writes a record: a draft may be anything, publishing asks for everything."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from library.enums import SectionStatus
from library.models import CaseStudyPage
from library.models.evidence import ANONYMITY
from members.models import User
from taxonomy.models import Topic
from tests.factories.library import TERMS, CaseStudyFactory, EvidenceTypeFactory

STREAMS = (
    "challenges",
    "key_numbers",
    "lessons",
    "references",
    "timeline",
    "versions",
    "read_beside",
    "voices",
)


@pytest.fixture
def desk(db, client):
    """The admin, with somebody who may do everything."""
    client.force_login(User.objects.create_superuser(email="editor@example.org"))
    return client


@pytest.fixture
def new(library):
    return reverse("wagtailadmin_pages:add", args=["library", "casestudypage", library.pk])


@pytest.fixture
def whole(db):
    """Everything that publishing asks for."""
    return {
        "title": "Halton: who raises the alert",
        "slug": "halton",
        "summary": "A debate on who should tell others.",
        "purpose": "To settle who tells.",
        "information_correct_at": "2008-04-01",
        "evidence_type": EvidenceTypeFactory().pk,
        **{name: [made().pk] for name, made in TERMS.items()},
        **dict.fromkeys(ANONYMITY, "on"),
    }


def lessons(*texts):
    blocks = [("lesson", {"lesson": text, "detail": ""}) for text in texts]
    return nested_form_data({"lessons": streamfield(blocks)})


def blank(client, url):
    """What a browser sends back untouched; a script makes the address and fills the lists."""
    html = client.get(url).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form").copy()
    data.update(nested_form_data({name: streamfield([]) for name in STREAMS}))
    data["slug"] = data["slug"] or "halton"
    return data


def send(client, url, changes, action=None):
    """Open the form, change some of it, press a button: "publish", or save the draft."""
    data = blank(client, url)
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    if action:
        data[f"action-{action}"] = "1"
    return client.post(url, data)


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def latest():
    return CaseStudyPage.objects.get().get_latest_revision_as_object()


def test_a_draft_needs_no_more_than_a_title(desk, new):
    answer = send(desk, new, {"title": "Halton"})

    assert answer.status_code == 302
    assert not CaseStudyPage.objects.get().live


def test_a_draft_may_break_every_rule_and_keeps_what_was_typed(desk, new):
    long_text = "word " * 251
    answer = send(
        desk,
        new,
        {
            "title": "Halton" * 20,
            "started": "last year or so",
            "funding_status": "described",
            "context_text": rich_text(f"<p>{long_text}</p>"),
            "method_quality": "plus",
            "contact_is_public": "on",
            **lessons("Put it in writing."),
        },
    )

    assert answer.status_code == 302
    draft = latest()
    assert draft.started == "last year or so"
    assert draft.context_text.count("word") == 251
    assert draft.lessons[0].value["lesson"] == "Put it in writing."
    assert draft.contact_is_public


def test_autosave_takes_an_incomplete_draft(desk, new):
    data = blank(desk, new)
    data["title"] = "Halton"

    answer = desk.post(new, data, headers={"accept": "application/json"})

    assert json.loads(answer.content)["success"] is True
    assert CaseStudyPage.objects.get().draft_title == "Halton"


def test_publishing_an_incomplete_page_names_each_gap_and_loses_nothing(desk, new):
    answer = send(
        desk,
        new,
        {
            "title": "Halton",
            "funding_text": rich_text("<p>Nobody pays for it.</p>"),
            "started": "last year",
            **lessons("Put it in writing.", "Ask early."),
        },
        "publish",
    )

    html = answer.content.decode()
    assert not CaseStudyPage.objects.exists()
    for sentence in (
        "This field is required.",
        "Choose at least one topic.",
        "Choose at least one stage; “Any stage” is one.",
        "Choose the area it covers.",
        "Give at least 3 lessons, or none",
        "Write a month and a year, such as March 2021, or only the year.",
        "Tick this once you have checked it.",
    ):
        assert sentence in html
    for typed in ("Nobody pays for it.", "Put it in writing.", "Ask early.", "last year"):
        assert typed in html


def test_a_page_with_everything_is_published(desk, new, whole):
    answer = send(desk, new, whole, "publish")

    page = CaseStudyPage.objects.get()
    assert answer.status_code == 302
    assert page.live
    assert [topic.pk for topic in page.topics.all()] == whole["topics"]
    assert desk.get(page.url).status_code == 200


def test_publishing_names_every_mistake_at_once(desk, new, whole):
    mistakes = {
        "title": "x" * 91,
        "summary": "x" * 161,
        "context_text": rich_text("<p>" + "word " * 251 + "</p>"),
        "funding_status": "described",
        "method_quality": "plus",
        "independent_evaluation": "yes",
        "contact_is_public": "on",
        "anonymous_people": [],
    }

    html = send(desk, new, whole | mistakes, "publish").content.decode()

    for sentence in (
        "The title has 91 characters. Shorten it to 90.",
        "at most 160 characters",
        "“Context and need” has 251 words. Shorten it to 250.",
        "“Funding” is marked as described but is empty.",
        "Say in one sentence why it is rated so.",
        "Say who made these judgements.",
        "Give the address of the evaluation.",
        "Say who agreed to be shown, and when.",
        "Tick this once you have checked it.",
    ):
        assert sentence in html
    assert not CaseStudyPage.objects.exists()


def test_two_hundred_and_fifty_words_may_be_published(desk, new, whole):
    text = rich_text("<p>" + "word " * 249 + "<b>word</b></p>")

    send(desk, new, whole | {"context_text": text}, "publish")

    assert CaseStudyPage.objects.get().live


def test_a_section_with_words_in_it_is_described(desk, new, whole):
    text = rich_text("<p>Nine schools share the cost.</p>")

    send(desk, new, whole | {"funding_text": text}, "publish")

    assert CaseStudyPage.objects.get().funding_status == SectionStatus.DESCRIBED


def test_lessons_describe_their_section(desk, new, whole):
    send(desk, new, whole | lessons("Ask.", "Write.", "Count."), "publish")

    assert CaseStudyPage.objects.get().lessons_status == SectionStatus.DESCRIBED


def test_another_status_may_have_words_beside_it(desk, new, whole):
    text = rich_text("<p>A bid has been written.</p>")

    send(desk, new, whole | {"funding_status": "nothing_yet", "funding_text": text}, "publish")

    page = CaseStudyPage.objects.get()
    assert page.funding_status == SectionStatus.NOTHING_YET
    assert "A bid has been written." in page.funding_text


def test_an_eighth_lesson_is_refused(desk, new, whole):
    answer = send(desk, new, whole | lessons(*["Ask."] * 8), "publish")

    assert "The maximum number of items is 7" in answer.content.decode()


def test_a_draft_of_a_live_page_may_have_gaps_and_the_live_page_stays(desk, library):
    page = CaseStudyFactory(live=True, summary="What readers see.")

    answer = send(desk, edit(page), {"summary": "", "topics": []})

    assert answer.status_code == 302
    assert latest().summary == ""
    page.refresh_from_db()
    assert page.summary == "What readers see."
    assert page.topics.exists()


def test_a_page_can_be_looked_at_before_it_is_saved(desk, new, whole, library):
    preview = reverse(
        "wagtailadmin_pages:preview_on_add", args=["library", "casestudypage", library.pk]
    )
    data = blank(desk, new)
    data["title"] = "Halton"
    data.setlist("topics", whole["topics"])

    answer = desk.post(preview, data)
    html = desk.get(preview).content.decode()

    assert json.loads(answer.content)["is_valid"] is True
    assert "Halton" in html
    assert Topic.objects.get().label in html


def test_only_the_kinds_of_this_type_are_offered(desk, new):
    html = desk.get(new).content.decode()

    assert "Strategy or protocol in action" in html
    assert "Service model" not in html


def test_a_page_is_looked_after_by_staff_and_never_by_a_member(desk, new):
    editors = Group.objects.create(name="Test editors")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    User.objects.create_user(email="colleague@example.org").groups.add(editors)
    User.objects.create_user(email="member@example.org")

    html = desk.get(new).content.decode()

    assert "colleague@example.org" in html
    assert "member@example.org" not in html


def test_a_live_page_can_be_copied_unpublished_and_aliased(library):
    page = CaseStudyFactory(title="Halton", slug="halton")

    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)
    alias = page.create_alias(update_slug="alias")
    page.unpublish()

    assert copy.live
    assert list(copy.topics.all()) == list(page.topics.all())
    assert alias.topics.exists()
    assert not CaseStudyPage.objects.get(pk=page.pk).live


def test_publishing_from_code_asks_for_the_same(library):
    with pytest.raises(ValidationError) as refused:
        CaseStudyFactory(topics=[], anonymous_people=False, funding_status="described")

    assert set(refused.value.message_dict) == {"topics", "anonymous_people", "funding_status"}

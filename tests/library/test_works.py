"""Works of others, and answers: each kind whole, empty and full."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.versions import renew
from library.enums import Access, Cost, Kind, Rating, Standing
from library.models import (
    CaseStudyPage,
    LibraryIndexPage,
    PolicyPage,
    ProtocolPage,
    QuestionPage,
    ResearchPage,
    ResourcePage,
)
from tests.factories.content import document
from tests.factories.library import (
    TERMS,
    CaseStudyFactory,
    EvidenceTypeFactory,
    LibraryIndexPageFactory,
    PracticeExampleFactory,
    some,
)
from tests.factories.pages import home_page
from tests.factories.taxonomy import ResourceTypeFactory

pytestmark = pytest.mark.django_db

BODY = json.dumps([{"type": "text", "value": "<p>What is known of it.</p>"}])
KINDS = (ResourcePage, ProtocolPage, PolicyPage, ResearchPage, QuestionPage)


@pytest.fixture(autouse=True)
def library():
    home_page()
    return LibraryIndexPageFactory()


def made(kind, **fields):
    """The smallest page of that kind that may be published."""
    told = "answer" if kind is QuestionPage else "body"
    page = kind(
        **{
            "title": "A work",
            "summary": "What it is, in one sentence.",
            "information_correct_at": "2026-03-01",
            "evidence_type": some(EvidenceTypeFactory),
            told: BODY,
        }
        | fields
    )
    for name, factory in TERMS.items():
        setattr(page, name, [some(factory)])
    if kind is ResourcePage and "resource_type" not in fields:
        page.resource_type = ResourceTypeFactory(label="Toolkit", slug="toolkit")
    LibraryIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return kind.objects.get(pk=page.pk)


def shown(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_made_in_the_library_read_and_found_by_its_words(client, kind):
    page = made(kind, title="Lanternfish")

    assert kind in LibraryIndexPage.objects.get().creatable_subpage_models()
    assert page.kind == kind.kinds[0]
    assert "What is known of it." in shown(client, page)
    assert "Was this useful?" in shown(client, page)
    assert page.url in client.get("/library/?q=lanternfish").content.decode()
    assert page.url in client.get(f"/library/?kind={page.kind}").content.decode()
    assert page.url not in client.get(f"/library/?kind={Kind.LOCAL_AREA}").content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_without_its_terms_is_not_published(kind):
    page = made(kind)
    page.topics = []

    with pytest.raises(ValidationError, match="Choose at least one topic"):
        page.full_clean()


def test_a_resource_is_called_by_its_type(client):
    page = made(ResourcePage, ten_minutes="Read the first page.\n\nThen ask.")

    words = shown(client, page)

    assert (page.kind_label, page.kind_icon) == ("Toolkit", "toolkit")
    assert "Use it in ten minutes" in words
    assert "<p>Then ask.</p>" in words


def test_a_resource_that_cannot_be_had_is_not_published():
    with pytest.raises(ValidationError, match="Give an address or a file"):
        made(ResourcePage, body="")


def test_what_an_editor_types_is_words_and_not_markup(client):
    page = made(ResourcePage, ten_minutes="<script>alert(1)</script>")

    assert "<script>alert(1)" not in shown(client, page)
    assert "&lt;script&gt;" in shown(client, page)


def test_a_file_says_what_it_is_and_a_link_where_it_leads(client):
    files = json.dumps(
        [{"type": "download", "value": {"document": document().pk, "note": "2 pages"}}]
    )

    words = shown(
        client, made(ResourcePage, files=files, original_url="https://example.org/toolkit")
    )

    assert "Get it" in words
    assert "2 pages" in words
    assert 'href="https://example.org/toolkit"' in words


def test_what_it_costs_needs_to_cost(client):
    with pytest.raises(ValidationError, match="To be paid for"):
        made(ResourcePage, cost_note="£12", cost=Cost.FREE)

    assert "£12" in shown(client, made(ResourcePage, cost_note="£12", cost=Cost.PAID))


def test_an_older_work_leads_to_the_newer_one(client):
    newer = made(PolicyPage, title="The edition of 2026")
    older = made(PolicyPage, title="The edition of 2015", superseded_by=newer)

    words = shown(client, older)

    assert "There is a newer one" in words
    assert f'<a href="{newer.url}">The edition of 2026</a>' in words
    newer.unpublish()
    assert "There is a newer one" not in shown(client, older)


def test_a_work_is_not_newer_than_itself():
    page = made(PolicyPage)
    page.superseded_by = page

    with pytest.raises(ValidationError, match="newer than itself"):
        page.full_clean()


def test_research_begins_with_what_was_found(client):
    findings = [{"type": "finding", "value": {"finding": f"Finding {n}."}} for n in (1, 2)]
    page = made(
        ResearchPage,
        findings=json.dumps(findings),
        limits="Fifteen families.",
        access=Access.PAYWALL,
        doi="10.1000/182",
    )

    words = shown(client, page)

    assert words.index("Key findings") < words.index("Finding 1.") < words.index("Finding 2.")
    assert words.index("Finding 2.") < words.index("What it cannot tell")
    assert "Behind a paywall" in words
    assert 'href="https://doi.org/10.1000/182"' in words


@pytest.mark.parametrize("doi", ["https://doi.org/10.1000/182", "182", "10.1000/"])
def test_a_doi_is_only_itself(doi):
    with pytest.raises(ValidationError, match="only the DOI"):
        made(ResearchPage, doi=doi)


def test_a_rating_needs_a_reason(client):
    with pytest.raises(ValidationError, match="Say in one sentence why"):
        made(ResearchPage, method_quality="plus")


def test_a_protocol_says_whether_it_holds_and_what_it_covers(client):
    words = shown(client, made(ProtocolPage, standing=Standing.LAPSED, covers_named_lead=True))

    assert "No longer in force" in words
    assert "A named lead" in words
    assert "How children become known" not in words


def test_a_question_says_where_its_answer_ends(client):
    words = shown(client, made(QuestionPage, limits="Ask a lawyer."))

    assert "What this answer cannot do" in words
    assert "Ask a lawyer." in words


def test_an_answer_is_needed():
    with pytest.raises(ValidationError, match="Write the answer"):
        made(QuestionPage, answer="")


def test_the_list_may_not_hold_what_the_index_does_not_allow():
    allowed = set(LibraryIndexPage.objects.get().creatable_subpage_models())

    assert allowed >= {*KINDS, CaseStudyPage}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_costs_few_questions(client, kind):
    page = made(kind)
    shown(client, page)

    with CaptureQueriesContext(connection) as captured:
        shown(client, page)

    assert len(captured) <= 25


def test_fifty_results_of_every_kind_cost_what_five_cost(client):
    toolkit = ResourceTypeFactory(label="Toolkit", slug="toolkit")

    def make_one_of_each():
        for kind in KINDS:
            made(kind, **({"resource_type": toolkit} if kind is ResourcePage else {}))
        for factory in (CaseStudyFactory, PracticeExampleFactory):
            factory()

    def cost(query):
        renew()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/library/{query}").status_code == 200
        return len(captured)

    make_one_of_each()
    asked = ["", "?q=work", "?q=work&place=uk&kind=research&kind=policy&sort=newest"]
    client.get("/library/")
    few = [cost(query) for query in asked]
    for _ in range(7):
        make_one_of_each()

    many = [cost(query) for query in asked]
    assert all(now <= before <= 25 for before, now in zip(few, many, strict=True))


def test_a_work_that_nobody_has_judged_says_so(client):
    words = "Nobody has judged this for the hub yet"

    assert words in shown(client, made(ResourcePage))
    assert words in shown(client, made(ResearchPage))
    assert words not in shown(client, made(PolicyPage))
    judged = {
        "method_quality": Rating.STANDARD,
        "method_quality_why": "Two sites, the same questions.",
        "quality_reviewer": "The hub’s editors",
        "quality_reviewed_on": "2026-03-01",
    }
    assert words not in shown(client, made(ResearchPage, **judged))

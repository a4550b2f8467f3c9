"""The library of the demonstration: honest, whole, and safe to load again."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from wagtail.models import Page, Site

from cms.demo import guides, statistics, works
from cms.demo import library as demo
from content.models import StandardPage
from library.enums import Rating
from library.models import KeyStatistic, LibraryPage, ProtocolPage
from library.models.evidence import JUDGEMENTS, EvidenceProfile
from library.models.records import PracticeRecord
from taxonomy import vocabularies
from tests.factories.library import LibraryIndexPageFactory

SAMPLE_NAMES = re.compile(r"Sample|Example")


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        vocabularies.load()
        LibraryIndexPageFactory()
        statistics.load()
        demo.load()
        works.load()
        guides.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(content, db):
    """The demonstration; what a test changes in it is taken back after the test."""


def pages():
    home = Site.objects.get(is_default_site=True).root_page
    return Page.objects.descendant_of(home).live().specific()


def records():
    return [page.specific for page in LibraryPage.objects.live()]


def test_at_least_thirty_pages_are_there_to_be_read(loaded, client):
    read = [page for page in pages() if isinstance(page, (LibraryPage, StandardPage))]

    assert len(read) >= 30
    for page in read:
        assert client.get(page.url).status_code == 200


@pytest.mark.parametrize(
    "title",
    [
        "Telford and West Midlands: Families Do Matter",
        "Halton: deciding who should raise the alert",
        "Kingston: Families Apart Protocol",
    ],
)
def test_it_holds(loaded, title):
    assert Page.objects.live().filter(title=title).exists()


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("protocol", 5),
        ("research", 5),
        ("policy", 10),
        ("resource", 10),
        ("question", 1),
        ("guide", 1),
    ],
)
def test_each_work_is_of_its_proper_kind(loaded, kind, least):
    assert LibraryPage.objects.live().of_kinds([kind]).count() >= least


def test_a_protocol_says_who_answers_for_it_and_what_it_covers(loaded, client):
    shown = client.get(LibraryPage.objects.get(slug="kingston-families-apart-protocol").url)

    for words in (
        "Kingston Local Safeguarding Children Board",
        "How children become known",
        "was being revised in April 2015",
    ):
        assert words in shown.content.decode()


def test_nothing_is_said_of_a_real_protocol_that_no_source_says(loaded):
    for page in ProtocolPage.objects.filter(is_sample=False):
        assert (page.standing, page.adopted, page.reviewed_by_owner, page.may_copy) == ("",) * 4


def test_loading_twice_changes_nothing(loaded):
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision"))

    statistics.load()
    demo.load()
    works.load()
    guides.load()

    assert list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision")) == before


def test_loading_again_keeps_what_an_editor_changed(loaded):
    page = LibraryPage.objects.get(slug="halton-raising-the-alert").specific
    page.summary = "An editor's own words."
    page.save_revision().publish()

    demo.load()

    assert LibraryPage.objects.get(pk=page.pk).summary == "An editor's own words."


def test_each_record_could_be_published_by_an_editor(loaded):
    for page in records():
        page.full_clean()


def test_what_is_made_up_wears_its_mark_and_a_name_that_nobody_can_mistake(loaded, client):
    made_up = [page for page in records() if page.is_sample]

    assert len(made_up) >= 3
    for page in made_up:
        head = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".page-head")
        assert "Sample content" in head.get_text()
        if isinstance(page, PracticeRecord):
            assert SAMPLE_NAMES.search(page.title)
            assert SAMPLE_NAMES.search(str(page.lead_organisation))
        else:
            assert page.publisher is None or SAMPLE_NAMES.search(page.publisher.name)


def test_nothing_real_is_rated_or_given_a_contact(loaded):
    for page in records():
        if page.is_sample:
            continue
        if isinstance(page, EvidenceProfile):
            assert {getattr(page, item.slug) for item in JUDGEMENTS} == {Rating.NONE}
        if isinstance(page, PracticeRecord):
            assert not page.contact_email
            assert page.lessons_by_hub or not page.lessons


def test_the_lists_our_copies_have_lost_stay_empty(loaded):
    telford, halton = (
        LibraryPage.objects.get(slug=slug).specific
        for slug in ("telford-families-do-matter", "halton-raising-the-alert")
    )

    assert telford.challenges_status == "not_recorded"
    assert halton.lessons_status == "not_recorded"


def test_no_telephone_number_and_no_real_mailbox_is_shown(loaded, client):
    for page in pages():
        main = BeautifulSoup(client.get(page.url).content, "html.parser").main
        assert not re.search(r"\b0\d{3,4}[ \d]{6,}", main.get_text())
        for link in main.select("a[href^='mailto:']"):
            assert link["href"].endswith("@example.org")


def test_every_link_within_the_site_leads_somewhere(loaded, client):
    links = {
        link["href"]
        for page in pages()
        for link in BeautifulSoup(client.get(page.url).content, "html.parser").main.select(
            "a[href^='/']:not([href^='/documents/'])"  # files are kept in memory here
        )
    }

    assert len(links) > 20
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_the_figures_are_told_apart(loaded):
    found = {row.slug: row for row in KeyStatistic.objects.all()}

    assert len(found) == 9
    for slug in ("children-2008", "children-2012"):
        assert found[slug].superseded_by == found["children-2024"]
    for slug in ("instances-2019", "children-of-mothers", "mental-ill-health"):
        assert found[slug].use_with_care
    for slug in ("children-in-care-2012", "fathers-while-at-school", "boards-2007"):
        assert found[slug].is_historical
    assert len({row.definition for row in found.values()}) == 9


def test_something_is_new_and_something_is_old(loaded):
    published = LibraryPage.objects.order_by("-first_published_at")

    assert published.first().first_published_at > published.last().first_published_at
    assert len({page.first_published_at.date() for page in published}) > 10

"""What guides and other items lean on: works numbered once, words explained."""

import json

import pytest
from django.test import TestCase
from wagtail.models import Site

from content.search import search
from library.models import Reference
from tests.factories.guides import cite, guide, section, term, text, work
from tests.factories.library import CaseStudyFactory
from tests.factories.pages import standard_page
from tests.library.soup import shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("glossary")]


def cited_guide():
    one, two, three = work("One", url="https://example.org/one"), work("Two"), work("Three")
    return guide(
        section("First", f"<p>So {cite(two)} and {cite(one)}.</p>"),
        section("Second", f"<p>Again {cite(two)}, then {cite(three)}.</p>"),
        introduction=f"<p>As {cite(one)} says.</p>",
    )


def numbers(soup):
    return [
        (item["value"], item.select_one("cite").get_text())
        for item in soup.select("ol.references li")
    ]


def test_sources_are_numbered_once_through_the_whole_guide(client):
    page = cited_guide()

    first = shown(client, f"{page.url}first/")
    second = shown(client, f"{page.url}second/")
    printed = shown(client, f"{page.url}print/")

    assert [it.get_text() for it in first.select(".cited")] == ["[2]", "[1]"]
    assert [it.get_text() for it in second.select(".cited")] == ["[2]", "[3]"]
    assert numbers(first) == [("1", "One"), ("2", "Two")]
    assert numbers(second) == [("2", "Two"), ("3", "Three")]
    assert numbers(printed) == [("1", "One"), ("2", "Two"), ("3", "Three")]
    assert [it.get_text() for it in printed.select(".cited")] == ["[1]", "[2]", "[1]", "[2]", "[3]"]


@pytest.mark.parametrize("part", ["", "first/", "second/", "print/"])
def test_every_number_leads_to_its_source_on_the_same_page(client, part):
    page = shown(client, f"{cited_guide().url}{part}")

    for link in page.select(".cited a"):
        assert page.find(id=link["href"].removeprefix("#"))
    assert len({it["id"] for it in page.select("[id]")}) == len(page.select("[id]"))


def test_elsewhere_a_citation_names_author_and_year(client):
    row = work("One", url="https://example.org/one")
    home = Site.objects.get(is_default_site=True).root_page
    page = standard_page(home, "Words", body=json.dumps(text(f"<p>So they say {cite(row)}.</p>")))

    main = shown(client, page.url).main

    assert "So they say (Smith, J., 2009)." in main.get_text()
    assert main.find("a", href="https://example.org/one")


def test_a_work_described_anew_is_cited_anew(client):
    page = cited_guide()
    Reference.objects.filter(title="Two").update(title="Two, corrected")

    assert ("2", "Two, corrected") in numbers(shown(client, f"{page.url}first/"))


def test_all_of_it_is_one_document_to_print(client):
    page = cited_guide()

    printed = shown(client, f"{page.url}print/")

    assert [it.get_text() for it in printed.select("h2")][:2] == ["1. First", "2. Second"]
    assert "As [1] says." in words(printed)
    assert printed.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_on_paper_the_headings_of_a_section_stand_below_its_title(client):
    page = guide(section("First", "<h2>Ask</h2><h3>How</h3><p>Words.</p>"))

    alone, printed = (shown(client, f"{page.url}{part}/") for part in ("first", "print"))

    assert (alone.find("h2").get_text(), alone.find("h3").get_text()) == ("Ask", "How")
    assert [printed.find(level).get_text() for level in ("h2", "h3", "h4")] == [
        "1. First",
        "Ask",
        "How",
    ]


def test_an_item_lists_in_full_what_its_texts_cite(client):
    first, second = work("One"), work("Two")
    page = CaseStudyFactory(
        context_text=f"<p>As they say {cite(first)}.</p>",
        funding_text=f"<p>And {cite(second)}, and {cite(first)}.</p>",
    )

    listed = shown(client, page.url).find(id="sources").find_next("ol").select("cite")

    assert [it.get_text() for it in listed] == ["One", "Two"]


def test_a_word_leads_to_its_meaning_at_the_foot_of_the_same_page(client):
    row = term()
    link = f'<p>On <a linktype="term" id="{row.pk}">remand</a>.</p>'
    page = guide(section("First", link), section("Second"))

    first, second = (shown(client, f"{page.url}{part}/") for part in ("first", "second"))

    assert first.select_one("a.term")["href"] == "#term-remand"
    assert "Prison before the trial." in words(first.find(id="term-remand"))
    assert not second.select("dfn")


def test_elsewhere_a_word_leads_to_the_glossary(client):
    row = term()
    home = Site.objects.get(is_default_site=True).root_page
    link = (
        f'<p>On <a linktype="term" id="{row.pk}">remand</a>, <a linktype="term" id="0">x</a>.</p>'
    )
    page = standard_page(home, "Words", body=json.dumps(text(f"<p>On {link}.</p>")))

    leads = shown(client, page.url).select_one("a.term")["href"]

    assert leads == "/library/glossary/#remand"
    assert "Prison before" in words(shown(client, "/library/glossary/").find(id="remand"))


def test_words_are_found_through_the_glossary():
    with TestCase.captureOnCommitCallbacks(execute=True):
        term("lanternfish")

    assert [page.title for page in search("lanternfish")] == ["Glossary"]

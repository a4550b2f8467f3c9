"""Guides: one document in sections, its sources numbered once, its words explained."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import PageViewRestriction, Site

from content.blocks.text import PROSE
from content.search import search
from library.models import GlossaryPage, GlossaryTerm, GuidePage, LibraryIndexPage, Reference
from members.models import User
from tests.factories.library import TERMS, CaseStudyFactory, EvidenceTypeFactory, some
from tests.factories.members import MemberFactory
from tests.factories.pages import standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def glossary(library):
    return library.add_child(instance=GlossaryPage(title="Glossary", slug="glossary"))


def work(title, **fields):
    return Reference.objects.create(authors="Smith, J.", year="2009", title=title, **fields)


def term(name="remand"):
    return GlossaryTerm.objects.create(term=name, slug=name, definition="Prison before the trial.")


def cite(row):
    return f'<embed embedtype="citation" id="{row.pk}"/>'


def text(html):
    return [{"type": "text", "value": html}]


def section(title, html="<p>Words.</p>", **fields):
    value = {"title": title, "summary": "", "slug": "", "body": text(html)} | fields
    return {"type": "section", "value": value}


def guide(*sections, introduction="", **fields):
    """The smallest guide that may be published."""
    page = GuidePage(
        **{
            "title": "The first week",
            "slug": "first-week",
            "summary": "What to do, in one sentence.",
            "information_correct_at": "2026-03-01",
            "evidence_type": some(EvidenceTypeFactory),
            "introduction": json.dumps(text(introduction) if introduction else []),
            "sections": json.dumps(list(sections)),
        }
        | fields
    )
    for name, factory in TERMS.items():
        setattr(page, name, [some(factory)])
    LibraryIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return GuidePage.objects.get(pk=page.pk)


def shown(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.content, "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


THREE = (section("What to say"), section("Who may know"), section("Who can help"))


def test_a_guide_leads_through_its_sections(client):
    page = guide(*THREE)

    slugs = ("what-to-say", "who-may-know", "who-can-help")
    links = [link["href"] for link in shown(client, page.url).select(".guide-contents li a")]
    middle = shown(client, links[1])

    assert links == [f"{page.url}{slug}/" for slug in slugs]
    assert middle.h1.get_text() == "Who may know"
    assert [link["href"] for link in middle.select("a.go")] == [links[0], links[2]]
    assert middle.select_one("[aria-current=page]").get_text() == "Who may know"
    assert middle.find("link", rel="canonical")["href"].endswith("/first-week/who-may-know/")
    assert middle.title.get_text().startswith("Who may know: The first week")


def test_the_ends_lead_one_way_only(client):
    page = guide(*THREE)

    assert len(shown(client, f"{page.url}what-to-say/").select("a.go")) == 1
    assert len(shown(client, f"{page.url}who-can-help/").select("a.go")) == 1


def test_an_address_outlives_the_title_and_the_order_of_its_section(client):
    page = guide(*THREE)
    first, *others = page.sections.raw_data
    first["value"]["title"] = "What you might say"
    page.sections = json.dumps([*others, first])
    page.save_revision().publish()

    assert shown(client, f"{page.url}what-to-say/").h1.get_text() == "What you might say"


def test_sections_of_one_name_have_addresses_of_their_own(client):
    page = guide(section("Help"), section("Help"), section("Print"), section("???"))

    slugs = [it.value["slug"] for it in page.sections]

    assert slugs == ["help", "help-2", "print-2", "section"]


@pytest.mark.parametrize(
    ("slugs", "words"), [(("a", "a"), "have the address “a”"), (("print",), "on paper")]
)
def test_an_address_is_taken_once(slugs, words):
    with pytest.raises(ValidationError, match=words):
        guide(*(section("T", slug=slug) for slug in slugs))


def test_a_guide_without_sections_is_not_published():
    with pytest.raises(ValidationError, match="at least one section"):
        guide()


@pytest.mark.parametrize("part", ["nowhere", "what-to-say/further", "print/further"])
def test_there_is_no_other_part(client, part):
    page = guide(*THREE)

    assert client.get(f"{page.url}{part}/").status_code == 404


@pytest.mark.parametrize("part", ["", "what-to-say/", "print/"])
def test_what_not_everybody_may_read_is_closed_in_all_its_parts(client, part):
    page = guide(*THREE)
    address = f"{page.url}{part}"
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(address).status_code == 302

    restriction.delete()
    page.unpublish()
    assert client.get(address).status_code in (404, 410)


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


def test_a_guide_is_found_by_the_words_of_its_sections_and_by_its_kind(client):
    page = guide(section("Lanternfish"), section("Other", "<p>Ultramarine.</p>"))

    for query in ("q=lanternfish", "q=ultramarine", "kind=guide"):
        assert page.url in str(shown(client, f"/library/?{query}").select_one("#results"))


def test_a_guide_costs_few_questions_however_many_sections_and_sources(client):
    small = guide(section("One", f"<p>{cite(work('A'))}</p>"), slug="small")
    body = "".join(f"<p>{cite(work(f'W{number}'))}</p>" for number in range(12))
    large = guide(*(section(f"Part {number}", body) for number in range(12)), slug="large")
    client.get(large.url)

    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    for part_of_small, part_of_large in (("one/", "part-3/"), ("", "")):
        cost = queries(f"{large.url}{part_of_large}")
        assert cost <= 25
        assert cost <= queries(f"{small.url}{part_of_small}") + 2


def test_the_map_of_the_site_has_every_section(client):
    guide(*THREE)

    answer = client.get("/sitemap.xml").content.decode()

    assert "/library/first-week/who-may-know/</loc>" in answer
    assert "/library/first-week/print/" not in answer


@pytest.mark.parametrize("part", ["", "secret-title/", "print/"])
def test_a_guide_for_members_asks_to_sign_in_at_every_address(client, part):
    page = guide(section("Secret title", "<p>Lanternfish.</p>"), for_members=True)

    for address in (f"{page.url}{part}", "/sitemap.xml"):
        told = client.get(address).content.decode()
        assert "Lanternfish" not in told
        assert "Secret title" not in told
    assert "secret-title" not in client.get("/sitemap.xml").content.decode()
    client.force_login(MemberFactory().user)
    assert "Secret title" in client.get(f"{page.url}{part}").content.decode()


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser(email="chief@example.org"))
    return client


def test_an_editor_sees_the_whole_guide_before_it_is_published(desk):
    page = guide(*THREE)
    page.sections = json.dumps([section("A new beginning"), *THREE])
    page.save_revision()

    seen = desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert "A new beginning" in seen.content.decode()
    assert "A new beginning" not in desk.get(page.url).content.decode()


@pytest.mark.parametrize("make", [work, term])
def test_what_a_guide_uses_cannot_be_deleted(desk, make):
    row = make("remand")
    used = cite(row) if make is work else f'<a linktype="term" id="{row.pk}">remand</a>'
    guide(section("One", f"<p>{used}</p>"))

    name = f"wagtailsnippets_library_{row._meta.model_name}"
    desk.post(reverse(f"{name}:delete", args=[row.pk]))

    assert type(row).objects.filter(pk=row.pk).exists()


def test_the_editor_gives_back_what_it_was_given():
    stored = (
        f'<p data-block-key="a">On <a id="{term().pk}" linktype="term">remand</a> '
        f"{cite(work('One'))}</p>"
    )
    converter = ContentstateConverter(PROSE)

    edited = converter.to_database_format(converter.from_database_format(stored))

    assert BeautifulSoup(edited, "html.parser") == BeautifulSoup(stored, "html.parser")

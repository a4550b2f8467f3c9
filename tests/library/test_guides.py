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
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from content.blocks.text import PROSE
from library.models import GuidePage
from members.models import User
from tests.factories.guides import cite, guide, section, term, work
from tests.factories.members import MemberFactory
from tests.library.soup import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("glossary")]


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


def changed(page, *slugs):
    """Published again with these addresses, section by section; one without is taken out."""
    raw = [
        row | {"value": row["value"] | {"slug": slug}}
        for row, slug in zip(list(page.sections.raw_data), slugs, strict=True)
        if slug
    ]
    page.sections = json.dumps(raw)
    page.save_revision().publish()
    return GuidePage.objects.get(pk=page.pk)


def leads(client, address):
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location")


def test_a_section_whose_address_changes_is_found_at_the_old_one(client):
    page = guide(*THREE)

    page = changed(page, "first-words", "who-may-know", "who-can-help")
    assert leads(client, f"{page.url}what-to-say/") == (301, f"{page.url}first-words/")
    assert client.get(f"{page.url}who-may-know/").status_code == 200

    page = changed(page, "your-words", "who-may-know", "who-can-help")
    for former in ("what-to-say", "first-words"):
        assert leads(client, f"{page.url}{former}/") == (301, f"{page.url}your-words/")

    page = changed(page, "what-to-say", "who-may-know", "who-can-help")
    assert client.get(f"{page.url}what-to-say/").status_code == 200
    assert leads(client, f"{page.url}your-words/") == (301, f"{page.url}what-to-say/")


def test_a_section_that_is_taken_out_leads_to_its_guide(client):
    page = changed(guide(*THREE), "", "who-may-know", "who-can-help")

    assert leads(client, f"{page.url}what-to-say/") == (301, page.url)


def test_a_draft_moves_no_section(client):
    page = guide(*THREE)
    page.sections = json.dumps([section("Another")])
    page.save_revision()

    assert client.get(f"{page.url}what-to-say/").status_code == 200
    assert not Redirect.objects.exists()


def test_a_renamed_guide_takes_its_sections_along(client):
    page = guide(*THREE)
    former = page.url
    page.slug = "the-first-days"
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()

    for part in ("", "who-may-know/", "print/"):
        assert leads(client, f"{former}{part}") == (301, f"/library/the-first-days/{part}")


def test_nobody_learns_by_guessing_which_sections_a_guide_for_members_has(client):
    page = guide(section("Secret title"), for_members=True)

    right, wrong = (client.get(f"{page.url}{slug}/") for slug in ("secret-title", "no-such-title"))

    assert right.status_code == wrong.status_code == 200
    said = right.content.decode().replace("secret-title", "no-such-title")
    assert said == wrong.content.decode()
    assert right.headers.items() - {("Content-Length", right["Content-Length"])} <= (
        wrong.headers.items()
    )
    client.force_login(MemberFactory().user)
    assert client.get(f"{page.url}no-such-title/").status_code == 404


def test_the_former_address_of_a_section_for_members_tells_no_new_one(client):
    page = changed(guide(*THREE), "first-words", "who-may-know", "who-can-help")
    page.for_members = True
    page.save_revision().publish()

    assert leads(client, f"{page.url}what-to-say/") == (200, None)
    assert not Redirect.objects.exclude(redirect_page_route_path="").exists()
    client.force_login(MemberFactory().user)
    assert leads(client, f"{page.url}what-to-say/") == (301, page.url)


def test_a_guide_for_members_that_moves_tells_nothing_of_its_sections(client):
    page = guide(section("Secret title"), for_members=True)
    former = page.url
    page.slug = "elsewhere"
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()

    assert leads(client, former) == (301, "/library/elsewhere/")
    assert leads(client, f"{former}secret-title/") == leads(client, f"{former}no-such/")
    assert leads(client, f"{former}no-such/")[0] == 404


def test_a_section_is_shared_and_described_under_its_own_address(client):
    page = guide(*THREE)

    head = shown(client, f"{page.url}who-may-know/").head
    data = json.loads(head.find("script", type="application/ld+json").string)
    said = next(thing for thing in data["@graph"] if thing["@type"] == "Article")

    own = head.find("link", rel="canonical")["href"]
    assert own.endswith("/first-week/who-may-know/")
    assert head.find("meta", property="og:url")["content"] == own
    assert (said["url"], said["headline"]) == (own, "Who may know")
    assert said["isPartOf"]["name"] == "The first week"
    assert (
        shown(client, page.url)
        .head.find("meta", property="og:url")["content"]
        .endswith("/first-week/")
    )


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

"""What a page says to search engines, and what a link to it looks like."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from content import schema
from content.models import SiteIdentity
from content.sharing import picture_of
from content.templatetags.sharing import ld_json
from tests.factories.content import identity
from tests.factories.pages import behind_a_login, home_page, standard_page
from tests.head import head_of, meta_in, queries_of, things_in

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & 'quotes' \"double\""


@pytest.fixture
def home(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return home_page()


def data_in(html):
    """The things that a page says it is, by type."""
    return {thing["@type"]: thing for thing in things_in(html)}


def test_the_home_page_says_which_site_it_is_and_whose(client, home):
    identity(
        name="Alongside",
        organisation_name="Example Trust",
        organisation_address="1 Example Street\r\nSampleton",
        contact_email="team@example.org",
    )

    said = data_in(head_of(client, "/"))

    assert set(said) == {"WebSite", "Organization"}
    assert said["WebSite"]["name"] == "Alongside"
    assert said["WebSite"]["url"] == "http://localhost/"
    assert said["WebSite"]["publisher"] == {"@id": said["Organization"]["@id"]}
    assert said["Organization"]["name"] == "Example Trust"
    assert said["Organization"]["address"] == "1 Example Street, Sampleton"


def test_a_page_below_another_says_the_way_to_it(client, home):
    parent = standard_page(home, "About us")
    standard_page(parent, "People")

    steps = data_in(head_of(client, "/about-us/people/"))["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "http://localhost/"),
        (2, "About us", "http://localhost/about-us/"),
        (3, "People", "http://localhost/about-us/people/"),
    ]


def test_no_title_breaks_out_of_the_block(client, home):
    page = standard_page(home, HOSTILE, slug="hostile")

    html = head_of(client, page.url)

    assert len(re.findall(r"<script(?![^>]* src=)", html)) == 1
    assert "<!--" not in html
    assert "\u2028" not in re.search(r"ld\+json\">(.*?)</script>", html)[1]
    steps = data_in(html)["BreadcrumbList"]["itemListElement"]
    assert steps[-1]["name"] == HOSTILE
    assert 'content="&lt;/script&gt;' in html


def test_data_in_a_page_holds_no_sign_that_html_would_read():
    block = ld_json({"name": HOSTILE})

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028")
    assert json.loads(inside) == {"name": HOSTILE}


def test_what_is_empty_is_not_said():
    assert schema.thing("Event", name="Talk", offers=None, about=[], url="", position=0) == {
        "@type": "Event",
        "name": "Talk",
        "position": 0,
    }


def test_moments_carry_the_offset_of_our_clocks():
    assert schema.moment(datetime(2026, 7, 1, 12, tzinfo=UTC)) == "2026-07-01T13:00:00+01:00"
    assert schema.moment(datetime(2026, 12, 1, 12, tzinfo=UTC)) == "2026-12-01T12:00:00+00:00"
    assert schema.moment(None) == ""


def test_a_shared_link_shows_title_description_and_picture(client, home):
    page = standard_page(home, "Visits & calls", search_description="What to expect.")

    html = head_of(client, page.url)
    said = meta_in(html)

    assert said["og:title"] == "Visits &amp; calls"
    assert said["og:description"] == said["description"] == "What to expect."
    assert said["og:url"] == "http://localhost/visits-calls/"
    assert said["og:type"] == "website"
    assert said["og:site_name"] == "Alongside"
    assert said["og:locale"] == "en_GB"
    assert said["twitter:card"] == "summary_large_image"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert "Visits &amp; calls" in said["og:image:alt"]
    assert f'<link rel="canonical" href="{said["og:url"]}">' in html
    assert client.get(said["og:image"].removeprefix("http://localhost")).status_code == 200


def test_a_view_without_a_page_has_the_picture_of_the_site(client, home):
    said = meta_in(head_of(client, reverse("join")))

    assert said["og:title"] == "Join, free"
    assert client.get(said["og:image"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("address", ["/search/?q=school", "/sign-in/", "/unlisted/"])
def test_what_is_not_to_be_found_says_nothing_to_share(client, home, address):
    standard_page(home, "Unlisted", is_unlisted=True)

    html = head_of(client, address)

    assert '<meta name="robots" content="noindex">' in html
    assert "og:" not in html
    assert "ld+json" not in html


def test_what_a_page_says_of_itself_costs_no_query(client, home, django_assert_num_queries):
    listed = standard_page(home, "Listed")
    unlisted = standard_page(home, "Unlisted", is_unlisted=True)
    for page in (listed, unlisted):
        client.get(page.url)

    with django_assert_num_queries(queries_of(client, unlisted.url)):
        client.get(listed.url)


def picture(client, page):
    answer = client.get(picture_of(page, SiteIdentity.read(None)).url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert "max-age=31536000" in answer["Cache-Control"]
    return Image.open(BytesIO(answer.content))


def test_the_picture_is_drawn_once_and_replaced_when_the_title_changes(client, home, tmp_path):
    page = standard_page(home, "First words")
    former = picture_of(page, SiteIdentity.read(None)).url
    picture(client, page)
    (file,) = (tmp_path / "cache/share").iterdir()
    made_at = file.stat().st_mtime_ns
    picture(client, page)
    assert file.stat().st_mtime_ns == made_at

    page.title = "Other words"
    page.save_revision().publish()

    assert client.get(former).status_code == 404
    picture(client, page)
    assert [kept.name for kept in (tmp_path / "cache/share").iterdir()] != [file.name]
    assert len(list((tmp_path / "cache/share").iterdir())) == 1


def test_nobody_can_have_other_words_drawn(client, home, tmp_path):
    page = standard_page(home, "Words")

    assert client.get(f"/share/{page.pk}-{'0' * 20}.png").status_code == 404
    assert client.get(f"/share/999999-{'0' * 20}.png").status_code == 404
    assert client.get(f"/share/0-{'0' * 20}.png").status_code == 404
    assert not (tmp_path / "cache").exists()


def test_a_page_that_is_not_public_has_no_picture(client, home):
    draft = standard_page(home, "Draft", live=False)
    private = standard_page(behind_a_login(standard_page(home, "Members")), "Below")

    for page in (draft, private):
        assert client.get(picture_of(page, SiteIdentity.read(None)).url).status_code == 404


def test_a_new_page_can_be_previewed_before_it_has_an_address(home):
    page = type(standard_page(home, "Other"))(title="Not saved yet", slug="not-saved")

    assert "og:image" not in page.make_preview_request().render().content.decode()


def test_the_preview_of_a_page_to_be_left_at_once_gives_nothing_away(client, home):
    page = standard_page(home, "When a parent is arrested", has_exit_button=True)

    said = meta_in(head_of(client, page.url))

    assert said["og:title"] == "Alongside"
    assert "arrested" not in said["og:image:alt"] + said["og:description"]
    assert f"/share/{page.pk}-" not in said["og:image"]

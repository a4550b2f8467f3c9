"""Pages kept for everybody: the same for a minute, and never out of date."""

import gzip

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from cms import keeping
from content import versions
from content.models import Feedback, Organisation, SiteIdentity
from taxonomy.models import Topic
from tests.cms.asking import queries, words
from tests.factories.members import UserFactory
from tests.factories.pages import standard_page

pytestmark = pytest.mark.django_db


def test_the_second_reader_costs_no_query(reader, page):
    first = queries(reader, page)

    assert first > 0
    assert queries(Client(), page) == 0
    assert words(Client(), page) == words(reader, page)


def test_a_page_published_again_is_shown_at_once(reader, page, commit):
    assert "As it was." in words(reader, page)

    with commit():
        page.introduction = "As it is."
        page.save_revision().publish()

    assert "As it is." in words(reader, page)


def test_a_page_taken_back_is_gone_at_once(reader, page, commit):
    words(reader, page)

    with commit():
        page.unpublish()

    assert reader.get(page.url).status_code in (404, 410)


def test_a_page_deleted_is_gone_at_once(reader, page, commit):
    words(reader, page)

    with commit():
        page.delete()

    assert reader.get(page.url).status_code in (404, 410)


def test_a_page_that_moved_is_shown_at_its_new_place_at_once(reader, page, commit):
    other = standard_page(page.get_parent().specific, "Other")
    words(reader, page)
    address = page.url

    with commit():
        page.move(other, pos="last-child")

    assert reader.get(address, follow=True).redirect_chain == [("/other/kept/", 301)]


def test_a_page_put_behind_a_login_is_shown_to_nobody_else(reader, page, commit):
    words(reader, page)

    with commit():
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert reader.get(page.url).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        lambda: Organisation.objects.create(name="A new name"),
        lambda: Topic.objects.create(label="A new word", slug="a-new-word"),
        lambda: SiteIdentity.objects.create(site=Site.objects.get(), name="Elsewhere"),
        lambda: Site.objects.get().save(),
    ],
)
def test_whatever_readers_see_makes_pages_anew_when_it_changes(reader, page, commit, change):
    words(reader, page)

    with commit():
        change()

    assert queries(reader, page) > 0


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.save_revision(),
        lambda page: UserFactory(),
        lambda page: Group.objects.create(name="Others"),
    ],
)
def test_what_no_reader_sees_leaves_them_as_they_are(reader, page, commit, change):
    words(reader, page)

    with commit():
        change(page)

    assert queries(reader, page) == 0


def test_every_table_that_is_left_out_exists():
    assert {apps.get_model(label)._meta.label_lower for label in keeping.UNSEEN} == keeping.UNSEEN


def test_a_change_that_is_taken_back_changes_nothing(reader, page):
    version = versions.renew()

    Organisation.objects.create(name="Never committed")

    assert cache.get(versions.KEY) == version


@pytest.mark.parametrize("cookie", ["csrftoken", "somebody_elses"])
def test_a_cookie_that_says_nothing_about_its_reader_changes_nothing(reader, page, cookie):
    plain = words(reader, page)
    reader.cookies[cookie] = "1"

    assert queries(reader, page) == 0
    assert words(reader, page) == plain


def test_whoever_is_to_be_told_something_is_given_a_page_of_their_own(reader, page):
    words(reader, page)
    reader.cookies["messages"] = "1"

    assert queries(reader, page) > 0


def test_whoever_has_signed_in_is_given_a_page_of_their_own(reader, page):
    words(reader, page)
    reader.force_login(UserFactory())

    assert queries(reader, page) > 0
    assert "ETag" not in reader.get(page.url).headers


@pytest.mark.parametrize("address", ["{}?q=school", "/join/", "/search/", "/sitemap.xml"])
def test_only_plain_pages_are_kept(reader, page, address):
    reader.get(address.format(page.url))
    answer = Client().get(address.format(page.url))

    assert "public" not in answer.headers.get("Cache-Control", "")


def test_what_says_that_it_is_not_to_be_kept_is_not(reader, page, monkeypatch):
    def serve(self, request, *args, **kwargs):
        answer = type(page).__mro__[1].serve(self, request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    monkeypatch.setattr(type(page), "serve", serve)
    words(reader, page)

    assert queries(reader, page) > 0
    assert reader.get(page.url)["Cache-Control"] == "no-store"


def test_a_page_that_can_be_left_at_once_is_kept_nowhere(reader, page):
    family = standard_page(page, "Staying safe", is_for_families=True)

    assert queries(reader, family) > 0
    assert queries(Client(), family) > 0
    assert Client().get(family.url)["Cache-Control"] == "private, no-store"


def test_what_readers_say_makes_no_page_anew(reader, page, commit):
    words(reader, page)

    with commit():
        Feedback.objects.create(page=page, was_useful=True)

    assert queries(Client(), page) == 0


def test_it_is_sent_compressed_to_whoever_can_read_that(reader, page):
    plain = reader.get(page.url)
    packed = reader.get(page.url, headers={"Accept-Encoding": "br, gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert {"Accept-Encoding", "Cookie"} <= set(packed["Vary"].split(", "))
    assert len(packed.content) == int(packed["Content-Length"])


def test_whoever_has_it_already_is_sent_nothing_until_it_changes(reader, page, commit):
    tag = reader.get(page.url)["ETag"]

    again = reader.get(page.url, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")

    with commit():
        page.introduction = "As it is."
        page.save_revision().publish()

    assert reader.get(page.url, headers={"If-None-Match": tag}).status_code == 200


def test_the_policy_of_the_site_goes_with_what_is_kept(reader, page):
    words(reader, page)

    answer = reader.get(page.url)

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"


def test_two_sites_do_not_share_their_pages(reader, page, settings):
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    reader.get(page.url, headers={"Host": "one.example.org"})

    with CaptureQueriesContext(connection) as made:
        reader.get(page.url, headers={"Host": "two.example.org"})

    assert len(made) > 0

"""What all pages share is asked for once, and never out of date."""

import time

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from content import versions
from content.models import Navigation
from tests.cms.asking import queries, words
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import standard_page

pytestmark = pytest.mark.django_db


def test_whoever_has_a_session_is_shown_menus_that_are_kept(reader, page):
    reader.force_login(UserFactory())
    first = queries(reader, page)

    assert 0 < queries(reader, page) < first


def test_what_every_page_repeats_is_read_once_for_all_of_them(reader, page):
    other = standard_page(page.get_parent().specific, "Other")
    versions.renew()
    first = queries(reader, page)

    assert queries(reader, other) <= first - 2


def test_a_changed_menu_is_shown_on_every_page(reader, page, commit):
    words(reader, page)

    with commit():
        Navigation.objects.create(
            site=Site.objects.get(),
            main=[("link", {"label": "Something new", "page": None, "url": "/new/"})],
        )

    assert "Something new" in words(reader, page)


def test_a_change_that_could_not_be_announced_is_shown_when_the_version_ends(
    reader, page, monkeypatch
):
    monkeypatch.setattr(versions, "LASTS", 1)
    versions.renew()
    words(reader, page)
    Navigation.objects.create(
        site=Site.objects.get(),
        main=[("link", {"label": "Something new", "page": None, "url": "/new/"})],
    )
    assert "Something new" not in words(reader, page)

    time.sleep(1.1)

    assert "Something new" in words(reader, page)


def test_neither_the_site_nor_who_may_see_a_page_is_asked_for_each_time(reader, page):
    words(reader, page)
    reader.force_login(UserFactory())

    with CaptureQueriesContext(connection) as made:
        reader.get(page.url)

    asked = " ".join(query["sql"] for query in made)
    assert 'FROM "wagtailcore_page"' in asked
    assert 'FROM "wagtailcore_site"' not in asked
    assert "wagtailcore_pageviewrestriction" not in asked


def test_whether_it_lives_is_answered_without_a_database(reader):
    versions.renew()

    with CaptureQueriesContext(connection) as made:
        assert reader.get("/health/live").status_code == 200

    assert len(made) == 0


def test_a_second_site_is_told_from_the_first(reader, page, settings, commit):
    settings.ALLOWED_HOSTS = ["testserver", "two.example.org"]
    reader.get(page.url)

    with commit():
        other = standard_page(page, "Another home")
        Site.objects.create(hostname="two.example.org", port=80, root_page=other)

    assert "As it was." in words(reader, page)
    assert reader.get(page.url, headers={"Host": "two.example.org"}).status_code == 404
    assert "Another home" in reader.get("/", headers={"Host": "two.example.org"}).content.decode()


def test_a_value_is_kept_no_longer_than_its_version(settings):
    settings.PAGES_KEPT_SECONDS = 60
    versions.kept("tests.of the last", lambda: 1)
    versions.renew()

    assert versions.kept("tests.another", lambda: 2) == 2
    assert "tests.of the last" not in str(versions._kept)


def test_what_is_kept_begins_a_version_if_none_is_in_force(settings):
    settings.PAGES_KEPT_SECONDS = 60
    cache.delete(versions.KEY)
    made = []

    for _ in range(3):
        versions.kept("tests.begun", lambda: made.append(1))

    assert len(made) == 1


def test_a_page_for_some_alone_is_shown_to_no_other_who_has_signed_in(reader, page, commit):
    reader.force_login(UserFactory())
    words(reader, page)

    with commit():
        some = PageViewRestriction.GROUPS
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=some)
        restriction.groups.add(Group.objects.create(name="Some"))

    assert reader.get(page.url).status_code == 302


def test_an_item_put_behind_a_login_leaves_every_list_at_once(reader, page, commit):
    library = LibraryIndexPageFactory(parent=page.get_parent().specific)
    item = CaseStudyFactory(parent=library, title="Named no more")
    narrowed = f"{library.url}?sort=newest"
    assert "Named no more" in reader.get(narrowed).content.decode()

    with commit():
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=item, restriction_type=login)

    assert "Named no more" not in reader.get(narrowed).content.decode()


def test_a_home_page_published_again_is_shown_at_once(reader, page, commit):
    home = page.get_parent().specific
    reader.force_login(UserFactory())
    words(reader, home)

    with commit():
        home.seo_title = "Said anew"
        home.save_revision().publish()

    assert "Said anew" in words(reader, home)

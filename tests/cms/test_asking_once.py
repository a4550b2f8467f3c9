"""What all pages share is asked for once, and never out of date."""

import time
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from content import versions
from content.models import Navigation, Organisation
from events.enums import EventStatus
from tests.cms.asking import queries, words
from tests.factories.events import EventIndexPageFactory, published
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import HERO, standard_page
from tests.factories.services import service

pytestmark = pytest.mark.django_db

DATES = (
    "dates",
    {
        "heading": "Training",
        "text": "",
        "count": 3,
        "empty": "None yet.",
        "more": {"label": "", "page": None, "url": ""},
    },
)


@pytest.fixture
def dated(page):
    """A home page that names the next dates, and one of them."""
    home = page.get_parent().specific
    home.body = [HERO, DATES]
    home.save_revision().publish()
    starts = timezone.now() + timedelta(days=9)
    index = EventIndexPageFactory(parent=home)
    event = published(parent=index, title="First visits", on=(starts, starts + timedelta(hours=1)))
    return home, event


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

    time.sleep(1.1)  # by the cache server's own clock, which no test can turn

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


@pytest.mark.parametrize("address", ["/library/?q=handout", "/events/", "/services/"])
def test_a_longer_list_asks_the_cache_server_no_more(reader, dated, monkeypatch, address):
    home, event = dated
    library = LibraryIndexPageFactory(parent=home)
    span = (timezone.now() + timedelta(days=20), timezone.now() + timedelta(days=21))
    make = {
        "/library/?q=handout": partial(CaseStudyFactory, parent=library),
        "/events/": partial(published, parent=event.get_parent(), on=span),
        "/services/": service,
    }[address]
    asked = []
    read = Site.get_site_root_paths
    monkeypatch.setattr(Site, "get_site_root_paths", lambda: asked.append(1) or read())

    def asks():
        versions.renew()
        asked.clear()
        shown = reader.get(address).content.decode()
        return shown.count("Handout"), len(asked)

    make(title="Handout 1")
    (shown, once) = asks()
    make(title="Handout 2")
    make(title="Handout 3")

    assert shown > 0
    assert asks() == (3 * shown, once)


def test_a_body_with_a_new_name_is_named_so_at_once(reader, page, commit):
    library = LibraryIndexPageFactory(parent=page.get_parent().specific)
    body = Organisation.objects.create(name="As it was called")
    study = CaseStudyFactory(parent=library, lead_organisation=body)
    assert body.name in words(reader, study)

    with commit():
        body.name = "Renamed this morning"
        body.save()

    assert "Renamed this morning" in words(reader, study)


def test_a_date_that_is_called_off_leaves_the_home_page_at_once(reader, dated, commit):
    home, event = dated
    assert "First visits" in words(reader, home)

    with commit():
        event.status = EventStatus.CANCELLED
        event.save_revision().publish()

    assert "First visits" not in words(reader, home)


def test_the_home_page_reads_its_dates_once(reader, dated):
    home, _ = dated
    versions.renew()
    reader.force_login(UserFactory())
    assert "First visits" in words(reader, home)

    with CaptureQueriesContext(connection) as made:
        words(reader, home)

    assert "events_session" not in " ".join(query["sql"] for query in made)


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

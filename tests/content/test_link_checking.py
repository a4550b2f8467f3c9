"""Links to other sites: which are found, when they are asked, and what editors are told."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.contrib.auth.models import Permission
from django.db import connections
from django.test import Client

from cms.tasks import CHORES
from content import link_checking
from content.models import Link, LinksRead, Organisation
from content.models.links import Outcome
from content.outbound import addresses_of
from content.visiting import Verdict
from library.models import ResearchPage, ResourcePage
from tests.factories.guides import cite, work
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import home_page, standard_page
from tests.factories.services import service
from tests.library.test_works import made

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
FINE = Verdict(Outcome.FINE, "It answers.")
FAILED = Verdict(Outcome.FAILED, "The site says that the page is not there (404).")


@pytest.fixture
def home(settings, time_machine):
    settings.LINKS_A_RUN = 10
    time_machine.move_to(NOW, tick=False)
    return home_page()


def leading_to(home, *urls, title="Reading"):
    links = [{"type": "item", "value": {"label": "It", "page": None, "url": url}} for url in urls]
    body = json.dumps([{"type": "links", "value": {"heading": "Read next", "links": links}}])
    return standard_page(home, title, body=body)


def one(home, url="https://example.org/a"):
    """A link that a page leads to."""
    link_checking.note_links(leading_to(home, url), at=NOW)
    return Link.objects.get(url=url)


def fail_on(link, *days):
    for day in days:
        link_checking.note(link, FAILED, at=NOW + timedelta(days=day))
    link.refresh_from_db()


def test_links_are_found_in_fields_in_text_and_in_blocks(home):
    page = ResourcePage(
        original_url="https://example.org/original#part",
        body=json.dumps(
            [
                {"type": "text", "value": '<p><a href="https://example.org/text?a=1&amp;b=2">x</a></p>'},
                {"type": "film", "value": {"url": "https://films.example.org/1", "title": ""}},
            ]
        ),
        references=json.dumps(
            [{"type": "reference", "value": {"title": "https is a word", "url": "http://example.net"}}]
        ),
    )  # fmt: skip

    assert sorted(addresses_of(page)) == [
        "http://example.net",
        "https://example.org/original",
        "https://example.org/text?a=1&b=2",
        "https://films.example.org/1",
    ]


def test_a_doi_a_cited_work_and_the_websites_of_organisations_count_too(home):
    LibraryIndexPageFactory()
    body = Organisation.objects.create(name="Trust", website="https://trust.example.org/")
    cited = work("A study", url="https://study.example.org/")
    page = made(
        ResearchPage,
        doi="10.1000/182",
        publisher=body,
        body=json.dumps([{"type": "text", "value": f"<p>{cite(cited)}</p>"}]),
    )
    place = service(website="https://drop-in.example.org/", provider=body)

    assert sorted(addresses_of(page)) == [
        "https://doi.org/10.1000/182",
        "https://study.example.org/",
        "https://trust.example.org/",
    ]
    assert sorted(addresses_of(place)) == [
        "https://drop-in.example.org/",
        "https://trust.example.org/",
    ]


def test_our_own_pages_are_no_other_site(home, settings):
    own = f"{settings.BASE_URL}/unsubscribe/token/"
    page = leading_to(home, own, "/library/", "mailto:a@example.org", "https://[half")

    assert addresses_of(page) == []


def test_pages_are_read_when_they_change_and_each_week(home, time_machine):
    page = leading_to(home, "https://example.org/a")
    link_checking.read_pages(at=NOW)
    assert link_checking.read_pages(at=NOW) == 0

    page.body = []
    time_machine.move_to(NOW + timedelta(hours=1))
    page.save_revision().publish()
    assert link_checking.read_pages(at=NOW + timedelta(hours=2)) == 1
    assert not Link.objects.exists()

    assert link_checking.read_pages(at=NOW + timedelta(days=9)) == LinksRead.objects.count()


def test_a_draft_leads_nowhere_yet(home):
    page = leading_to(home, "https://example.org/a")
    page.unpublish()
    link_checking.read_pages(at=NOW)

    assert link_checking.run(ask=lambda url: FAILED) == 0


def test_a_link_is_broken_after_three_days_and_not_after_three_tries(home):
    link = one(home)

    fail_on(link, 0, 0, 0, 1, 1)
    assert not Link.objects.broken().exists()

    fail_on(link, 2)
    assert list(Link.objects.broken()) == [link]
    assert link.failing_since == NOW.date()


def test_an_answer_in_between_begins_anew(home):
    link = one(home)
    fail_on(link, 0, 1)

    link_checking.note(link, FINE, at=NOW + timedelta(days=2))
    fail_on(link, 3)

    assert (link.failures, link.failing_since) == (1, NOW.date() + timedelta(days=3))


def test_what_answers_is_asked_again_after_a_week_and_what_fails_after_a_day(home):
    link = one(home)

    link_checking.note(link, FINE, at=NOW)
    assert link.due_at == NOW + timedelta(days=7)
    link_checking.note(link, FAILED, at=NOW)
    assert link.due_at == NOW + timedelta(days=1)


def test_a_run_is_bounded_and_asks_no_site_twice(home, settings):
    link_checking.note_links(
        leading_to(
            home,
            *(f"https://one.example/{n}" for n in range(5)),
            *(f"https://{n}.example/" for n in range(5)),
        ),
        at=NOW,
    )
    asked = []

    def ask(url):
        asked.append(url)
        return FINE

    settings.LINKS_A_RUN = 4
    assert link_checking.run(ask=ask) == 4
    settings.LINKS_A_RUN = 100
    assert link_checking.run(ask=ask) == 2
    assert sum("one.example" in url for url in asked) == 1
    assert len(set(asked)) == len(asked)


def test_a_run_that_dies_goes_on_with_the_next_link(home):
    link_checking.note_links(leading_to(home, "https://a.example/", "https://b.example/"), at=NOW)

    def die(url):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        link_checking.run(ask=die)

    asked = []
    link_checking.run(ask=lambda url: asked.append(url) or FINE)
    assert asked == ["https://b.example/"]


def test_a_site_that_holds_a_run_up_until_its_time_is_over_fails(home):
    link = one(home)

    def hold_up(url):
        raise SoftTimeLimitExceeded

    with pytest.raises(SoftTimeLimitExceeded):
        link_checking.run(ask=hold_up)

    link.refresh_from_db()
    assert (link.outcome, link.failures) == (Outcome.FAILED, 1)


def test_only_one_asks_at_a_time(home):
    one(home)
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [link_checking._LOCK])
        assert link_checking.run(ask=lambda url: FINE) == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [link_checking._LOCK])
    other.close()

    assert link_checking.run(ask=lambda url: FINE) == 1


def test_the_tick_keeps_links_up():
    assert link_checking.keep_up in CHORES


def test_a_site_that_asks_nobody_reads_nothing(home, settings):
    settings.LINKS_A_RUN = 0
    leading_to(home, "https://example.org/a")

    link_checking.keep_up()

    assert not Link.objects.exists()


@pytest.fixture
def editor():
    user = UserFactory(editor=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_link", "change_link"]))
    client = Client()
    client.force_login(user)
    return client


def test_the_report_says_what_is_broken_where_and_since_when(home, editor):
    link = one(home)
    fail_on(link, 0, 1, 2)

    words = editor.get("/admin/links/").content.decode()

    assert "https://example.org/a" in words
    assert "not there (404)" in words
    assert "Since 16 March 2026" in words
    assert "Reading" in words
    assert "Broken: 1" in words


def test_an_editor_has_a_link_asked_again(home, editor):
    link = one(home)
    fail_on(link, 0, 1, 2)

    assert editor.get(f"/admin/links/{link.pk}/ask-again/").status_code == 405
    editor.post(f"/admin/links/{link.pk}/ask-again/")

    assert list(Link.objects.due(NOW)) == [link]


def test_a_link_is_left_alone_for_a_reason(home, editor):
    link = one(home)
    fail_on(link, 0, 1, 2)

    editor.post(f"/admin/links/{link.pk}/leave-alone/", {"why": "  "})
    assert Link.objects.broken().exists()

    editor.post(f"/admin/links/{link.pk}/leave-alone/", {"why": "Comes back in May"})
    assert not Link.objects.broken().exists()
    assert not Link.objects.due(NOW + timedelta(days=30)).exists()
    assert "Comes back in May" in editor.get("/admin/links/?show=left").content.decode()


@pytest.mark.parametrize("show", ["broken", "failing", "unsure", "never", "left", "nonsense"])
def test_every_shelf_opens(home, editor, show):
    one(home)

    assert editor.get(f"/admin/links/?show={show}&page=nonsense").status_code == 200


def test_who_may_not_read_the_report_does_not(home):
    link = one(home)
    client = Client()
    client.force_login(UserFactory(editor=True))

    assert client.get("/admin/links/").status_code in (302, 403)
    client.post(f"/admin/links/{link.pk}/leave-alone/", {"why": "No"})
    link.refresh_from_db()
    assert link.ignored_because == ""


def test_the_report_costs_the_same_for_many(home, editor, django_assert_max_num_queries):
    link_checking.note_links(
        leading_to(home, *(f"https://{n}.example/" for n in range(20))), at=NOW
    )
    Link.objects.update(failures=3, outcome=Outcome.FAILED)

    with django_assert_max_num_queries(25):
        editor.get("/admin/links/")

"""Key statistics: changed once, changed everywhere, and never stated as true when they are not."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, PageViewRestriction, Site

from content import versions
from content.blocks.text import PROSE
from content.search import search
from library.models import KeyStatistic, Reference, StatisticsPage
from library.words import SECTION_FEATURES
from members.models import User
from tests.factories.library import CaseStudyFactory
from tests.factories.pages import standard_page
from tests.library.soup import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_statistics(library):
    return library.add_child(instance=StatisticsPage(title="Key statistics", slug="statistics"))


def statistic(**fields):
    source, _ = Reference.objects.get_or_create(
        authors="Ministry of Examples", year="2024", title="How many"
    )
    return KeyStatistic.objects.create(
        **(
            {
                "slug": "how-many",
                "figure": "192,912",
                "counts": "children had a parent in prison",
                "area": "England and Wales",
                "period": "2022",
                "definition": "Children, in one year.",
                "source": source,
            }
            | fields
        )
    )


def embed(row):
    return f'<embed embedtype="statistic" id="{row.pk}"/>'


def shown(client, page):
    answer = client.get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def home():
    return Site.objects.get(is_default_site=True).root_page


def in_text(*rows, title="With a figure"):
    body = [{"type": "text", "value": f"<p>In short: {embed(row)}.</p>"} for row in rows]
    return standard_page(home(), title, body=json.dumps(body))


def in_record(row):
    return CaseStudyFactory(context_text=f"<p>We knew: {embed(row)}.</p>")


def in_block(row):
    return standard_page(
        home(), "With a block", body=json.dumps([{"type": "statistic", "value": row.pk}])
    )


@pytest.mark.parametrize("use", [in_text, in_record, in_block])
def test_a_figure_changed_once_is_changed_wherever_it_is_used(client, use):
    row = statistic()
    page = use(row)
    assert "192,912" in words(shown(client, page).main)

    row.figure = "201,000"
    row.save()

    now = words(shown(client, page).main)
    assert "201,000" in now
    assert "192,912" not in now


@pytest.mark.parametrize("use", [in_text, in_record, in_block])
def test_a_figure_never_stands_without_what_it_counts_where_and_when(client, use):
    page = use(statistic(use_with_care="It is an estimate."))

    told = words(shown(client, page).main)

    assert "children had a parent in prison" in told
    assert "England and Wales, 2022" in told
    assert "use with care" in told.lower()


@pytest.mark.parametrize("use", [in_text, in_record, in_block])
def test_a_superseded_figure_says_so_where_it_stands_and_leads_to_the_newest(client, use):
    newest = statistic(slug="newest", figure="201,000")
    newer = statistic(slug="newer", figure="195,000", superseded_by=newest)
    page = use(statistic(superseded_by=newer))

    main = shown(client, page).main

    assert "superseded" in words(main).lower()
    assert main.find("a", href="/library/statistics/#newest")
    assert "195,000" not in words(main)


@pytest.mark.parametrize("use", [in_text, in_record, in_block])
def test_a_withdrawn_figure_is_stated_nowhere(client, use):
    row = statistic()
    page = use(row)

    row.unpublish()

    assert "192,912" not in words(shown(client, page).main)
    assert "192,912" not in words(shown(client, StatisticsPage.objects.get()).main)


def test_a_newer_figure_counts_only_once_it_is_published(client):
    newer = statistic(slug="newer", figure="201,000", live=False)
    page = in_text(statistic(superseded_by=newer))
    assert "superseded" not in words(shown(client, page).main)

    newer.save_revision().publish()

    assert "superseded" in words(shown(client, page).main)


def test_a_draft_changes_nothing_that_readers_see(client):
    row = statistic()
    page = in_text(row)

    row.figure = "201,000"
    row.save_revision()

    assert "192,912" in words(shown(client, page).main)


def test_what_an_editor_types_is_words_and_not_markup(client):
    page = in_text(statistic(counts="<script>alert(1)</script>"))

    assert "<script>alert" not in str(shown(client, page).main)


def test_figures_do_not_follow_each_other_in_a_circle(client):
    first = statistic(slug="first")
    second = statistic(slug="second", superseded_by=first)
    first.superseded_by = second

    with pytest.raises(ValidationError, match="superseded by this one"):
        first.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyStatistic.objects.filter(pk=first.pk).update(superseded_by=first)

    KeyStatistic.objects.filter(pk=first.pk).update(superseded_by=second)
    assert "superseded" not in words(shown(client, in_text(first)).main), "and a page survives one"


def test_many_figures_cost_no_more_than_one(client):
    rows = [statistic(slug=f"figure-{number}") for number in range(9)]
    alone = CaseStudyFactory(context_text=f"<p>{embed(rows[0])}</p>")
    many = CaseStudyFactory(
        context_text="".join(f"<p>{embed(row)}</p>" for row in rows),
        funding_text=f"<p>{embed(rows[1])}</p>",
    )
    client.get(alone.url)

    def queries(page):
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    assert queries(many) == queries(alone) <= 25


def test_texts_in_many_blocks_cost_no_more_than_one(client):
    rows = [statistic(slug=f"figure-{number}") for number in range(9)]
    one, many = in_text(rows[0], title="One"), in_text(*rows, title="Many")
    versions.renew()
    client.get(one.url)

    def queries(page):
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    assert queries(many) == queries(one)


def test_the_page_of_all_lists_what_holds_first_each_under_an_address(client):
    newer = statistic(slug="newer", figure="201,000", sort_order=200)
    statistic(slug="older", figure="About 90", superseded_by=newer)
    statistic(slug="once", figure="7%", is_historical=True)

    main = shown(client, StatisticsPage.objects.get()).main

    assert [entry["id"] for entry in main.select("article")] == ["newer", "older", "once"]
    assert "Superseded" in words(main.select_one("#older"))
    assert "Historical" in words(main.select_one("#once"))
    assert "Ministry of Examples (2024)" in words(main.select_one("#newer"))


def test_each_figure_is_a_data_set_to_search_engines(client):
    newer = statistic(slug="newer", figure="201,000")
    statistic(slug="older", superseded_by=newer, use_with_care="It is an estimate.")

    block = shown(client, StatisticsPage.objects.get()).find("script", type="application/ld+json")
    sets = [it for it in json.loads(block.string)["@graph"] if it["@type"] == "Dataset"]

    assert [it["variableMeasured"]["value"] for it in sets] == ["201,000", "192,912"]
    assert sets[1]["creativeWorkStatus"] == "Superseded"
    assert "It is an estimate." in sets[1]["description"]
    assert sets[0]["temporalCoverage"] == "2022"


def test_a_figure_is_found_through_the_page_of_all(client):
    with TestCase.captureOnCommitCallbacks(execute=True):
        statistic(definition="Counted by lanternfish.")

    assert [page.title for page in search("lanternfish")] == ["Key statistics"]


def test_without_a_public_list_a_figure_is_words_alone(client):
    listing = StatisticsPage.objects.get()
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=listing.pk), restriction_type=PageViewRestriction.LOGIN
    )

    assert not shown(client, in_text(statistic())).main.select_one(".statistic a")


@pytest.mark.parametrize("features", [PROSE, SECTION_FEATURES])
def test_the_editor_gives_back_what_it_was_given(features):
    stored = f'<p data-block-key="a">In short: {embed(statistic())}, they say.</p>'
    converter = ContentstateConverter(features)

    edited = converter.from_database_format(stored)

    assert "192,912 children had a parent in prison" in edited
    assert converter.to_database_format(edited) == stored


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser(email="chief@example.org"))
    return client


@pytest.mark.parametrize("use", [in_text, in_record, in_block])
def test_editors_see_where_a_figure_is_used_and_cannot_delete_it(desk, use):
    row = statistic()
    page = use(row)

    usage = desk.get(reverse("wagtailsnippets_library_keystatistic:usage", args=[row.pk]))
    deleted = desk.post(reverse("wagtailsnippets_library_keystatistic:delete", args=[row.pk]))

    assert page.title in usage.content.decode()
    assert deleted.status_code == 302
    assert KeyStatistic.objects.filter(pk=row.pk).exists()


def test_an_unused_figure_can_be_deleted(desk):
    row = statistic()

    desk.post(reverse("wagtailsnippets_library_keystatistic:delete", args=[row.pk]))

    assert not KeyStatistic.objects.exists()


def test_a_draft_is_not_offered_to_be_chosen(desk):
    statistic(slug="live")
    statistic(slug="draft", figure="999,999", live=False)

    offered = desk.get(reverse("wagtailsnippetchoosers_library_keystatistic:choose")).json()["html"]

    assert "192,912" in offered
    assert "999,999" not in offered

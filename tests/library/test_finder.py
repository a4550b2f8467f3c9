"""The finder: what the library lists, and how it is narrowed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction

from content import versions
from tests.factories.library import (
    AgeBandFactory,
    CaseStudyFactory,
    EvidenceTypeFactory,
    FlagFactory,
    PracticeExampleFactory,
    StageFactory,
)
from tests.factories.taxonomy import AreaFactory, RoleFactory, SectorFactory, TopicFactory

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def ask(client, library):
    def get(query=""):
        answer = client.get(f"{library.url}{query}")
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


def titles(soup):
    return [" ".join(item.get_text(" ").split()) for item in soup.select(".result__title")]


def published(page, days_ago):
    Page.objects.filter(pk=page.pk).update(first_published_at=NOON - timedelta(days=days_ago))
    return page


def test_the_newest_comes_first(ask):
    published(CaseStudyFactory(title="Old"), 30)
    published(PracticeExampleFactory(title="New"), 1)
    published(CaseStudyFactory(title="Middle"), 7)

    assert titles(ask()) == ["New", "Middle", "Old"]


def test_drafts_and_pages_behind_a_login_are_not_listed(ask):
    CaseStudyFactory(title="Draft", live=False)
    hidden = CaseStudyFactory(title="Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert titles(ask()) == []
    assert titles(ask("?q=hidden")) == []


def test_a_kind_can_be_chosen(ask):
    CaseStudyFactory(title="Telford")
    CaseStudyFactory(title="Kingston", kind="protocol-in-action")
    PracticeExampleFactory(title="Paramount")

    assert titles(ask("?kind=protocol-in-action")) == ["Kingston"]
    assert titles(ask("?kind=practice-example")) == ["Paramount"]


@pytest.mark.parametrize("words", ["telford", "TELFORD", "chance", "probation courts", "Wrekin"])
def test_words_are_found_in_title_summary_sections_and_place(
    ask, words, django_capture_on_commit_callbacks
):
    page = CaseStudyFactory(
        title="Telford",
        summary="Children were noticed by chance.",
        identification_text="<p>Ask probation and the courts.</p>",
        areas=[AreaFactory(label="Wrekin")],
    )
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    CaseStudyFactory(title="Something else")

    assert titles(ask(f"?q={words}")) == ["Telford"]


def test_words_and_kind_are_combined(ask):
    CaseStudyFactory(title="Visits in Telford")
    PracticeExampleFactory(title="Visits in Halton")

    assert titles(ask("?q=visits&kind=practice-example")) == ["Visits in Halton"]


def test_what_editors_noted_privately_cannot_be_searched(ask):
    CaseStudyFactory(
        submitted_by="Canary",
        approved_by="Canary",
        contact_role="Canary",
        contact_permission="Canary",
    )

    assert titles(ask("?q=canary")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?kind=nonsense",
        "?page=0",
        "?page=999",
        "?page=x",
        "?q=%00%27",
        "?q=" + "x" * 500,
        "?q=%22(",
    ],
)
def test_nothing_in_the_address_can_break_the_list(ask, query):
    CaseStudyFactory(title="Telford")

    assert ask(f"?{query}").h1


def test_a_narrowed_list_is_not_for_search_engines(ask):
    CaseStudyFactory()

    assert not ask().select("meta[name=robots]")
    assert "noindex" in ask("?kind=local-area").select_one("meta[name=robots]")["content"]


def test_nothing_found_offers_a_way_back(ask, library):
    CaseStudyFactory(title="Telford")

    soup = ask("?q=aardvark")

    assert "Nothing fits" in soup.main.get_text()
    assert soup.select(f".empty a[href='{library.url}']")


def test_what_was_asked_for_stays_in_the_form(ask):
    soup = ask("?q=visits&kind=service-model")

    assert soup.select_one("input[name=q]")["value"] == "visits"
    assert [box["value"] for box in soup.select("input[checked]")] == ["service-model"]


def test_the_second_page_says_so_in_its_title_and_keeps_the_choice(ask):
    for _ in range(21):
        CaseStudyFactory()
    CaseStudyFactory(kind="protocol-in-action")

    soup = ask("?kind=local-area&page=2")

    assert "page 2 of 2" in soup.title.get_text()
    assert len(titles(soup)) == 1
    assert "kind=local-area" in soup.select_one("a[rel=prev]")["href"]


def test_the_marks_of_an_item_are_shown(ask, time_machine):
    CaseStudyFactory(title="Sample", is_sample=True, historical_note="Kept.")
    time_machine.move_to(NOON + timedelta(days=800))

    assert [
        tag.get_text(strip=True) for tag in ask("?archived=1").select(".result__kind > span")
    ] == [
        "Sample content",
        "Historical",
        "Archived",
    ]


def test_fifty_items_cost_no_more_than_five(client, library, django_assert_max_num_queries):
    lists = [library.url, f"{library.url}?q=record", f"{library.url}?kind=local-area"]

    def make(count):
        for _ in range(count):
            CaseStudyFactory()
            PracticeExampleFactory()

    make(3)
    client.get(library.url)
    costs = {}
    for url in lists:
        with django_assert_max_num_queries(25) as cost:
            client.get(url)
        costs[url] = len(cost)
    make(22)
    for url in lists:
        with django_assert_max_num_queries(costs[url]):
            client.get(url)


def counts(soup, facet):
    """What each choice of a facet would leave, as a reader sees it."""
    return {
        box.find_parent("label").select_one(".facet__label").get_text(): int(
            next(box.find_parent("label").select_one(".facet__count").stripped_strings)
        )
        for box in soup.select(f"input[name={facet}]")
    }


def test_choices_of_one_facet_widen_and_of_two_facets_narrow(ask):
    police, health = SectorFactory(slug="police"), SectorFactory(slug="health")
    visits = TopicFactory(slug="visits")
    CaseStudyFactory(title="Police and visits", sectors=[police], topics=[visits])
    CaseStudyFactory(title="Police alone", sectors=[police], topics=[TopicFactory()])
    CaseStudyFactory(title="Health and visits", sectors=[health], topics=[visits])

    both = ask("?sector=police&sector=health")
    narrowed = ask("?sector=police&topic=visits")

    assert len(titles(both)) == 3
    assert titles(narrowed) == ["Police and visits"]


@pytest.mark.parametrize(
    ("facet", "field", "factory"),
    [
        ("role", "roles", RoleFactory),
        ("stage", "stages", StageFactory),
        ("age", "ages", AgeBandFactory),
        ("flag", "flags", FlagFactory),
        ("place", "areas", AreaFactory),
    ],
)
def test_every_vocabulary_narrows(ask, facet, field, factory):
    term = factory(label="Wanted", slug="wanted")
    CaseStudyFactory(title="Has it", **{field: [term]})
    CaseStudyFactory(title="Has it not", **{field: [factory()]})

    assert titles(ask(f"?{facet}=wanted")) == ["Has it"]
    assert counts(ask(), facet)["Wanted"] == 1


def test_the_kind_of_evidence_narrows(ask):
    CaseStudyFactory(title="Measured", evidence_type=EvidenceTypeFactory(slug="trial"))
    CaseStudyFactory(title="Told", evidence_type=EvidenceTypeFactory())

    assert titles(ask("?evidence=trial")) == ["Measured"]


def test_a_count_leaves_the_choices_of_its_own_facet_out(ask):
    police, health = SectorFactory(label="Police"), SectorFactory(label="Health")
    visits, money = TopicFactory(label="Visits"), TopicFactory(label="Money")
    CaseStudyFactory(sectors=[police], topics=[visits])
    CaseStudyFactory(sectors=[police, health], topics=[money])

    soup = ask(f"?sector={police.slug}&topic={money.slug}")

    assert counts(soup, "sector") == {"Police": 1, "Health": 1}
    assert counts(soup, "topic") == {"Visits": 1, "Money": 1}
    assert counts(soup, "kind")["Local area case study"] == 1


def test_a_choice_that_would_leave_nothing_stays_and_one_that_nobody_uses_is_not_offered(ask):
    police, health = SectorFactory(label="Police"), SectorFactory(label="Health")
    SectorFactory(label="Nobody")
    visits = TopicFactory()
    CaseStudyFactory(sectors=[police], topics=[visits])
    CaseStudyFactory(sectors=[health], topics=[TopicFactory()])

    assert counts(ask(f"?topic={visits.slug}"), "sector") == {"Police": 1, "Health": 0}


def test_a_draft_or_a_page_behind_a_login_is_not_counted_and_offers_no_choice(ask):
    CaseStudyFactory(live=False, sectors=[SectorFactory(label="Drafted")])
    hidden = CaseStudyFactory(sectors=[SectorFactory(label="Hidden")])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    CaseStudyFactory(sectors=[SectorFactory(label="Seen")])

    assert counts(ask(), "sector") == {"Seen": 1}


def test_a_region_finds_what_is_about_its_authorities(ask):
    nation = AreaFactory(label="Sampleland", slug="sampleland", kind="nation")
    region = AreaFactory(label="Sampleshire", slug="sampleshire", kind="region", parent=nation)
    town = AreaFactory(label="Sampleton", parent=region)
    CaseStudyFactory(title="In the town", areas=[town])
    CaseStudyFactory(title="In the town and the region", areas=[town, region])
    CaseStudyFactory(title="Elsewhere", areas=[AreaFactory(label="Elsewhere")])

    soup = ask("?place=sampleshire")

    assert sorted(titles(soup)) == ["In the town", "In the town and the region"]
    assert counts(soup, "place") == {
        "Sampleland": 2, "Sampleshire": 2, "Sampleton": 2, "Elsewhere": 1,
    }  # fmt: skip
    assert [legend.get_text() for legend in soup.select("#facet-place legend")] == [
        "Nation or wider",
        "Region",
        "Local authority",
    ]


def test_archived_items_come_only_when_asked_for(ask):
    CaseStudyFactory(title="Old", last_reviewed=NOON.date() - timedelta(days=800))
    CaseStudyFactory(title="Current")

    assert titles(ask()) == ["Current"]
    assert sorted(titles(ask("?archived=1"))) == ["Current", "Old"]
    assert titles(ask("?q=old")) == []
    advice = ask("?q=old").select_one(".empty__advice")
    assert "Look among archived items, too (1 item)" in " ".join(advice.get_text().split())


def test_what_was_reviewed_last_can_come_first(ask):
    published(CaseStudyFactory(title="Newer", last_reviewed=date(2026, 1, 5)), 1)
    published(CaseStudyFactory(title="Reviewed", last_reviewed=date(2026, 3, 5)), 9)

    assert titles(ask("?sort=reviewed")) == ["Reviewed", "Newer"]
    assert titles(ask("?sort=newest")) == ["Newer", "Reviewed"]


def test_the_best_match_comes_first_unless_another_order_is_asked_for(ask):
    published(CaseStudyFactory(title="Visits, visits and visits"), 30)
    published(CaseStudyFactory(title="Money", summary="A long story that names visits once."), 1)

    assert titles(ask("?q=visits"))[0] == "Visits, visits and visits"
    assert titles(ask("?q=visits&sort=newest"))[0] == "Money"


def test_each_chip_takes_its_own_choice_off(ask, library):
    police, health = SectorFactory(label="Police"), SectorFactory(label="Health")
    CaseStudyFactory(sectors=[police, health])

    soup = ask(f"?q=record&sector={police.slug}&sector={health.slug}&archived=1&sort=newest")
    chips = {
        chip.select_one(".chip__text").get_text(): chip["href"] for chip in soup.select(".chip")
    }

    assert chips == {
        "Sector: Police": f"?q=record&sector={health.slug}&archived=1&sort=newest",
        "Sector: Health": f"?q=record&sector={police.slug}&archived=1&sort=newest",
        "Archived: included": f"?q=record&sector={police.slug}&sector={health.slug}&sort=newest",
    }
    assert soup.select_one(".chips__clear")["href"] == "?q=record&sort=newest"
    assert "Filters, 3 in use" in soup.select_one(".facets summary").get_text()


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?kind=nonsense", "“nonsense”"),
        ("?topic=a&topic=b", "“a” and “b”"),
        ("?sort=upwards", "“upwards”"),
        ("?page=x", "“x”"),
        ("?archived=maybe", "“maybe”"),
        ("?q=%28", "“(”"),
        ("?sector=%3Cb%3E", "“<b>”"),
    ],
)
def test_what_was_not_understood_is_left_out_and_named(ask, query, named):
    CaseStudyFactory(title="Telford")

    soup = ask(query)

    assert titles(soup) == ["Telford"]
    assert f"We did not understand {named}" in soup.select_one(".notice").get_text()


def test_nothing_found_says_which_choice_to_take_back(ask):
    police, health = SectorFactory(label="Police"), SectorFactory(label="Health")
    visits = TopicFactory(label="Visits")
    CaseStudyFactory(title="One", sectors=[police], topics=[TopicFactory()])
    CaseStudyFactory(title="Two", sectors=[health], topics=[visits])
    CaseStudyFactory(title="Three", sectors=[health], topics=[visits])

    soup = ask(f"?sector={police.slug}&topic={visits.slug}")
    advice = {link.get_text(): link["href"] for link in soup.select(".empty__advice a")}

    assert list(advice.items()) == [
        ("Remove Sector: Police", f"?topic={visits.slug}"),
        ("Remove Topic: Visits", f"?sector={police.slug}"),
    ]
    assert "(2 items)" in soup.select_one(".empty__advice").get_text()


def test_what_was_found_is_marked_and_nothing_else(ask):
    CaseStudyFactory(summary="Visits & <b>other</b> visits to a prison.")

    summary = ask("?q=visits").select_one(".result__summary")

    assert [mark.get_text() for mark in summary.select("mark")] == ["Visits", "visits"]
    assert not summary.select("b")
    assert summary.get_text() == "Visits & <b>other</b> visits to a prison."


def test_beyond_the_ceiling_numbers_say_that_there_are_more(ask, monkeypatch):
    monkeypatch.setattr("library.finding.CEILING", 3)
    police = SectorFactory(label="Police")
    for _ in range(5):
        CaseStudyFactory(sectors=[police])

    soup = ask()

    assert soup.select_one("#count").get_text() == "3+ items"
    assert "3+" in soup.select_one("#facet-sector .facet__count").get_text()
    assert "There are more" in soup.select_one("#results").get_text()


def test_the_whole_question_stays_in_the_form(ask):
    police = SectorFactory()
    CaseStudyFactory(sectors=[police])

    soup = ask(f"?q=record&sector={police.slug}&archived=1&sort=newest")

    assert {box["value"] for box in soup.select("#finder input[checked]")} == {police.slug, "1"}
    assert soup.select_one("option[selected]")["value"] == "newest"
    for field in ("input[name=q]", "select[name=sort]"):
        assert soup.select_one(field)["form"] == "finder"


def test_the_choices_are_read_once_for_each_version_of_the_site(ask):
    CaseStudyFactory(sectors=[SectorFactory(label="Police")])
    versions.renew()
    ask()
    CaseStudyFactory(sectors=[SectorFactory(label="Health")])

    before = counts(ask(), "sector")
    versions.renew()

    assert set(before) == {"Police"}
    assert set(counts(ask(), "sector")) == {"Police", "Health"}

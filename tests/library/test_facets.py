"""The finder: what each choice finds, and how many it would leave."""

from datetime import date, timedelta

import pytest
from wagtail.models import PageViewRestriction

from content import versions
from library.facets import FACETS
from tests.factories.library import (
    AgeBandFactory,
    CaseStudyFactory,
    EvidenceTypeFactory,
    FlagFactory,
    StageFactory,
)
from tests.factories.taxonomy import AreaFactory, RoleFactory, SectorFactory, TopicFactory
from tests.library.asking import NOON, counts, published, titles

pytestmark = pytest.mark.usefixtures("at_noon")


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
        ("?topic=a&topic=b", "“a” and “b”"),
        ("?sort=upwards", "“upwards”"),
        ("?page=x", "“x”"),
        ("?archived=maybe", "“maybe”"),
        ("?q=%28", "“(”"),
        ("?sector=%3Cb%3E", "“<b>”"),
        ("?page=999", "“page 999”"),
        ("?page=" + "9" * 5000, "“page 9999"),
        *((f"?{facet.name}=nonsense", "“nonsense”") for facet in FACETS),
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


def test_a_place_that_moves_takes_its_items_along(ask):
    here = AreaFactory(label="Here", slug="here", kind="region")
    there = AreaFactory(label="There", slug="there", kind="region")
    town = AreaFactory(label="Sampleton", parent=here)
    CaseStudyFactory(title="In the town", areas=[town])
    town.parent = there
    town.save()

    assert titles(ask("?place=here")) == []
    assert titles(ask("?place=there")) == ["In the town"]

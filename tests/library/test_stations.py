"""The line over the finder: four steps that narrow it to where the parent is."""

import pytest

from taxonomy import vocabularies
from taxonomy.models import Stage, Station
from tests.factories.library import CaseStudyFactory, StageFactory
from tests.library.asking import published, titles

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def stages(db):
    """Two stages in custody, one at each other station, and one that is not on the line."""
    slugs = {
        "arrest": Station.ARREST,
        "sentencing": Station.COURT,
        "first-days": Station.CUSTODY,
        "sentence": Station.CUSTODY,
        "recall": Station.RELEASE,
        "any-stage": "",
    }
    return {
        slug: StageFactory(slug=slug, label=slug.capitalize(), station=station, sort_order=order)
        for order, (slug, station) in enumerate(slugs.items())
    }


@pytest.fixture
def items(stages):
    first, sentence = stages["first-days"], stages["sentence"]
    published(CaseStudyFactory(title="Keyworkers", stages=[first, sentence]), 1)
    published(CaseStudyFactory(title="First days", stages=[first]), 2)
    published(CaseStudyFactory(title="Court", stages=[stages["sentencing"]]), 3)
    published(CaseStudyFactory(title="Throughout", stages=[stages["any-stage"]]), 4)


def stops(answer):
    """Each step: its words, how many it promises, and whether it is in force."""
    found = answer.select(".stage-strip__item")
    return [
        (
            stop.select_one(".stage-strip__name").text,
            getattr(stop.select_one(".stage-strip__count"), "text", None),
            stop.get("aria-current"),
        )
        for stop in found
    ]


def link(answer, words):
    found = answer.select(".stage-strip a")
    return next(it["href"] for it in found if it.text.startswith(words))


def test_an_item_about_two_stages_of_a_step_counts_once(ask, items):
    assert stops(ask()) == [
        ("Arrest", "0 items", None),
        ("Court", "1 item", None),
        ("Custody", "2 items", None),
        ("Release", "0 items", None),
    ]


def test_a_step_narrows_to_all_of_its_stages_and_is_taken_back_by_itself(ask, items):
    address = link(ask("?q=&sort=newest"), "Custody")

    narrowed = ask(address)

    assert address == "?stage=first-days&stage=sentence&sort=newest"
    assert titles(narrowed) == ["Keyworkers", "First days"]
    assert stops(narrowed)[1:3] == [("Court", "1 item", None), ("Custody", "2 items", "true")]
    assert link(narrowed, "Custody") == "?sort=newest"
    assert link(narrowed, "Court") == "?stage=sentencing&sort=newest"


def test_one_stage_of_two_is_not_the_whole_step(ask, items):
    assert {current for _, _, current in stops(ask("?stage=first-days"))} == {None}


def test_what_is_not_on_the_line_stands_below_it(ask, items):
    assert titles(ask(link(ask(), "Any-stage"))) == ["Throughout"]


def test_other_choices_narrow_the_steps(ask, items):
    assert stops(ask("?q=keyworkers"))[1:3] == [
        ("Court", "0 items", None),
        ("Custody", "1 item", None),
    ]


def test_beyond_the_ceiling_no_number_is_promised(ask, items, monkeypatch):
    monkeypatch.setattr("library.finding.CEILING", 2)

    assert {count for _, count, _ in stops(ask())} == {None}


def test_no_line_is_drawn_with_a_step_missing(ask, items):
    Stage.objects.filter(slug="recall").delete()

    assert stops(ask()) == []


def test_no_line_is_drawn_over_an_empty_library(ask, stages):
    assert stops(ask()) == []


def test_the_hubs_own_stages_lie_on_the_line(db):
    vocabularies.load()

    on_line = Stage.objects.exclude(station="").order_by("sort_order")
    assert list(dict.fromkeys(on_line.values_list("station", flat=True))) == list(Station)
    assert set(Stage.objects.filter(station="").values_list("slug", flat=True)) == {
        *("community-sentence", "any-stage")
    }

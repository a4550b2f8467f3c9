"""What the demonstration is made of: each item once, and in its proper kind."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from cms.demo import events, guides, library, services, statistics, works
from content.models import StandardPage
from events.models import TrainingEventPage
from library.enums import Kind
from library.models import GlossaryTerm, GuidePage, KeyStatistic, LibraryPage
from taxonomy import vocabularies
from tests.factories.events import EventIndexPageFactory
from tests.factories.library import LibraryIndexPageFactory

ITEMS = {
    Kind.PROTOCOL: [
        "kingston-families-apart-protocol",
        "barnsley-guidelines-family-member-in-prison",
        "oxfordshire-guidelines-for-schools",
        "greater-manchester-parent-in-prison",
        "exampleshire-two-year-plan",
    ],
    Kind.LOCAL_AREA: [
        "telford-families-do-matter",
        "halton-raising-the-alert",
        "sampleton-schools-cluster",
        "exampleshire-one-question",
    ],
    Kind.PRACTICE_EXAMPLE: ["operation-paramount"],
    Kind.DID_NOT_WORK: ["sampleford-homework-club"],
    Kind.RESOURCE: [
        "scie-guide-22",
        "leaflet-for-safeguarding-boards",
        "schools-notice-first",
        "this-is-me-child-impact-assessment",
        "i-hop-quality-statements",
        "families-outside-guidance-for-schools",
        "little-children-big-challenges",
        "sample-school-policy-template",
        "sample-checklist-arrest-at-home",
        "sample-easy-read-prison",
    ],
    Kind.RESEARCH: [
        "poverty-and-disadvantage-2007",
        "every-night-you-cry-2009",
        "she-just-cries-and-cries-2010",
        "coping-four-countries",
        "bolton-every-family-matters",
        "integrated-family-support-service",
        "community-support-pilots",
        "online-knowledge-hub-2017",
        "families-do-matter-pilots",
    ],
    Kind.POLICY: [
        "working-together-2015",
        "ofsted-reviews-of-boards-2013",
        "childrens-centre-handbook-2013",
        "troubled-families-2011",
        "children-act-2004-duty",
        "keeping-children-safe-in-education",
        "farmer-review-2017",
        "farmer-review-women-2019",
        "strengthening-prisoners-family-ties-2019",
        "jchr-mothers-in-prison-2019",
        "council-of-europe-2018-5",
    ],
    Kind.GUIDE: ["first-week", "practitioners-guide-2017", "guide-for-community-health"],
    Kind.QUESTION: ["asked-not-to-tell"],
    Kind.SERVICE: [
        "example-family-centre",
        "sample-visitors-welcome",
        "exampleshire-court-family-desk",
        "example-young-peoples-circle",
    ],
}
FIGURES = [
    "children-2008",
    "children-2012",
    "children-in-care-2012",
    "fathers-while-at-school",
    "mental-ill-health",
    "children-2024",
    "instances-2019",
    "children-of-mothers",
    "boards-2007",
]
EVENTS = [
    "hidden-sentence-training",
    "introduction-parent-in-custody",
    "commissioners-round-table",
]


@pytest.fixture(scope="module")
def content(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        vocabularies.load()
        LibraryIndexPageFactory()
        EventIndexPageFactory()
        for part in (statistics, library, works, guides, services, events):
            part.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(content, db):
    """The demonstration; what a test changes in it is taken back after the test."""


def test_every_item_of_the_library_is_there_in_its_proper_kind(loaded):
    found = {
        kind: set(LibraryPage.objects.live().filter(kind=kind).values_list("slug", flat=True))
        for kind in ITEMS
    }

    assert found == {kind: set(slugs) for kind, slugs in ITEMS.items()}
    assert LibraryPage.objects.live().count() == sum(map(len, ITEMS.values()))


def test_so_are_the_figures_the_events_and_the_explained_word(loaded):
    assert set(KeyStatistic.objects.values_list("slug", flat=True)) == set(FIGURES)
    assert TrainingEventPage.objects.live().filter(slug__in=EVENTS).count() == len(EVENTS)
    assert GlossaryTerm.objects.filter(slug="common-assessment-framework").exists()
    assert StandardPage.objects.live().filter(slug="earlier-hubs").exists()


def test_the_figures_and_the_money_of_telford_stand_in_its_record(loaded):
    telford = LibraryPage.objects.get(slug="telford-families-do-matter").specific

    assert [int(number.value["value"]) for number in telford.key_numbers] == [780, 226]
    assert telford.funding_in_one_line.startswith("£2 million over three years")


@pytest.mark.parametrize("slug", ITEMS[Kind.GUIDE])
def test_a_guide_has_sections_that_can_be_read(loaded, client, slug):
    page = GuidePage.objects.get(slug=slug)

    assert len(page.sections) >= 5
    for section in page.sections:
        shown = client.get(f"{page.url}{section.value['slug']}/")
        assert shown.status_code == 200
        assert section.value["title"] in shown.content.decode()
        assert len(str(section.value["body"]).split()) > 40


def test_the_leaflet_is_a_file_that_can_be_heard_and_has_a_picture_that_is_described(
    loaded, client
):
    page = LibraryPage.objects.get(slug="sample-easy-read-prison").specific
    file = page.files[0].value["document"]

    shown = BeautifulSoup(client.get(page.url).content, "html.parser")

    assert file.facts[0] == "PDF"
    assert file.facts[2:] == ["1 page", "tagged for screen readers"]
    assert shown.select_one(f'a[href="{file.url}"]')
    assert "flies a kite" in shown.select_one("main picture img")["alt"]
    assert shown.select_one("main picture source[type='image/avif']")
    assert file.file.storage.exists(file.file.name)

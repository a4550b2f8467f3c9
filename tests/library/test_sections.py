"""The thirteen sections as facts that can be asked for."""

import pytest

from library.enums import SectionStatus
from library.models import CaseStudyPage, LibraryPage, PracticeExamplePage
from library.models.sections import SECTIONS
from tests.factories.library import CaseStudyFactory, PracticeExampleFactory

ORDER = [
    "Context and need",
    "Strategy",
    "Funding",
    "Policies and procedures",
    "Identification",
    "Assessment",
    "Partnerships",
    "Training and awareness",
    "Services and support",
    "Links with prisons",
    "Outcomes",
    "Challenges and obstacles",
    "Lessons for practice",
]


def test_there_are_thirteen_always_in_this_order():
    assert [section.title for section in SECTIONS] == ORDER


@pytest.mark.parametrize("model", [CaseStudyPage, PracticeExamplePage])
def test_each_section_has_a_status_a_text_and_an_attachment(model):
    names = {field.name for field in model._meta.get_fields()}

    for section in SECTIONS:
        assert {section.status_field, section.text_field, section.attachment_field} <= names


def test_who_has_funding_in_place_is_one_question_over_all_kinds(library):
    text = {"funding_status": "described", "funding_text": "<p>Nine schools pay.</p>"}
    schools = CaseStudyFactory(**text)
    club = PracticeExampleFactory(**text)
    CaseStudyFactory(funding_status="nothing_yet")
    PracticeExampleFactory()

    found = LibraryPage.objects.where_section("funding", SectionStatus.DESCRIBED)

    assert {page.pk for page in found} == {schools.pk, club.pk}


def test_a_section_is_not_recorded_until_somebody_says_otherwise():
    assert CaseStudyPage().funding_status == SectionStatus.NOT_RECORDED


def test_empty_paragraphs_are_no_description(library):
    page = CaseStudyFactory(funding_text='<p data-block-key="abc"></p>')

    assert page.funding_status == SectionStatus.NOT_RECORDED


def test_windows_stand_in_the_order_of_the_sections():
    page = CaseStudyPage(context_status="described", funding_status="nothing_yet")

    assert page.statuses[:3] == ["described", "not-recorded", "nothing"]
    assert len(page.statuses) == 13

"""What a reader sees of a record."""

import json
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from content.models import CustomDocument, Organisation
from library.models import Partner
from library.models.sections import SECTIONS
from tests.factories.library import CaseStudyFactory, PracticeExampleFactory
from tests.factories.pages import standard_page
from tests.factories.taxonomy import AreaFactory, SectorFactory, TopicFactory
from tests.library.soup import words

MARCH = datetime(2026, 3, 15, 12, tzinfo=UTC)
"""Two weeks after the factories' last review."""


@pytest.fixture(autouse=True)
def in_march(time_machine):
    time_machine.move_to(MARCH)


@pytest.fixture
def read(client, django_assert_max_num_queries):
    """The page as a visitor gets it, within the budget."""

    def get(page):
        with django_assert_max_num_queries(25):
            answer = client.get(page.url)
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser")

    return get


def stream(block, *values):
    return json.dumps([{"type": block, "value": value} for value in values])


def glance(soup):
    items = soup.select_one(".glance").select("dl > div")
    return {item.dt.get_text(strip=True): " ".join(item.dd.get_text(" ").split()) for item in items}


def overfull(library):
    """Every field filled, every section with a link and a file."""
    topic = TopicFactory()
    linked = CaseStudyFactory(title="Linked page", topics=[topic])
    for number in range(4):
        PracticeExampleFactory(title=f"Related {number}", topics=[topic])
    file = CustomDocument(title="Form", file=ContentFile(b"x", name="form.pdf"))
    file.save()
    link = f'<p><a linktype="page" id="{linked.pk}">another place</a></p>'
    file_link = f'<p><a linktype="document" id="{file.pk}">a form</a></p>'
    body = {section.text_field: f"<p>Words.</p>{link}{file_link}" for section in SECTIONS}
    files = {section.attachment_field: file for section in SECTIONS}
    number = {"precision": "about", "value": 200, "label": "children", "source": "Us"}
    page = CaseStudyFactory(
        title="Overfull",
        topics=[topic, *(TopicFactory() for _ in range(5))],
        areas=[AreaFactory() for _ in range(5)],
        publisher=Organisation.objects.create(name="Publisher"),
        lead_organisation=Organisation.objects.create(name="Lead"),
        maturity="running",
        started="March 2021",
        funding_in_one_line="None",
        staffing_in_one_line="One",
        historical_note="Kept.",
        key_numbers=stream("number", *[number] * 6),
        lessons=stream("lesson", *[{"lesson": "Ask.", "detail": ""}] * 7),
        challenges=stream("challenge", *[{"challenge": "Money"}] * 5),
        references=stream("reference", *[{"authors": "A", "title": "T"}] * 5),
        versions=stream("version", {"kind": "cy", "document": file.pk}),
        voices=stream("voice", {"text": "Hello", "speaker": "Child", "age_band": "8 to 11"}),
        timeline=stream("milestone", {"when": "2021", "what": "It began."}),
        copy_people="Two",
        equality_note="Languages.",
        safeguarding_note="Never ask.",
        **body,
        **files,
    )
    page.partners = [
        Partner(organisation=Organisation.objects.create(name=f"Partner {n}")) for n in range(4)
    ]
    page.save()
    return page


def test_lessons_come_before_everything_but_the_head(library, read):
    lessons = [{"lesson": f"Lesson {n}.", "detail": None} for n in range(3)]
    page = CaseStudyFactory(lessons=stream("lesson", *lessons))

    html = str(read(page).main)

    assert html.index("<h1>") < html.index("Lesson 0.") < html.index("At a glance")
    assert html.index("At a glance") < html.index("The whole story")
    assert "None" not in html


def test_lessons_that_we_drew_ourselves_say_so(library, read):
    lessons = stream("lesson", *[{"lesson": "Ask.", "detail": ""}] * 3)

    ours = read(CaseStudyFactory(lessons=lessons, lessons_by_hub=True))
    theirs = read(CaseStudyFactory(lessons=lessons))

    assert "The hub’s reading of the source" in words(ours)
    assert "The hub’s reading of the source" not in words(theirs)


def test_empty_optional_facts_are_left_out_and_empty_required_ones_say_so(library, read):
    shown = glance(read(CaseStudyFactory()))

    assert "Funding" not in shown
    assert "Staff and time" not in shown
    assert "With" not in shown
    assert shown["Led by"] == "Not recorded"
    assert shown["How far it has come"] == "Not recorded"


def test_a_section_without_text_shows_one_plain_sentence(library, read):
    page = CaseStudyFactory(
        strategy_status="nothing_yet",
        policies_status="not_explored",
        outcomes_status="too_early",
        prisons_status="not_applicable",
    )

    soup = read(page)

    assert words(soup.select_one("#strategy .case__text")) == "Nothing is in place yet."
    assert words(soup.select_one("#policies .case__text")) == "This was not explored."
    assert words(soup.select_one("#outcomes .case__text")) == "It is too early to say."
    assert words(soup.select_one("#prisons .case__text")) == "This does not apply here."
    assert words(soup.select_one("#funding .case__text")) == "Our source does not say."
    assert words(soup.select_one("#strategy .status")) == "Nothing in place yet"


def test_the_contents_list_leads_to_every_section_and_says_its_status(library, read):
    soup = read(CaseStudyFactory(funding_status="nothing_yet"))

    links = soup.select(".contents a")
    assert [link["href"] for link in links] == [f"#{section.slug}" for section in SECTIONS]
    assert all(soup.select_one(link["href"]) for link in links)
    assert words(links[2]) == "Funding : Nothing in place yet"


def test_made_up_content_says_so(library, read):
    made_up = read(CaseStudyFactory(is_sample=True)).select_one(".page-head")
    real = read(CaseStudyFactory()).select_one(".page-head")

    assert "Sample content" in words(made_up)
    assert "Sample content" not in words(real)


def test_the_date_of_the_information_is_shown_as_a_month_or_a_year(library, read):
    month = read(CaseStudyFactory(information_correct_at=date(2008, 4, 1)))
    year = read(CaseStudyFactory(information_correct_at=date(2010, 1, 1)))

    assert "Information correct at April 2008" in words(month)
    assert "Information correct at 2010" in words(year)


@pytest.mark.parametrize(
    ("moment", "notice"),
    [
        (datetime(2027, 2, 28, 23, 59, tzinfo=UTC), None),
        (datetime(2027, 3, 1, 0, 0, tzinfo=UTC), "This page may be out of date"),
        (datetime(2028, 2, 29, 23, 59, tzinfo=UTC), "This page may be out of date"),
        (datetime(2028, 3, 1, 0, 0, tzinfo=UTC), "This page is archived"),
    ],
)
def test_the_banner_comes_on_the_day(library, read, time_machine, moment, notice):
    page = CaseStudyFactory(last_reviewed=date(2026, 3, 1))
    time_machine.move_to(moment)

    titles = [words(title) for title in read(page).select(".notice__title")]

    assert titles == ([notice] if notice else [])


def test_a_record_of_the_past_says_why_it_is_kept(library, read):
    page = CaseStudyFactory(
        information_correct_at=date(2008, 4, 1), historical_note="Boards are partnerships now."
    )

    soup = read(page)

    assert words(soup.select_one(".notice__title")) == "This is a record of 2008"
    assert "Boards are partnerships now." in words(soup)
    assert "Historical" in words(soup.select_one(".page-head"))


def test_what_is_for_editors_only_is_never_shown(library, read):
    page = CaseStudyFactory(
        submitted_by="canary-submitter",
        approved_by="canary-approver",
        contact_role="canary-role",
        contact_email="canary@example.org",
        contact_permission="canary-permission",
        voices=stream("voice", {"text": "Hello", "speaker": "Child", "permission": "canary-voice"}),
    )

    assert "canary" not in str(read(page))


def test_a_contact_who_agreed_is_shown(library, read):
    page = CaseStudyFactory(
        contact_role="Early help team",
        contact_email="team@example.org",
        contact_is_public=True,
        contact_permission="canary",
    )

    html = str(read(page))

    assert "mailto:team@example.org" in html
    assert "canary" not in html


def test_an_unrated_record_says_that_nobody_has_judged_it(library, read):
    assert "Nobody has judged this record" in words(read(CaseStudyFactory()))


def test_judgements_are_words_with_a_reason(library, read):
    page = CaseStudyFactory(
        practice_relevance="plus",
        practice_relevance_why="Three places to ask.",
        quality_reviewer="a hub reviewer",
        quality_reviewed_on=date(2026, 3, 2),
    )

    text = words(read(page).select_one(".evidence"))

    assert "Useful for practice Strong Three places to ask." in text
    assert "Methodological quality Not yet judged" in text
    assert "Read by a hub reviewer, 2 March 2026." in text


def test_judgements_lead_to_what_they_do_not_mean(library, read):
    page = CaseStudyFactory(
        practice_relevance="plus",
        practice_relevance_why="Three places.",
        quality_reviewer="a hub reviewer",
        quality_reviewed_on=date(2026, 3, 2),
    )
    assert not read(page).select(".evidence a")

    standard_page(library.get_parent(), "How we judge evidence", slug="evidence")

    assert read(page).select_one(".evidence a")["href"] == "/evidence/"


def test_related_items_share_topics_and_the_closest_come_first(library, read):
    visits, schools = TopicFactory(), TopicFactory()
    page = CaseStudyFactory(topics=[visits, schools])
    CaseStudyFactory(title="Shares one", topics=[visits])
    PracticeExampleFactory(title="Shares two", topics=[visits, schools])
    CaseStudyFactory(title="Shares none", topics=[TopicFactory()], sectors=[SectorFactory()])
    CaseStudyFactory(title="Archived", topics=[visits], last_reviewed=date(2020, 1, 1))
    CaseStudyFactory(title="Draft", topics=[visits], live=False)
    hidden = CaseStudyFactory(title="Hidden", topics=[visits])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    titles = [words(title) for title in read(page).select(".card__title")]

    assert titles == ["Shares two", "Shares one"]


def test_a_full_page_costs_no_more_than_the_budget(library, read):
    soup = read(overfull(library))

    assert len(soup.select(".case__section .download")) == 13
    assert len(soup.select(".case__section a[href$='/linked-page/']")) == 13
    assert len(soup.select(".key-figure")) == 6
    assert "About 200" in words(soup)


def test_a_draft_can_be_looked_at_however_empty(library):
    page = CaseStudyFactory(
        live=False, summary="", purpose="", information_correct_at=None, last_reviewed=None,
        evidence_type=None, topics=[], areas=[],
    )  # fmt: skip

    html = page.make_preview_request(preview_mode="").content.decode()

    assert page.title in html
    assert "Not recorded" in html


def test_a_file_that_was_deleted_leaves_no_trace(library, read):
    file = CustomDocument.objects.create(title="Gone", file=ContentFile(b"x", name="gone.pdf"))
    page = CaseStudyFactory(
        funding_attachment=file,
        versions=stream("version", {"kind": "pdf", "document": file.pk}),
    )
    file.delete()

    assert not read(page).select(".download")

"""What is worth a look before publishing, and in nobody's way."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from content import checklist
from content.models import CustomImage, StandardPage
from library.models import ResourcePage
from tests.factories.content import document, picture
from tests.factories.events import EventIndexPageFactory, TrainingEventPageFactory
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.members import UserFactory
from tests.factories.pages import home_page, standard_page
from tests.library.test_works import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def library(home):
    return LibraryIndexPageFactory()


def saying(home, text, **fields):
    body = json.dumps([{"type": "text", "value": text}])
    return standard_page(home, fields.pop("title", "A page"), body=body, **fields)


def found(page):
    return [(finding.about, finding.text) for finding in checklist.look_over(page)]


@pytest.mark.parametrize(
    "words",
    ["click here", "Here.", "Read more…", "this link", "<b>more</b>", "https://example.org/a"],
)
def test_words_that_say_nothing_of_a_link_are_named(home, words):
    page = saying(home, f'<p>See <a href="https://example.org">{words}</a></p>')

    assert [about for about, _ in found(page)] == ["Links"]


def test_words_that_say_where_a_link_leads_are_not(home):
    page = saying(home, '<p><a href="https://example.org">More about visits</a> is here.</p>')

    assert found(page) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("a boy aged 7 said", "exact age"),
        ("her 9-year-old son", "exact age"),
        ("they live at TF1 5AB now", "postcode"),
        ("he was born on a Monday", "date of birth"),
        ("write to mum@example.org", "e-mail address"),
    ],
)
def test_what_could_tell_who_somebody_is_is_named(home, words, what):
    ((about, text),) = found(saying(home, f"<p>{words}</p>"))

    assert about == "Anonymity"
    assert what in text


def test_ages_in_bands_are_as_they_should_be(home):
    assert found(saying(home, "<p>Children aged 5 to 11, in 2008, after 12 weeks.</p>")) == []


def test_a_picture_without_words_is_named(home):
    image = picture()
    CustomImage.objects.filter(pk=image.pk).update(description=" ")
    body = json.dumps([{"type": "picture", "value": {"image": image.pk, "caption": ""}}])

    assert found(standard_page(home, "A page", body=body)) == [
        ("Pictures", "“Street” does not say what it shows.")
    ]


def test_a_title_that_is_there_is_named_but_saved(home):
    standard_page(home, "Visits")
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    add = reverse("wagtailadmin_pages:add", args=["content", "standardpage", home.pk])

    form = {
        "title": "visits", "slug": "visits-2", "introduction": "", "reviewed_on": "",
        "has_exit_button": "", "body-count": "0", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }  # fmt: skip
    answer = chief.post(add, form, follow=True)

    assert StandardPage.objects.filter(slug="visits-2").exists()
    assert "Another page is called “Visits”, too." in answer.content.decode()


def test_an_item_is_looked_over_for_terms_dates_and_sources(library):
    item = CaseStudyFactory()
    item.topics, item.information_correct_at = [], None

    words = dict(found(item))
    blocking = {finding.about for finding in checklist.look_over(item) if finding.blocks}

    assert words["Topics"] == "Choose at least one topic."
    assert words["Information correct at"] == "This is still empty."
    assert words["Sources"] == "Nothing says where this comes from."
    assert blocking == {"Topics", "Information correct at"}


def test_a_file_for_members_that_is_open_elsewhere_is_named(library):
    file = document(title="Checklist")
    files = json.dumps([{"type": "download", "value": {"document": file.pk, "note": ""}}])
    made(ResourcePage, title="Open", files=files)
    closed = made(ResourcePage, title="Closed", files=files, for_members=True)

    assert ("For members", "The file “Checklist” is open to everybody: “Open” offers it, too.") in (
        found(closed)
    )


def tab(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    (label,) = [it for it in soup.select("[role=tab]") if "Before you publish" in it.get_text()]
    return soup.select_one(label["href"])


def test_the_form_of_an_item_shows_the_list_in_a_tab_of_its_own(library):
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    item = made(ResourcePage, ten_minutes="For a girl aged 9.")
    edit = reverse("wagtailadmin_pages:edit", args=[item.pk])

    words = tab(chief.get(edit)).get_text()
    assert "Nothing stands in the way of publishing." in words
    assert "gives an exact age" in words.partition("Worth a look")[2]

    item.topics = []
    item.save_revision(clean=False)
    words = tab(chief.get(edit)).get_text()
    assert "Choose at least one topic." in words.partition("Needed before")[2].partition("Worth")[0]


def test_events_and_standard_pages_have_it_too(home):
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    event = TrainingEventPageFactory(parent=EventIndexPageFactory(), live=True)

    for page in (event, standard_page(home, "Visits")):
        answer = chief.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "Nothing stands in the way" in tab(answer).get_text()

import pytest
from django.urls import reverse

from content.search import words_of
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory
from tests.factories.pages import behind_a_login, home_page, standard_page
from tests.factories.taxonomy import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def look_for(client):
    def look(query, **more):
        return client.get(reverse("search"), {"q": query} | more)

    return look


def test_a_page_is_found_by_any_form_of_its_words(home, look_for):
    standard_page(home, "Visiting a prison with a child")

    assert "Visiting a prison with a child" in look_for("visits prisons").content.decode()


def test_all_words_have_to_be_there(home, look_for):
    standard_page(home, "Visiting a prison with a child")

    assert "Nothing has all of these words" in look_for("visiting unicorn").content.decode()


def test_a_page_behind_a_login_is_not_named(home, look_for):
    section = behind_a_login(standard_page(home, "Staff handbook canary"))
    standard_page(section, "Below the canary")

    assert look_for("canary").context["results"].paginator.count == 0


def test_a_draft_is_not_named(home, look_for):
    standard_page(home, "Canary in a draft", live=False)

    assert look_for("canary").context["results"].paginator.count == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "-",
        "'",
        '"',
        "\\",
        "%",
        "& | ! : * ( ) <->",
        "a:*B",
        "it's",
        "\x00",
        "😀",
        "the",
        "x" * 5000,
        "<script>",
        "%s %d {}",
    ],
)
def test_no_query_leads_to_an_error(home, look_for, query):
    response = look_for(query, page="nonsense")

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


def test_what_was_typed_stays_in_the_field(home, look_for):
    assert 'value="school &amp; visit"' in look_for("school & visit").content.decode()


def test_a_question_of_signs_alone_is_told_so(home, look_for):
    assert "There is no word in that" in look_for("!!!").content.decode()


def test_results_are_not_for_search_engines(home, look_for):
    assert '<meta name="robots" content="noindex">' in look_for("prison").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_results(
    home, look_for, django_assert_max_num_queries, django_assert_num_queries
):
    standard_page(home, "Visit 0")
    look_for("visit")
    with django_assert_max_num_queries(15) as few:
        look_for("visit")
    asked = len(few)
    for number in range(1, 12):
        standard_page(home, f"Visit {number}")
    with django_assert_num_queries(asked):
        assert look_for("visit").context["results"].paginator.count == 12


def test_words_keep_their_apostrophes():
    assert words_of("  the child's  (own) house!") == "the child's own house"


def test_robots_are_sent_to_the_map_of_the_site(client, home):
    standard_page(home, "About us")
    behind_a_login(standard_page(home, "Handbook"))

    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    listed = client.get("/sitemap.xml").content.decode()
    assert "/about-us/" in listed
    assert "/handbook/" not in listed


def test_a_page_is_found_by_its_topics_as_soon_as_it_is_published(
    home, look_for, django_capture_on_commit_callbacks
):
    page = CaseStudyFactory(parent=LibraryIndexPageFactory(parent=home), title="Bolton")
    page.topics = [TopicFactory(label="Grandparents")]
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    assert look_for("grandparent").context["results"].paginator.count == 1

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Site

from content.models import Navigation, SiteIdentity
from tests.factories.content import WEEKDAYS_NINE_TO_FIVE, column, identity, link, navigation
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db

ASK = Template(
    '{% load site %}{% site_identity as site %}{% menu "main" as main %}{% menu "footer" as foot %}'
    "{{ site.name }}: {% for item in main %}{{ item.label }}={{ item.url }}"
    "{% if item.is_current %}*{% endif %} {% endfor %}|"
    "{% for item in foot %}{{ item.label }}"
    "({% for link in item.children %}{{ link.label }} {% endfor %}) {% endfor %}"
)


@pytest.fixture
def home():
    return home_page()


def ask(path="/"):
    return ASK.render(Context({"request": RequestFactory().get(path, HTTP_HOST="localhost")}))


def test_a_menu_keeps_the_editors_order_and_words(home):
    about = standard_page(home, "About us")
    navigation(main=[link(url="/join/", label="Join"), link(page=about, label="Who we are")])

    assert ask() == "Alongside: Join=/join/ Who we are=/about-us/ |"


def test_a_link_without_words_takes_the_title_of_its_page(home):
    navigation(main=[link(page=standard_page(home, "About us"))])

    assert "About us=/about-us/" in ask()


def test_a_menu_never_names_what_is_hidden(home):
    section = behind_a_login(standard_page(home, "Canary"))
    navigation(
        main=[
            link(page=section),
            link(page=standard_page(section, "Canary below")),
            link(page=standard_page(home, "Canary draft", live=False)),
        ],
        footer=[column("Canaries only", link(page=section))],
    )

    assert ask() == "Alongside: |"


def test_a_deleted_page_leaves_its_menu(home):
    about = standard_page(home, "About us")
    navigation(main=[link(page=about, label="Who we are")])
    about.delete()

    assert ask() == "Alongside: |"


def test_the_menu_knows_where_the_reader_is(home):
    about = standard_page(home, "About us")
    navigation(main=[link(page=about), link(url="/join/", label="Join")])

    assert "About us=/about-us/* Join=/join/ " in ask("/about-us/people/")


def test_the_foot_has_columns_and_a_last_line(home):
    about = standard_page(home, "About us")
    navigation(
        footer=[
            column("About the hub", link(page=about)),
            column("About the hub", link(url="/join/", label="Join")),
        ],
        legal=[link(url="/cookies/", label="Cookies")],
    )

    assert ask().endswith("|About the hub(About us ) About the hub(Join ) Cookies() ")


def test_head_and_foot_ask_the_database_three_times(home, django_assert_num_queries):
    pages = [standard_page(home, f"Page {number}") for number in range(8)]
    navigation(
        main=[link(page=page) for page in pages],
        footer=[column("All", *(link(page=page) for page in pages))],
        legal=[link(page=page) for page in pages],
    )
    identity(helpline_page=pages[0])
    ask()
    request = RequestFactory().get("/", HTTP_HOST="localhost")
    Site.find_for_request(request)

    with django_assert_num_queries(3):
        ASK.render(Context({"request": request}))


def test_looking_at_a_page_writes_nothing(home):
    ask()

    assert not Navigation.objects.exists()
    assert not SiteIdentity.objects.exists()


def test_words_can_be_had_without_a_request(home):
    identity(name="By their side")

    assert ASK.render(Context()) == "By their side: |"


def test_the_helpline_says_whether_somebody_answers(home):
    helpline = identity().helpline_at(datetime(2026, 11, 23, 10, tzinfo=UTC))

    assert helpline.is_open
    assert helpline.opening_label == "Open now, until 5 pm"
    assert helpline.number_href == "tel:+448081570123"


def test_without_a_number_there_is_no_helpline(home):
    assert identity(helpline_number="").helpline is None


def test_a_helpline_page_that_is_not_published_is_not_linked(home):
    site = identity(helpline_page=standard_page(home, "Helpline", live=False))

    assert site.helpline.url == ""


def test_a_number_without_hours_is_refused():
    site = SiteIdentity(name="Alongside", helpline_number="08081 570 123")

    with pytest.raises(ValidationError) as refusal:
        site.clean()

    assert "helpline_hours" in refusal.value.message_dict


def test_a_day_closed_without_a_last_day_is_one_day(home):
    site = identity(
        helpline_hours=WEEKDAYS_NINE_TO_FIVE,
        helpline_closures=[("closure", {"first": date(2026, 11, 23), "last": None, "message": ""})],
    )

    assert not site.helpline_at(datetime(2026, 11, 23, 10, tzinfo=UTC)).is_open
    assert site.helpline_at(datetime(2026, 11, 24, 10, tzinfo=UTC)).is_open

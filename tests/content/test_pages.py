import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders
from django.core.checks import run_checks
from django.urls import reverse

from content import checks
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


def test_a_page_of_words_shows_them(client, home):
    page = standard_page(
        home,
        introduction="Who is behind the hub.",
        body=[("text", "<h2>People</h2><p>Three.</p>")],
        reviewed_on=date(2026, 11, 3),
    )

    shown = client.get(page.url).content.decode()

    assert "<h1>About us</h1>" in shown
    assert "Who is behind the hub." in shown
    assert "<h2>People</h2>" in shown
    assert "Last reviewed 3 November 2026" in shown


def test_a_page_behind_a_login_is_not_shown(client, home):
    page = behind_a_login(standard_page(home))

    assert client.get(page.url).status_code == 302


def test_an_address_that_changed_leads_on(client, home, django_capture_on_commit_callbacks):
    page = standard_page(home)
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "who-we-are"
        page.save_revision().publish()

    answer = client.get("/about-us/")

    assert (answer.status_code, answer["Location"]) == (301, "/who-we-are/")


def test_nobody_gets_a_cookie_for_reading(client, home):
    client.get(standard_page(home).url)
    client.get(home.url)
    client.get(reverse("search"), {"q": "visit"})

    assert not client.cookies


def test_the_desk_says_what_one_can_write(desk, home):
    shown = desk.get(reverse("wagtailadmin_home")).content.decode()

    add = reverse("wagtailadmin_pages:add", args=["content", "standardpage", home.pk])
    assert "What would you like to write?" in shown
    assert f'<a href="{add}">Standard page</a> in Home' in " ".join(shown.split())


def test_everything_an_editors_form_asks_for_is_there(desk, home):
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).content.decode()

    asked = set(re.findall(r'/static/([^"?]+\.(?:js|css))', form))
    assert "typed_table_block/js/typed_table_block.js" in asked
    assert not [path for path in asked if not finders.find(path)]


def test_the_project_keeps_its_own_rules():
    assert not [problem for problem in run_checks() if problem.id.startswith("content.")]


def test_a_letter_without_its_plain_twin_stops_the_start(settings, tmp_path):
    (tmp_path / "emails" / "members").mkdir(parents=True)
    (tmp_path / "emails" / "members" / "welcome.mjml").write_text("<mjml></mjml>")
    (tmp_path / "emails" / "members" / "welcome.subject.txt").write_text("Welcome")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    problems = checks.each_letter_is_whole()

    assert [problem.id for problem in problems] == ["content.E004"]
    assert "welcome.txt" in problems[0].msg

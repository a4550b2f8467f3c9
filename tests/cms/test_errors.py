"""Every answer of a site in trouble is a page of ours, and is really given."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms import urls
from content.models import GoneAddress
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db

TROUBLE = {
    "400": SuspiciousOperation("odd"),
    "403": PermissionDenied("no"),
    "500": RuntimeError("broken"),
}


def fail(request, code):
    raise TROUBLE[code]


urlpatterns = [path("trouble/<code>/", fail), path("", include(urls))]
handler429 = urls.handler429


def is_strict(response):
    """Whether what really went out carries the policy of the site: refuse all but our own files."""
    policy = response["Content-Security-Policy"]
    return "default-src 'none'" in policy and "unsafe" not in policy and "nonce" not in policy


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def reader():
    """Somebody whose browser gets the answer, whatever was raised."""
    return Client(raise_request_exception=False)


@pytest.mark.urls("tests.cms.test_errors")
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("400", "We could not read that request"),
        ("403", "This page is not open to you"),
        ("500", "Something has broken on our side"),
    ],
)
def test_trouble_is_answered_by_its_page(home, reader, code, words):
    response = reader.get(f"/trouble/{code}/")

    assert response.status_code == int(code)
    assert is_strict(response)
    assert f"<h1>{words}</h1>" in response.content.decode()


def test_an_address_of_another_host_is_not_understood(home, reader):
    response = reader.get("/", headers={"host": "elsewhere.example.org"})

    assert response.status_code == 400
    assert is_strict(response)
    assert "We could not read that request" in response.content.decode()


def test_an_address_without_a_page_is_not_found(home, reader):
    response = reader.get("/nowhere/")

    assert response.status_code == 404
    assert is_strict(response)
    assert "This page is not here" in response.content.decode()


def test_a_form_without_our_token_is_told_what_to_do(home):
    response = Client(enforce_csrf_checks=True).post("/join/", {"email": "ada@example.org"})

    assert response.status_code == 403
    assert is_strict(response)
    page = response.content.decode()
    assert "We could not accept that form" in page
    assert "load the page again" in page
    assert "no-store" in response["Cache-Control"]
    assert "ada@example.org" not in page


def test_too_many_tries_are_told_when_to_come_back(home, client):
    for number in range(20):
        client.post("/join/", {"email": f"n{number}@example.org"})

    response = client.post("/join/", {"email": "ada@example.org"})

    assert response.status_code == 429
    assert is_strict(response)
    assert response["Retry-After"] == "600"
    assert "Please wait a little" in response.content.decode()


def test_what_was_unpublished_is_gone_and_comes_back(home, client):
    page = standard_page(home, "Old advice")
    page.unpublish()

    response = client.get("/old-advice/")
    assert response.status_code == 410
    assert is_strict(response)
    assert "This page has been taken away" in response.content.decode()
    assert "Old advice" not in response.content.decode()

    page.save_revision().publish()
    assert client.get("/old-advice/").status_code == 200


def test_what_was_deleted_is_gone_with_all_below_it_and_leaves_no_words(home, client):
    parent = standard_page(home, "Stories")
    standard_page(parent, "One story")
    parent.delete()

    assert client.get("/stories/").status_code == 410
    assert client.get("/stories/one-story/").status_code == 410
    assert client.get("/stories/another/").status_code == 404
    assert "stor" not in " ".join(GoneAddress.objects.values_list("digest", flat=True))


def test_of_a_draft_that_was_never_public_nothing_is_said(home, client):
    draft = standard_page(home, "Secret plan", live=False)
    assert client.get("/secret-plan/").status_code == 404

    draft.delete()
    assert client.get("/secret-plan/").status_code == 404


def test_of_what_only_members_could_read_nothing_is_said(home, client):
    section = behind_a_login(standard_page(home, "Handbook"))
    page = standard_page(section, "Chapter")
    page.unpublish()
    assert client.get("/handbook/chapter/").status_code == 404

    section.delete()
    assert client.get("/handbook/").status_code == 404
    assert client.get("/handbook/chapter/").status_code == 404


def test_what_is_due_to_come_back_is_not_gone(home, client):
    page = standard_page(home, "Next year")
    page.unpublish()
    type(page).objects.filter(pk=page.pk).update(go_live_at=timezone.now() + timedelta(days=9))

    assert client.get("/next-year/").status_code == 404


def test_an_editors_redirect_has_the_first_word(home, client):
    standard_page(home, "Old advice").unpublish()
    Redirect.add_redirect("/old-advice/", "/")

    response = client.get("/old-advice/")

    assert (response.status_code, response["Location"]) == (301, "/")


def test_what_is_no_page_is_never_gone(home, client):
    assert client.get("/media/images/none.webp").status_code == 404
    assert client.get("/share/1-abc.png").status_code == 404


@pytest.fixture
def closed(settings):
    """A reader of a site that is being worked on."""
    settings.MAINTENANCE = True
    return Client()


@pytest.mark.parametrize("address", ["/", "/library/", "/admin/", "/health/ready", "/search/?q=a"])
def test_while_it_is_worked_on_the_site_says_so_and_asks_no_database(
    closed, address, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = closed.get(address)

    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "We are working on the site" in response.content.decode()


def test_a_closed_site_does_not_write_down_who_wanted_to_read_what(closed, caplog):
    closed.get("/library/a-study/")

    assert "a-study" not in caplog.text


def test_a_form_sent_while_the_site_is_worked_on_is_not_lost_in_silence(closed):
    assert closed.post("/join/", {"email": "ada@example.org"}).status_code == 503


def test_while_it_is_worked_on_the_process_lives_and_files_are_served(closed):
    assert closed.get("/health/live").status_code == 200
    style = closed.get("/static/css/site.css")
    style.close()
    assert style.status_code == 200


def test_an_open_site_has_nothing_in_the_way(home, client):
    assert client.get("/").status_code == 200


def test_the_page_of_a_closed_site_leads_nowhere():
    assert "<a href" not in render_to_string("503.html")

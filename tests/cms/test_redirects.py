"""No address is lost: what was renamed, moved or imported leads on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from wagtail.contrib.redirects.models import Redirect

from tests.factories.members import UserFactory
from tests.factories.pages import behind_a_login, home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return home_page()


def renamed(page, slug):
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def leads(client, address):
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location")


def test_a_renamed_page_is_found_at_its_old_address(home, client):
    page = renamed(standard_page(home, "Old name"), "new-name")

    assert leads(client, "/old-name/") == (301, "/new-name/")
    assert leads(client, "/old-name/?q=1") == (301, "/new-name/")
    assert client.get(page.url).status_code == 200


def test_what_lies_below_it_is_found_too(home, client):
    parent = standard_page(home, "Advice")
    standard_page(parent, "Visits")

    renamed(parent, "guidance")

    assert leads(client, "/advice/visits/") == (301, "/guidance/visits/")


def test_a_page_renamed_twice_is_one_step_away(home, client):
    page = renamed(renamed(standard_page(home, "First"), "second"), "third")

    assert leads(client, "/first/") == (301, page.url)
    assert leads(client, "/second/") == (301, page.url)


def test_a_page_that_gets_its_old_name_back_does_not_lead_in_a_circle(home, client):
    page = renamed(renamed(standard_page(home, "Here"), "there"), "here")

    assert client.get(page.url).status_code == 200
    assert leads(client, "/there/") == (301, "/here/")


def test_a_moved_page_is_found_at_its_old_address(home, client):
    section, page = standard_page(home, "Section"), standard_page(home, "Visits")

    page.move(section, pos="last-child")

    assert leads(client, "/visits/") == (301, "/section/visits/")


def test_a_new_page_at_an_old_address_is_shown(home, client):
    renamed(standard_page(home, "Prices"), "prices-2025")

    standard_page(home, "Prices")

    assert client.get("/prices/").status_code == 200


def test_an_old_draft_leads_nowhere(home, client):
    page = standard_page(home, "Secret", live=False)
    page.slug = "secret-2"
    page.save_revision()

    assert client.get("/secret/").status_code == 404
    assert not Redirect.objects.exists()


def test_a_renamed_page_that_is_deleted_is_gone_at_both_addresses(home, client):
    page = renamed(standard_page(home, "Old name"), "new-name")

    page.delete()

    assert client.get("/new-name/").status_code == 410
    assert client.get("/old-name/").status_code == 410


def test_a_renamed_page_behind_a_login_leads_to_the_login_alone(home, client):
    behind_a_login(renamed(standard_page(home, "Handbook"), "staff-handbook"))

    answer = client.get("/handbook/", follow=True)

    assert b"Sign in" in answer.content
    assert answer.redirect_chain[-1][0].startswith("/sign-in/")


def test_the_old_address_is_not_kept_for_anybody(home, settings):
    settings.PAGES_KEPT_SECONDS = 60
    page = standard_page(home, "Old name")
    assert Client().get("/old-name/").status_code == 200

    renamed(page, "new-name")

    assert leads(Client(), "/old-name/") == (301, "/new-name/")


def test_addresses_of_another_site_are_imported_from_a_table(home, client):
    page = standard_page(home, "Visits")
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    table = f"from,to\n/old/visits.html,http://localhost{page.url}\n/old/sheet.php?id=7,https://example.org/\n"
    file = SimpleUploadedFile("old.csv", table.encode(), content_type="text/csv")

    shown = chief.post("/admin/redirects/import/", {"import_file": file, "input_format": "0"})
    assert "/old/visits.html" in shown.content.decode()
    fields = shown.context["form"].initial | {
        "from_index": "0", "to_index": "1", "permanent": "on", "site": "",
    }  # fmt: skip
    done = chief.post("/admin/redirects/import/process/", fields)

    assert done.status_code in (200, 302)
    assert leads(client, "/old/visits.html") == (301, f"http://localhost{page.url}")
    assert leads(client, "/old/sheet.php?id=7") == (301, "https://example.org/")

"""Items for members: a stranger is asked to sign in, a member reads on."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client

from library.models import PracticeExamplePage, ResourcePage
from tests import canary
from tests.canary import WORD
from tests.factories.content import document
from tests.factories.library import LibraryIndexPageFactory
from tests.factories.members import MemberFactory, UserFactory
from tests.factories.pages import behind_a_login, home_page
from tests.library.test_works import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    home_page()
    return LibraryIndexPageFactory()


@pytest.fixture
def on_disk(settings, tmp_path):
    """Files lie where Wagtail can hand them out."""
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def member():
    client = Client()
    client.force_login(MemberFactory().user)
    return client


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", canary.kinds())
def test_a_member_reads_on_where_a_stranger_is_asked_to_sign_in(site, client, member, kind):
    page = canary.item(kind, for_members=True)

    asked = client.get(page.url)

    assert asked.status_code == 200
    assert f'href="/sign-in/?next=/library/{page.slug}/"' in asked.content.decode().replace(
        "%2F", "/"
    )
    assert WORD not in asked.content.decode()
    assert WORD in words(member, page.url)


def test_what_is_open_is_read_and_found_by_its_words(site, client):
    page = canary.item(ResourcePage)

    assert WORD in words(client, page.url)
    assert page.url in words(client, f"/library/?q={WORD}")


def test_an_item_leaves_the_search_when_it_is_closed_and_comes_back(site, client):
    page = canary.item(ResourcePage)
    page.for_members = True
    page.save_revision(clean=False)
    assert page.url in words(client, f"/library/?q={WORD}")  # a draft changes nothing
    page.save(clean=False)
    assert page.url not in words(client, f"/library/?q={WORD}")

    page.for_members = False
    page.save_revision(clean=False)
    assert page.url not in words(client, f"/library/?q={WORD}")
    call_command("update_index", verbosity=0)
    assert page.url not in words(client, f"/library/?q={WORD}")


def test_search_engines_are_told_that_it_is_not_free(site, client):
    page = canary.item(ResourcePage, for_members=True)

    assert '"isAccessibleForFree": false' in words(client, page.url)


def test_no_cache_keeps_either_answer(site, settings, member):
    settings.PAGES_KEPT_SECONDS = 60
    page = canary.item(PracticeExamplePage, for_members=True)

    for reader in (member, Client(), member, Client()):
        assert reader.get(page.url)["Cache-Control"] == "private, no-store"
    assert WORD not in words(Client(), page.url)


def test_a_page_kept_for_everybody_is_not_shown_once_it_is_for_members(
    site, settings, django_capture_on_commit_callbacks
):
    settings.PAGES_KEPT_SECONDS = 60
    page = canary.item(ResourcePage)
    assert WORD in words(Client(), page.url)

    page.for_members = True
    with django_capture_on_commit_callbacks(execute=True):
        page.save(clean=False)

    assert WORD not in words(Client(), page.url)


def test_a_member_comes_back_to_the_item_after_signing_in(site, client):
    page = canary.item(ResourcePage, for_members=True)
    link = BeautifulSoup(words(client, page.url), "html.parser").find(
        "a", href=re.compile("sign-in")
    )

    assert f'value="{page.url}"' in words(client, link["href"])


def test_a_page_behind_a_login_besides_says_not_even_its_title(site, client):
    page = behind_a_login(canary.item(ResourcePage, for_members=True))

    answer = client.get(page.url)

    assert answer.status_code == 302
    assert b"Lanternfish" not in answer.content


def test_staff_see_all_of_it_in_the_preview(site, rf):
    page = canary.item(ResourcePage, for_members=True)
    request = page.make_preview_request()

    assert WORD in request.content.decode()


def test_a_file_of_items_for_members_asks_to_sign_in(site, client, member, on_disk):
    file = document(data=b"%PDF-1.7 for members")
    page = canary.item(ResourcePage, for_members=True, files=files_with(file))

    asked = client.get(file.url)
    given = member.get(file.url)

    assert asked.status_code == 302
    assert asked["Location"].startswith("/sign-in/?next=%2Fdocuments%2F")
    assert asked["Cache-Control"] == given["Cache-Control"] == "private, no-store"
    assert b"".join(given.streaming_content) == b"%PDF-1.7 for members"
    page.unpublish()
    assert client.get(file.url).status_code == 302
    given.close()


@pytest.mark.parametrize("number", ["{}", "0{}", "arabic"])
@pytest.mark.parametrize("ending", ["", "%0A"])
def test_a_file_for_members_has_no_other_address(site, client, on_disk, number, ending):
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    file = document(data=b"%PDF-1.7 for members")
    canary.item(ResourcePage, for_members=True, files=files_with(file))
    pk = str(file.pk).translate(arabic) if number == "arabic" else number.format(file.pk)

    answer = client.get(f"/documents/{pk}/{file.filename}{ending}")

    assert answer.status_code in (302, 404)


def test_a_file_that_waits_in_a_draft_is_not_public_yet(site, client, on_disk):
    page = made(ResourcePage)
    file = document(data=b"%PDF-1.7 for the next version")
    page.files = files_with(file)
    draft = page.save_revision()
    assert client.get(file.url).status_code == 302

    draft.publish()

    answer = client.get(file.url)
    assert answer.status_code == 200
    answer.close()


def test_a_file_that_an_open_page_offers_too_is_open(site, client, on_disk):
    file = document()
    canary.item(ResourcePage, 1, for_members=True, files=files_with(file))
    canary.item(ResourcePage, 2, files=files_with(file))

    answer = client.get(file.url)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, no-cache"
    answer.close()


def test_a_file_under_another_name_is_not_there(site, client, member):
    file = document()
    canary.item(ResourcePage, for_members=True, files=files_with(file))

    assert client.get(f"/documents/{file.pk}/other.pdf").status_code == 404
    assert member.get(f"/documents/{file.pk}/other.pdf").status_code == 404
    assert client.get("/documents/999999/other.pdf").status_code == 404


def test_nobody_can_lock_a_page_or_a_file_with_a_shared_password(site):
    assert configured.WAGTAIL_PRIVATE_PAGE_OPTIONS == {"SHARED_PASSWORD": False}
    chief = Client()
    chief.force_login(UserFactory(administrator=True))
    library = site

    for address in (
        f"/admin/pages/{library.pk}/privacy/",
        "/admin/collections/1/privacy/",
    ):
        answer = chief.get(address)
        assert answer.status_code in (200, 404)
        assert 'value="password"' not in answer.content.decode()
    refused = chief.post(
        f"/admin/pages/{library.pk}/privacy/",
        {"restriction_type": "password", "password": "shared"},
    )
    assert not library.get_view_restrictions().exists(), refused.content


def files_with(file):
    return f'[{{"type": "download", "value": {{"document": {file.pk}, "note": ""}}}}]'

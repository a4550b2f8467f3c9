"""A library filled to measure with: varied, found and shown like one that people wrote."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import transaction

from cms.demo import scale
from library.models import LibraryIndexPage, LibraryPage

pytestmark = pytest.mark.django_db
MADE = 120


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The demonstration with so many items more, taken back after the module; their keys."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("bootstrap_site", verbosity=0)
        call_command("load_demo", verbosity=0)
        before = set(LibraryPage.objects.values_list("pk", flat=True))
        scale.load(MADE)
        yield set(LibraryPage.objects.values_list("pk", flat=True)) - before
        transaction.set_rollback(True)


@pytest.fixture
def filled(made, db):
    return LibraryPage.objects.filter(pk__in=made)


def test_it_has_every_kind_that_is_written_and_each_page_can_be_read(filled, client):
    assert filled.count() == MADE
    kinds = {page.specific_class for page in filled}
    assert len(kinds) >= 7
    for kind in kinds:
        page = filled.filter(content_type__model=kind._meta.model_name).first()
        assert client.get(page.url).status_code == 200, page.url
        assert page.specific.title == page.title


def test_each_item_is_found_by_its_words_and_by_what_it_carries(filled, client):
    page = filled.order_by("pk").last()
    number = page.title.rpartition(", ")[2]
    for query in (f"?q={number}&sort=newest", f"?q={number}&topic={page.topics.first().slug}"):
        soup = BeautifulSoup(client.get(f"/library/{query}&archived=1").content, "html.parser")
        assert page.url in {link["href"] for link in soup.select(".results a")}


def test_they_are_the_librarys_own_pages_and_no_two_alike(filled):
    library = LibraryIndexPage.objects.get()

    assert library.numchild == library.get_children().count()
    assert len({page.path for page in filled}) == len({page.title for page in filled}) == MADE
    assert not filled.filter(for_members=True).exists()

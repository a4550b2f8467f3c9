"""What is found in a file as it arrives, whatever sort of file it is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from content.models import CustomDocument
from tests.factories.content import pdf
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(client):
    """Put a file in as an editor does; the row that was made."""
    client.force_login(UserFactory(administrator=True))

    def put(data, name="poster.pdf"):
        file = SimpleUploadedFile(name, data)
        answer = client.post(reverse("wagtaildocs:add"), {"title": "Poster", "file": file})
        assert answer.status_code == 302, answer.content.decode()
        return CustomDocument.objects.get()

    return put


def test_a_tagged_pdf_says_its_length_and_that_it_is_tagged(bring):
    facts = bring(pdf(pages=2, tagged=True)).facts

    assert facts[0] == "PDF"
    assert facts[2:] == ["2 pages", "tagged for screen readers"]


def test_a_file_that_a_program_puts_in_says_so_too(db):
    file = ContentFile(pdf(pages=2, tagged=True), name="poster.pdf")

    CustomDocument.objects.create(title="Poster", file=file)

    assert CustomDocument.objects.get().facts[2:] == ["2 pages", "tagged for screen readers"]


def test_one_page_is_one_page_and_what_is_not_tagged_does_not_say_so(bring):
    made = bring(pdf(pages=1))

    assert made.facts[2:] == ["1 page"]
    assert made.is_tagged is False


def test_a_file_that_cannot_be_printed_is_read_all_the_same(bring):
    assert bring(pdf(pages=3, password="owner")).facts[2:] == ["3 pages"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"This is no PDF at all.", id="another sort of file"),
        pytest.param(b"%PDF-1.7\n" + b"\0" * 500, id="nothing behind its first line"),
        pytest.param(pdf(pages=2)[:-200], id="cut short"),
        pytest.param(b"x", id="one letter"),
    ],
)
def test_a_broken_file_is_kept_and_promises_no_length(bring, data):
    made = bring(data)

    assert made.file.size == len(data)
    assert made.facts[0] == "PDF"
    assert made.is_tagged is None or made.pages


def test_another_sort_of_file_has_no_length(bring):
    made = bring(b"Some words", name="words.txt")

    assert made.facts == ["plain text", "10\xa0bytes"]
    assert (made.pages, made.is_tagged) == (None, None)


def test_another_file_in_its_place_is_read_anew(bring, client):
    made = bring(pdf(pages=2, tagged=True))
    file = SimpleUploadedFile("poster.pdf", pdf(pages=5))
    client.post(reverse("wagtaildocs:edit", args=[made.pk]), {"title": "Poster", "file": file})

    made.refresh_from_db()
    assert made.facts[2:] == ["5 pages"]


def test_the_file_itself_stays_as_it_was(bring):
    data = pdf(pages=2)

    with bring(data).open_file() as file:
        assert file.read() == data

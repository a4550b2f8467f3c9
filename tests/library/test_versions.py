"""The same work in another form: Easy Read, another language, sign language."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from content.checklist import look_over
from content.outbound import addresses_of
from library.blocks import VersionBlock
from library.languages import LANGUAGES
from tests.factories.content import document, pdf
from tests.factories.library import CaseStudyFactory

pytestmark = pytest.mark.django_db
FILM = "https://films.example.org/in-sign-language"


def version(**value):
    return {"kind": "easy-read", "language": "", "document": None, "url": ""} | value


def published(library, *versions):
    page = CaseStudyFactory(
        versions=json.dumps([{"type": "version", "value": value} for value in versions])
    )
    page.save_revision().publish()
    return page


def links(client, page):
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return soup.select("[aria-labelledby=versions] .download__link")


def test_a_version_in_another_language_is_named_in_that_language(client, library):
    page = published(library, version(kind="language", language="pl", document=document().pk))

    (link,) = links(client, page)
    title = link.select_one(".download__title")
    assert (title.text, title["lang"], link["hreflang"]) == ("Polski", "pl", "pl")
    assert "PDF" in link.text


def test_a_film_in_sign_language_lies_on_another_site_and_is_watched_by_the_link_checker(
    client, library
):
    page = published(library, version(kind="bsl", url=FILM))

    (link,) = links(client, page)
    assert link["href"] == FILM
    assert " ".join(link.text.split()) == "British Sign Language film, on another site"
    assert FILM in addresses_of(page)


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (version(), "document", "Choose a file or give an address, not both."),
        (version(document=True, url=FILM), "document", "not both"),
        (version(kind="language", url=FILM), "language", "Choose the language."),
        (version(language="pl", url=FILM), "language", "choose “Another language”"),
    ],
)
def test_what_is_missing_or_too_much_is_said_at_its_field(value, field, words):
    block = VersionBlock()
    given = value | {"document": document() if value["document"] else None}

    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize(given))
    assert words in refused.value.block_errors[field].message


def test_a_version_from_before_there_were_languages_is_shown_as_it_was(client, library):
    page = published(library, {"kind": "cy", "document": document().pk})

    (link,) = links(client, page)
    assert link.select_one("[lang=cy]").text == "Cymraeg"


def test_a_file_that_is_gone_leaves_no_empty_link(client, library):
    file = document()
    page = published(library, version(document=file.pk))
    file.delete()

    assert not links(client, page)


def test_every_language_is_a_tag_that_browsers_know():
    assert all(tag.isalpha() and tag.islower() and 2 <= len(tag) <= 3 for tag in LANGUAGES)


def test_a_pdf_that_is_not_tagged_is_worth_a_look(library):
    untagged = document(title="Poster", data=pdf(pages=1))
    tagged = document(title="Leaflet", data=pdf(pages=1, tagged=True))
    page = published(
        library, version(document=untagged.pk), version(kind="pdf", document=tagged.pk)
    )

    told = [finding.text for finding in look_over(page) if finding.about == "Files"]
    assert len(told) == 1
    assert "“Poster” is not tagged for screen readers" in told[0]

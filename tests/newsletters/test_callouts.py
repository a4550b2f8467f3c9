"""Quotations and figures between the items of an edition."""

import pytest

from library.models import KeyStatistic
from newsletters.approving import approve
from newsletters.contents import EditionContent, Figure, Quote
from newsletters.dispatching import hand_over
from newsletters.models import EditionPage
from newsletters.resolving import WITHDRAWN
from tests.factories.newsletters import drafted, publisher, reader
from tests.library.test_statistics import statistic

pytestmark = pytest.mark.django_db

QUOTE = {"text": "Nobody asked.", "speaker": "child, 8 to 11", "source": "", "is_sample": True}
NUMBER = {
    "precision": "about",
    "value": "240",
    "unit": "",
    "label": "children met",
    "as_at": "2024",
    "source": "A report",
}


@pytest.fixture
def edition(newsletter):
    """A draft with one of each after its item."""
    reader(newsletter)
    page = drafted(newsletter).edition.get_latest_revision_as_object()
    return with_blocks(
        page, ("quote", QUOTE), ("number", NUMBER), ("statistic", statistic(figure="192,912"))
    )


def with_blocks(page, *blocks):
    contents = page.body[0].value["contents"]
    for block in blocks:
        contents.append(block)
    page.save_revision()
    return EditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_each_is_kept_as_data_and_read_back(edition):
    content = edition.content()

    assert content.sections[0].blocks[1:] == (
        Quote("“Nobody asked.”", "child, 8 to 11", is_sample=True),
        Figure("About 240", "children met", "A report, 2024"),
        Figure("192,912", "children had a parent in prison", "England and Wales, 2022."),
    )
    assert EditionContent.from_json(content.to_json()) == content


@pytest.mark.parametrize("change", ["withdrawn", "replaced"])
def test_a_statistic_that_may_not_be_quoted_any_more_is_named_and_left_out(edition, change):
    row = KeyStatistic.objects.get()
    newer = statistic(slug="newer", figure="200,000") if change == "replaced" else None
    KeyStatistic.objects.filter(pk=row.pk).update(live=bool(newer), superseded_by=newer)

    content = EditionPage.objects.get(pk=edition.pk).get_latest_revision_as_object().content()

    assert "192,912" not in str(content.sections)
    assert content.left_out == (WITHDRAWN,)


def test_the_page_and_the_letter_say_them(edition, client):
    approve(edition.dispatch.pk, by=publisher())
    letter = hand_over(edition.dispatch.pk).letters.get()

    page = client.get("/newsletters/hub-news/no-1/").content.decode()
    for said in ("“Nobody asked.”", "About 240", "192,912", "England and Wales, 2022."):
        assert said in letter.text
        assert said in letter.html
        assert said in page

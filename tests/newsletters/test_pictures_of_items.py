"""Pictures beside items: what was deleted leaves the letter, and the editor is told before."""

import json

import pytest

from mail.models import Letter
from newsletters import approving, dispatching
from newsletters.models import EditionPage
from newsletters.proofing import proof
from tests.factories.content import picture
from tests.factories.newsletters import drafted, publisher, reader
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return picture(description="A street")


@pytest.fixture
def draft(newsletter, image):
    """Its first item shows the picture."""
    newsletter.undo_minutes = 0
    newsletter.save()
    reader(newsletter)
    dispatch = drafted(newsletter)
    edition = EditionPage.objects.get(pk=dispatch.edition_id).get_latest_revision_as_object()
    body = edition.body.get_prep_value()
    body[0]["value"]["contents"][0]["value"]["image"] = image.pk
    edition.body = json.dumps(body)
    edition.save_revision()
    dispatch.edition.refresh_from_db()
    return dispatch


def texts(draft):
    return " ".join(finding.text for finding in proof(draft, at=NOW).findings)


def letter():
    return Letter.objects.get(mailing__key__startswith="edition:").html


def test_a_picture_that_is_there_is_shown(draft):
    assert "its file is missing" not in texts(draft)
    approving.approve(draft.pk, by=publisher())

    dispatching.hand_over(draft.pk)

    assert 'alt="A street"' in letter()


@pytest.mark.parametrize("what", ["image", "file"])
def test_one_that_is_gone_is_named_before_the_approval(draft, image, what):
    if what == "image":
        image.delete()
    else:
        image.file.storage.delete(image.file.name)

    assert "was deleted, or its file is missing" in texts(draft)
    approving.approve(draft.pk, by=publisher())
    dispatching.hand_over(draft.pk)
    assert "A street" not in letter()


def test_one_that_is_deleted_after_the_approval_leaves_the_letter(draft, image):
    approving.approve(draft.pk, by=publisher())
    image.delete()

    dispatching.hand_over(draft.pk)

    assert "A street" not in letter()
    assert "A named adult in every school" in letter()


def test_one_that_is_served_from_another_host_by_now_is_still_there(draft, settings):
    approving.approve(draft.pk, by=publisher())
    settings.MEDIA_URL = "https://pictures.example.org/media/"

    dispatching.hand_over(draft.pk)

    assert "A street" in letter()

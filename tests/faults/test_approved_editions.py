"""What happens between the approval of an edition and the hand-over of its letters."""

import pytest

from mail.enums import DeliveryStatus
from mail.models import Delivery
from members.privacy import erase_person
from newsletters.enums import EndedVia
from newsletters.models import Dispatch, Newsletter
from newsletters.subscribing import unsubscribe
from tests.factories.content import identity
from tests.factories.newsletters import approved, newsletter_with_archive, reader
from tests.factories.pages import home_page
from tests.faults.course import wait_until

LATER = "Changed after it was approved"


@pytest.fixture
def readers():
    """Subscriptions to one newsletter."""
    identity(organisation_address="1 Example Street\nSampleton", helpline_is_sample=True)
    newsletter = newsletter_with_archive(home_page())
    return [reader(newsletter, f"reader{n}@example.org") for n in range(120)]


@pytest.fixture
def edition(readers):
    """Approved; no worker has seen it yet."""
    return approved(readers[0].newsletter)


def is_sent():
    return Dispatch.objects.filter(state="sent").exists()


def letters(provider):
    """To readers, by address: staff get letters of their own."""
    found = [entry for entry in provider.ledger.entries if entry.recipient.startswith("reader")]
    assert len(found) == len({entry.recipient for entry in found})
    return {entry.recipient: entry for entry in found}


def leave(subscription):
    unsubscribe(subscription, via=EndedVia.ONE_CLICK, source="one-click")
    return subscription.member.user.email


def erase(subscription):
    user = subscription.member.user
    address = user.email
    erase_person(user)
    return address


def test_what_was_approved_goes_out_whatever_is_edited_before_the_worker_comes(
    readers, edition, start_worker, provider, tick
):
    approved_words = edition.edition.subject
    page = edition.edition.body[0].value["contents"][0].value["page"].specific
    page.title = LATER
    page.save_revision().publish()
    draft = edition.edition
    draft.subject = draft.title = LATER
    draft.save_revision().publish()
    Newsletter.objects.update(name=LATER, sender_name=LATER)

    start_worker()
    wait_until(is_sent, meanwhile=tick)

    sent = letters(provider)
    assert len(sent) == len(readers)
    assert {letter.subject for letter in sent.values()} == {approved_words}
    assert not any(LATER in letter.html + letter.text for letter in sent.values())
    assert not any(LATER in str(letter.headers) for letter in sent.values())


@pytest.mark.parametrize("go", [leave, erase])
def test_who_goes_before_the_worker_comes_is_not_even_planned(
    readers, edition, start_worker, provider, tick, go
):
    gone = {go(subscription) for subscription in readers[::10]}

    start_worker()
    wait_until(is_sent, meanwhile=tick)

    stayed = {f"reader{n}@example.org" for n in range(len(readers))} - gone
    assert set(letters(provider)) == stayed
    assert Dispatch.objects.get(pk=edition.pk).mailing.planned == len(stayed)


@pytest.mark.parametrize(
    ("go", "status"), [(leave, DeliveryStatus.SUPPRESSED), (erase, DeliveryStatus.CANCELLED)]
)
def test_who_goes_while_the_first_letters_are_handed_over_gets_none(
    readers, edition, start_worker, provider, tick, go, status
):
    provider.script.calls.extend(["hold", "hold"])
    start_worker()
    wait_until(lambda: provider.script.held >= 1, meanwhile=tick)

    waiting = Delivery.objects.filter(
        batch__state="ready", mailing__dispatch=edition, mailing__stream="bulk"
    )
    latest = {row.recipient_id for row in waiting}
    going = [one for one in readers if one.member.user_id in latest][::10]
    assert going
    gone = {go(subscription) for subscription in going}
    provider.script.release.set()
    wait_until(is_sent, meanwhile=tick)

    everybody = {f"reader{n}@example.org" for n in range(len(readers))}
    assert set(letters(provider)) == everybody - gone
    assert Delivery.objects.filter(mailing__dispatch=edition, status=status).count() == len(gone)

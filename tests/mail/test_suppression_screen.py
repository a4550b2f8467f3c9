"""Staff see why an address is not written to, and may lift it with a reason that is kept."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse

from mail import suppression
from mail.enums import SuppressionReason
from mail.models import Lifting, Suppression
from mail.suppression import is_suppressed, lift, suppress
from tests.factories.mail import mailing, people, send_everything

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"
BOUNCE = SuppressionReason.BOUNCE
ASK, LIFT = reverse("post_office:suppressions"), reverse("post_office:lift")


@pytest.fixture
def staff(client):
    def sign_in(*rights):
        users = get_user_model()
        user = users.objects.create_user("clerk@example.org", "a password", is_staff=True)
        names = ["access_admin", *rights]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def clerk(staff):
    return staff("view_suppression", "lift_suppression")


def answer(client, address, **facts):
    return " ".join(client.post(ASK, {"address": address, **facts}).content.decode().split())


def test_why_an_address_is_not_written_to(clerk):
    suppress(ADA, reason=BOUNCE, source="the provider's report")

    page = answer(clerk, " Ada@EXAMPLE.org ")

    assert "the address does not exist" in page
    assert "all mail" in page
    assert "from the provider&#x27;s report" in page
    assert "Nothing stands against it" in answer(clerk, "ben@example.org")


def test_it_is_found_under_an_old_pepper(clerk, settings):
    suppress(ADA, reason=BOUNCE)
    settings.SUPPRESSION_PEPPERS = [(2, "new"), *settings.SUPPRESSION_PEPPERS]
    suppress(ADA, reason=SuppressionReason.UNSUBSCRIBED, scope="newsletter:1")

    page = answer(clerk, ADA)

    assert "the address does not exist" in page
    assert "newsletter:1" in page
    assert sorted(Suppression.objects.values_list("pepper_version", flat=True)) == [1, 2]


def test_without_being_asked_the_screen_names_nobody(clerk):
    suppress(ADA, reason=BOUNCE)

    page = clerk.get(ASK).content.decode()

    assert ADA not in page
    assert Suppression.objects.get().address_hmac not in page
    assert clerk.get(ASK, {"address": ADA}).context["form"].is_bound is False


@pytest.mark.parametrize("address", ["", "nonsense", "é@example.org"])
def test_what_is_no_address_is_said_and_what_was_typed_stays(clerk, address):
    page = answer(clerk, address)

    assert "error-message" in page
    assert f'value="{address}"' in page or not address


def test_it_is_lifted_for_a_reason_that_is_kept(clerk):
    suppress(ADA, reason=BOUNCE, source="the provider's report")

    clerk.post(LIFT, {"address": ADA, "scope": "", "why": "The mailbox  works again."})

    assert not is_suppressed(ADA)
    kept = Lifting.objects.get()
    assert (kept.why, kept.reason) == ("The mailbox works again.", BOUNCE)
    assert kept.lifted_by.email == "clerk@example.org"
    page = answer(clerk, ADA)
    assert "Nothing stands against it" in page
    assert "The mailbox works again." in page
    assert ADA not in str(Lifting.objects.values().get())


@pytest.mark.parametrize(
    ("why", "said"), [("", "Say why"), ("ada@example.org rang", "Leave the address out")]
)
def test_without_a_proper_reason_it_stays(clerk, why, said):
    suppress(ADA, reason=BOUNCE)

    page = clerk.post(LIFT, {"address": ADA, "scope": "", "why": why}).content.decode()

    assert said in page
    assert is_suppressed(ADA)
    assert why in page


def test_lifting_one_list_leaves_the_rest(clerk):
    suppress(ADA, reason=BOUNCE)
    suppress(ADA, reason=SuppressionReason.UNSUBSCRIBED, scope="newsletter:1")

    clerk.post(LIFT, {"address": ADA, "scope": "newsletter:1", "why": "Asked again."})

    assert Suppression.objects.get().scope == ""


def test_the_answer_to_lifting_twice_is_a_sentence(clerk):
    answered = clerk.post(LIFT, {"address": ADA, "scope": "", "why": "Asked."}, follow=True)

    assert "Nothing stood against that address any more." in answered.content.decode()


def test_who_may_look_may_not_lift_and_others_do_neither(staff):
    suppress(ADA, reason=BOUNCE)
    client = staff("view_suppression")

    assert "Write to this address again" not in answer(client, ADA)
    refused = client.post(LIFT, {"address": ADA, "scope": "", "why": "Because."})
    assert refused.status_code == 302
    assert is_suppressed(ADA)


def test_others_do_not_even_ask(staff):
    client = staff("view_mailing")

    assert client.get(ASK).status_code == 302
    assert client.post(ASK, {"address": ADA}).status_code == 302


def test_what_was_lifted_cannot_be_rewritten_or_deleted_but_outlives_who_did_it(clerk):
    suppress(ADA, reason=BOUNCE)
    clerk.post(LIFT, {"address": ADA, "scope": "", "why": "Asked again."})

    for change in (
        lambda: Lifting.objects.update(why="Another reason."),
        lambda: Lifting.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="is kept as it is"), transaction.atomic():
            change()

    get_user_model().objects.get(email="clerk@example.org").delete()
    assert Lifting.objects.get().lifted_by is None


def test_who_subscribes_again_lifts_it_themselves_and_that_is_kept_too():
    suppress(ADA, reason=SuppressionReason.UNSUBSCRIBED, scope="newsletter:1")

    lift(ADA, scope="newsletter:1", reason="subscribed")

    assert (Lifting.objects.get().lifted_by, Lifting.objects.get().why) == (None, "subscribed")


def test_the_list_outlives_the_person_and_holds_for_who_is_imported_again(mailbox):
    first = people(1, "ada")
    suppress("ada0@example.org", reason=BOUNCE)
    first.delete()

    again = people(1, "ada")
    mailing(again)
    send_everything()

    assert suppression.is_suppressed(again.get().email)
    assert not mailbox.exists()

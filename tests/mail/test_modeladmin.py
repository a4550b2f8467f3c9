"""Staff may read the post office's books; nobody may write in them."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from mail import suppression
from mail.enums import SuppressionReason
from mail.models import Delivery, Suppression
from tests.factories.mail import mailing, send_everything

pytestmark = pytest.mark.django_db

BOOKS = ["mailing", "delivery", "attempt", "receipt", "suppression"]


@pytest.fixture
def clerk(client):
    """May view the books, and enter the admin."""
    user = get_user_model().objects.create_user("clerk@example.org", "a password", is_staff=True)
    names = ["access_admin", *(f"view_{book}" for book in BOOKS)]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def address(book, page="index"):
    return reverse(f"mail_{book}_modeladmin_{page}")


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_can_be_read(clerk, book):
    mailing(number=2)
    send_everything()
    suppression.suppress("ada@example.org", reason=SuppressionReason.STAFF, source="by telephone")

    response = clerk.get(address(book))

    assert response.status_code == 200
    content = response.content.decode()
    assert "ada@example.org" not in content
    assert "/create/" not in content


def test_what_became_of_one_persons_letter_is_found_by_the_address(clerk):
    mailing(number=3)
    send_everything()

    content = clerk.get(address("delivery"), {"q": "member1@"}).content.decode()

    assert "member1@example.org" in content
    assert "member2@example.org" not in content
    assert "Accepted by the provider" in content


def test_nobody_writes_in_them(clerk):
    mailing(number=1)
    pk = Delivery.objects.get().pk

    assert clerk.get(address("delivery", "create")).status_code == 302
    for page in ("edit", "delete"):
        response = clerk.post(reverse(f"mail_delivery_modeladmin_{page}", args=[pk]), {})
        assert response.status_code == 302
    assert Delivery.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("book", BOOKS)
def test_others_do_not_even_look(client, book):
    user = get_user_model().objects.create_user("author@example.org", "a password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)

    assert client.get(address(book)).status_code == 302


def test_a_suppression_is_shown_without_whom_it_concerns(clerk):
    suppression.suppress("ada@example.org", reason=SuppressionReason.STAFF, source="by telephone")
    pk = Suppression.objects.get().pk

    content = clerk.get(reverse("mail_suppression_modeladmin_inspect", args=[pk])).content.decode()

    assert "by telephone" in content
    assert Suppression.objects.get().address_hmac not in content

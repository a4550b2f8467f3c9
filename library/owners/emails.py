"""The letter to the owner of an entry. It tells nothing that the page does not tell."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from library.reading.dates import long_date
from mail.composing import TOKEN, Envelope
from members.emails import letter

if TYPE_CHECKING:
    from library.models.services import ServicePage


def please_check(page: "ServicePage", token: str) -> Envelope:
    """Asks whether the entry is still right."""
    address = reverse("service_check", args=["token"]).replace("token", TOKEN)
    context = {
        "title": page.title,
        "page_url": page.full_url,
        "link": f"{settings.BASE_URL}{address}",
        "made_sure": long_date(page.last_reviewed),
    }
    envelope = letter("library/service_check", to=page.owner_email, context=context)
    return replace(envelope, token=token)

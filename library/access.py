"""Items for members: who may read them, and what everybody else is told."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from content.crumbs import crumbs
from content.models import CustomDocument
from library.models.base import LibraryPage
from library.reading import head
from library.terms import chosen_for

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from members.models import User


def may_read(user: "User | AnonymousUser", page: Page) -> bool:
    """Whether this person may read all of it: items for members ask to sign in."""
    return not (isinstance(page, LibraryPage) and page.for_members) or user.is_authenticated


def ask_to_sign_in(page: LibraryPage, request: HttpRequest) -> TemplateResponse:
    """What everybody may know of the item, and the way in."""
    terms = chosen_for(page)
    known: dict[str, Any] = {
        "page": page,
        "crumbs": crumbs(page, request),
        "terms": terms,
        "head_facts": head.head_facts(page, terms["areas"]),
        "sign_in_url": sign_in_url(request),
        # Not as its own kind would have it: that may say more, and know more.
        "described_by": LibraryPage.structured_data,
    }
    return TemplateResponse(request, "library/for_members.html", known)


def sign_in_url(request: HttpRequest) -> str:
    """Where one signs in and comes back from to what was asked for."""
    return f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}"


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, which no cache keeps for anybody."""
    response["Cache-Control"] = "private, no-store"
    return response


def asks_to_sign_in(document: CustomDocument) -> bool:
    """Whether no page that everybody can read uses the file, and nothing else does.

    So a file that waits in a draft is not public before its page is.
    """
    users = ReferenceIndex.get_references_to(document)
    by_pages = {"base_content_type": ContentType.objects.get_for_model(Page)}
    if users.exclude(**by_pages).exists():
        return False
    used = users.filter(**by_pages).values_list("object_id", flat=True)
    pages = [int(pk) for pk in used.distinct()]
    held = LibraryPage.objects.filter(pk__in=pages, for_members=True).values_list("pk", flat=True)
    return not Page.objects.live().public().filter(pk__in=set(pages) - set(held)).exists()

"""Whether a page that everybody could read was once at an address."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from content.models import GoneAddress

HOME = 2
"""The depth of home pages; above them nothing has an address."""


def was_here(request: HttpRequest) -> bool:
    """Whether the page asked for was unpublished or deleted.

    Of a draft that was never public, of what only some could read and of what is due to come back
    nothing is said.
    """
    site = Site.find_for_request(request)
    if site is None:
        return False
    url_path = site.root_page.url_path + request.path_info.lstrip("/")
    page = Page.objects.filter(url_path=url_path).first()
    if page is None or not page.first_published_at:
        return GoneAddress.knows(url_path)
    returns = page.go_live_at and page.go_live_at > timezone.now()
    return not page.live and not returns and was_public(page)


def was_public(page: Page) -> bool:
    """Whether everybody could read the page when it was published."""
    return bool(
        page.depth >= HOME and page.first_published_at and not page.get_view_restrictions().exists()
    )

"""Pages kept for readers who are nobody in particular, until anything on the site changes.

Only pages that editors write are kept, only under their plain address, and only for readers who
have not signed in and answers without a cookie: what is kept was made for everybody. A change to
any row that readers see puts a new version in force (`content.versions`) and with it everything
kept out of use. Time passes without a change, so nothing is kept for longer than
`PAGES_KEPT_SECONDS`.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from wagtail.models import Site
from wagtail.signals import post_page_move

from content import versions

SHOWN = frozenset(
    {"content", "events", "home", "library", "newsletters", "taxonomy", "wagtailcore"}
)
"""The rooms whose rows readers see."""
UNSEEN = frozenset(
    {"content.feedback", "content.link", "content.linksread", "content.linkuse"}
    | {"content.rendition", "library.missedsearch", "newsletters.subscription"}
    | {"library.servicecheck", "library.servicecorrection"}
    | {
        f"wagtailcore.{name}"
        for name in (
            "comment",
            "commentreply",
            "modellogentry",
            "pagelogentry",
            "pagesubscription",
            "referenceindex",
            "revision",
            "taskstate",
            "uploadedfile",
            "workflowstate",
        )
    }
)
"""Rows of theirs that no reader sees, and that change often."""
OF_DRAFTS = frozenset(
    {"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"}
    | {"wagtail_admin_comments"}
)
"""What saving a draft changes on a page: nothing that is shown."""


MESSAGES = CookieStorage.cookie_name
KEPT_VIEWS = frozenset({"wagtail_serve", "area", "areas"})
"""What is made of such rows alone, and the same for everybody."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it lies in the cache."""

    version: str
    body: bytes
    """Compressed. There is nothing secret in it that its length could tell."""
    headers: dict[str, str]
    etag: str

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """For this reader: nothing, if they have it already."""
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        body = self.body if zipped else gzip.decompress(self.body)
        response = HttpResponse(body, headers=self.headers | {"Content-Length": str(len(body))})
        if zipped:
            response["Content-Encoding"] = "gzip"
        # Whoever keeps it for a reader asks us each time whether it still holds.
        response["Cache-Control"] = "public, no-cache"
        response["ETag"] = self.etag
        patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
        return get_conditional_response(request, etag=self.etag, response=response) or response


class KeptPages:
    """Answers from what is kept, and keeps what may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGES_KEPT_SECONDS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """One question to the cache; a page that is not there is made, and kept."""
        if request.method != "GET":
            return self.get_response(request)
        if not _is_from_anybody(request):
            return self._made(request, versions.current())
        key = _key(request)
        found = cache.get_many([versions.KEY, key])
        version = found.get(versions.KEY) or versions.renew()
        kept: Kept | None = found.get(key)
        if kept and kept.version == version:
            return kept.answer(request)
        response = self._made(request, version)
        if not isinstance(response, HttpResponse) or not _is_for_everybody(request, response):
            return response
        kept = _kept(version, response)
        cache.set(key, kept, settings.PAGES_KEPT_SECONDS)
        return kept.answer(request)

    def _made(self, request: HttpRequest, version: str | None) -> HttpResponseBase:
        """Made afresh, of what is kept under this version (`versions.kept`)."""
        with versions.read(version):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """A page is of a site; whether this process lives is asked while there is no database."""
        match = request.resolver_match
        if request.method == "GET" and match is not None and match.url_name in KEPT_VIEWS:
            site = versions.kept("keeping:site", _only_site)
            if site:
                # Where Wagtail looks first (`Site.find_for_request`); it has no setting for it.
                request._wagtail_site = site  # type: ignore[attr-defined]


def notice_changes() -> None:
    """Listen to whatever changes what readers see."""
    post_save.connect(_row_changed, dispatch_uid="cms.keeping.saved")
    post_delete.connect(_row_changed, dispatch_uid="cms.keeping.deleted")
    post_page_move.connect(_page_moved, dispatch_uid="cms.keeping.moved")


def _row_changed(sender: type[Model], update_fields: Any = None, **kwargs: Any) -> None:
    if sender._meta.app_label not in SHOWN or sender._meta.label_lower in UNSEEN:
        return
    if update_fields and OF_DRAFTS.issuperset(update_fields):
        return
    versions.renew_on_commit()


def _page_moved(sender: type[Model], **kwargs: Any) -> None:
    versions.renew_on_commit()


def _only_site() -> Site | None:
    """The site if there is but one, with its home page: Wagtail would ask for both each time."""
    sites = Site.objects.select_related("root_page")[:2]
    return sites[0] if len(sites) == 1 and sites[0].is_default_site else None


def _is_from_anybody(request: HttpRequest) -> bool:
    """Nobody who has signed in, or to whom something is to be said.

    The cookie of a form says nothing about its reader, and a page with a form is not kept.
    """
    return (
        not request.META["QUERY_STRING"]
        and not {settings.SESSION_COOKIE_NAME, MESSAGES} & set(request.COOKIES)
        and "Authorization" not in request.headers
    )


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.url_name in KEPT_VIEWS
        and response.status_code == 200
        and not response.cookies
        and not {"Cache-Control", "Content-Encoding", "Vary"} & set(response.headers)
        and response["Content-Type"].startswith("text/html")
    )


def _key(request: HttpRequest) -> str:
    """By the site and the address; its length says nothing to the cache server."""
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    return f"page:{sha256(address.encode()).hexdigest()}"


def _kept(version: str, response: HttpResponse) -> Kept:
    # The same bytes whenever they are made, so that the tag stays the same.
    body = gzip.compress(response.content, compresslevel=6, mtime=0)
    return Kept(
        version=version,
        body=body,
        headers=dict(response.headers),
        etag=f'W/"{sha256(response.content).hexdigest()[:32]}"',
    )

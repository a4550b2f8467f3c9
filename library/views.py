"""What the library answers besides its pages."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve
from wagtail.models import Site

from content.models import CustomDocument
from library.access import asks_to_sign_in, may_read, never_kept, sign_in_url
from library.models import LibraryPage
from library.reference_managers import FORMATS
from library.suggestions import suggest

KEPT = 60
"""Seconds for which a browser need not ask again."""


@require_safe
@cache_control(public=True, max_age=KEPT)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by the first letters; nothing leads to an error."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": suggest(typed, request, today=timezone.localdate())})


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A file; one that only items for members use is for whoever has signed in."""
    found = get_object_or_404(CustomDocument, pk=document_id)
    if found.filename != document_filename:
        raise Http404("That file has another name.")
    is_known = request.user.is_authenticated
    if not is_known and asks_to_sign_in(found):
        return never_kept(HttpResponseRedirect(sign_in_url(request)))
    response = serve(request, document_id, document_filename)
    if is_known:
        return never_kept(response)
    # What is public today may be for members tomorrow: whoever keeps it asks us each time.
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def cite(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The item at that address as a file for reference managers, if its reader may read it."""
    site = Site.find_for_request(request)
    items = LibraryPage.objects.live().public()
    found = site and items.filter(url_path=f"{site.root_page.url_path}{path}").first()
    if not found or not may_read(request.user, found):
        raise Http404("Nothing public is there to be cited.")
    item = found.specific
    media_type, written = FORMATS[form]
    text = written(item.citation(request, on=timezone.localdate()))
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    name = content_disposition_header(as_attachment=True, filename=f"{item.slug}.{form}")
    response["Content-Disposition"] = name or "attachment"
    response["X-Robots-Tag"] = "noindex"
    if item.for_members:
        never_kept(response)
    return response

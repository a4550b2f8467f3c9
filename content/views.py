"""Search, the pictures of shared links, what search engines are told, and the pattern page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from content import sharing
from content.crumbs import Crumb
from content.models import SiteIdentity, fetch_facts
from content.pagination import paginate
from content.search import search, words_of
from content.specimens import specimens

PRIVATE_PATHS = (
    "/admin/",
    "/feedback/",
    "/join/confirm/",
    "/join/interests/",
    "/leave/",
    "/mailbox/",
    "/preferences/",
    "/search/",
    "/services/check/",
    "/sign-in/",
    "/sign-out/",
    "/styleguide/",
    "/unsubscribe/",
)
A_YEAR = 365 * 24 * 60 * 60


@require_safe
def search_site(request: HttpRequest) -> HttpResponse:
    """What was looked for and what was found; no query leads to an error."""
    typed = request.GET.get("q", "")
    words = words_of(typed)
    results = paginate(request, search(words))
    results.object_list = list(results.object_list)
    fetch_facts(results.object_list)
    found = {
        "typed": typed.strip(),
        "words": words,
        "results": results,
        "crumbs": [Crumb("Home", "/"), Crumb("Search")],
    }
    return render(request, "search/search.html", found)


@require_safe
def shared_picture(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture of a public page with the words that the page has now, and of nothing else."""
    identity = SiteIdentity.of(request)
    picture = sharing.public_picture(pk, identity)
    if picture is None or picture.digest != digest:
        raise Http404("There is no such picture.")
    response = HttpResponse(sharing.drawn(picture).read_bytes(), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses are not for search engines."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE_PATHS),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@never_cache
@require_admin_access
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever works here."""
    response = render(request, "styleguide/index.html", specimens())
    response["X-Robots-Tag"] = "noindex"
    return response

"""The answers of a site in trouble that Django does not give by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

WAIT_SECONDS = 10 * 60
"""After so long most limits on tries have run out."""


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or too late: what to do about it."""
    return render(request, "403_csrf.html", status=403)


@never_cache
def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries: when to try again."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """There was a page here, and it was taken away."""
    return render(request, "410.html", status=410)

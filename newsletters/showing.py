"""Letters shown in a browser, to those who make them."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from mail.composing import Words

LETTER_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "img-src": [SELF],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
}
"""A letter carries its styles in its tags. Nothing else is loosened, and nothing of it may run."""


@never_cache
@csp_replace(LETTER_POLICY)
def letter(request: HttpRequest, words: Words) -> HttpResponse:
    """As a mail program shows it."""
    return HttpResponse(words.html, headers={"X-Robots-Tag": "noindex"})


@never_cache
def plain_text(request: HttpRequest, words: Words) -> HttpResponse:
    """As a mail program without HTML shows it."""
    return HttpResponse(
        f"Subject: {words.subject}\n\n{words.text}",
        content_type="text/plain; charset=utf-8",
        headers={"X-Robots-Tag": "noindex"},
    )

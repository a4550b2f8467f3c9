"""Letters shown in a browser, to those who make them."""

from dataclasses import replace

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from mail.composing import TOKEN, Words
from newsletters import rendering
from newsletters.contents import EditionContent
from newsletters.links import TEST_TOKEN

PARTS = {"email", "dark", "text"}
DARK = "(prefers-color-scheme: dark)"
"""What a mail program that is set to dark answers to; here it is shown to everybody."""
NOT_FOR_SEARCH = {"X-Robots-Tag": "noindex"}
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
def content(request: HttpRequest, edition: EditionContent, *, part: str) -> HttpResponse:
    """The letter that it makes, as email, dark or text; or why it makes none."""
    try:
        words = _as_a_test(rendering.render(edition))
    except rendering.CannotRender as error:
        return _plain(f"The letter cannot be made: {error}")
    if part == "text":
        return _plain(f"Subject: {words.subject}\n\n{words.text}")
    html = words.html.replace(DARK, "all") if part == "dark" else words.html
    return HttpResponse(html, headers=NOT_FOR_SEARCH)


def _as_a_test(words: Words) -> Words:
    """With the links of a test letter: nobody's, so that they lead to where nothing happens."""
    text, html = (part.replace(TOKEN, TEST_TOKEN) for part in (words.text, words.html))
    return replace(words, text=text, html=html)


def _plain(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", headers=NOT_FOR_SEARCH)

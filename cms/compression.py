"""How what is said to everybody travels."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers


class CompressPublic(GZipMiddleware):
    """Compresses what everybody gets alike.

    Whatever is said to a browser with a cookie, or gives it one, may hold a secret, and stays as
    it is: the length of a compressed answer can tell a secret letter by letter (BREACH). The
    token of a form is no such secret: whoever comes without a cookie is given another each time.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress words for whoever is a stranger; files are compressed already."""
        if response.streaming or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if request.COOKIES or set(response.cookies) - {settings.CSRF_COOKIE_NAME}:
            return response
        return super().process_response(request, response)

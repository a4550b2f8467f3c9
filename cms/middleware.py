"""What every response tells the browser to refuse, and how it travels."""

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_vary_headers


class PolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere; in Wagtail's admin, one that its own pages can live with."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the browser's orders to whatever the site answers."""
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, *, report_only: bool = False
    ) -> PolicyParts:
        """The site's policy, or the admin's."""
        parts = super().get_policy_parts(request, response, report_only=report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
        if getattr(request, "is_dummy", False):  # a preview, which Wagtail shows in a frame
            parts.replace = {"frame-ancestors": [SELF]} | (parts.replace or {})
        return parts


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses what everybody gets alike.

    Whatever is said to a browser with a cookie, or gives it one, may hold a secret, and stays as
    it is: the length of a compressed answer can tell a secret letter by letter (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress words for whoever is a stranger; files are compressed already."""
        if response.streaming:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if request.COOKIES or response.cookies:
            return response
        return super().process_response(request, response)

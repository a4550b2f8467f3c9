"""What every response tells the browser to refuse, and what a site in trouble answers."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse

from content import errors, gone

Answer = Callable[[HttpRequest], HttpResponseBase]
ALIVE = "/health/live"
COME_BACK_SECONDS = 10 * 60


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


class Maintenance:
    """While the site is worked on, one page for everything; it asks neither database nor cache."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.MAINTENANCE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Whoever restarts processes still learns that this one lives."""
        if request.path_info == ALIVE:
            return self.get_response(request)
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = str(COME_BACK_SECONDS)
        response["Cache-Control"] = "no-store"
        # Otherwise Django's log of errors would hold who wanted to read what.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response


class Gone:
    """Where a page was unpublished or deleted, and nothing leads on from it: 410, not 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Stands before the editors' redirects, so that theirs have the first word."""
        response = self.get_response(request)
        match = request.resolver_match
        is_missing_page = (
            response.status_code == 404 and match is not None and match.url_name == "wagtail_serve"
        )
        return errors.gone(request) if is_missing_page and gone.was_here(request) else response


class StaffBar:
    """A page that shows its editor the way to the desk is theirs alone: no cache keeps it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Whether there was a bar is known once the page is made (`staff_bar`)."""
        response = self.get_response(request)
        if getattr(request, "has_staff_bar", False):
            response["Cache-Control"] = "private, no-store"
        return response

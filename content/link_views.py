"""The report of links to other sites, for editors."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from content import link_checking
from content.models.links import Link, LinkUse, Outcome
from content.pagination import paginate

SHELVES = {
    "broken": "Broken",
    "failing": "May be broken",
    "unsure": "Could not be told",
    "never": "Never asked",
    "left": "Left alone",
}
WHY_AT_MOST = 200


def shelf(name: str) -> QuerySet[Link]:
    """The links that belong together under that name."""
    links = Link.objects.all()
    if name == "left":
        return links.used().exclude(ignored_because="").order_by("url")
    if name == "broken":
        return links.broken()
    of = {"failing": Outcome.FAILED, "unsure": Outcome.UNSURE, "never": Outcome.NOT_ASKED}[name]
    found = links.used().filter(outcome=of, ignored_because="").order_by("url")
    return found.exclude(pk__in=links.broken().values("pk")) if name == "failing" else found


class LinksView(WagtailAdminTemplateMixin, View):
    """Links that somebody should look at, and the pages that lead there."""

    page_title = "Links to other sites"
    header_icon = "link-external"
    template_name = "content/admin/links.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("show", "")
        name = asked if asked in SHELVES else "broken"
        uses = LinkUse.objects.filter(page__live=True).select_related("page").order_by("page")
        links = shelf(name).prefetch_related(Prefetch("uses", uses))
        return super().get_context_data(**kwargs) | {
            "shelves": [(key, label, shelf(key).count()) for key, label in SHELVES.items()],
            "show": name,
            "links": paginate(self.request, links),
            "may_change": self.request.user.has_perm("content.change_link"),
            "why_at_most": WHY_AT_MOST,
        }


report = permission_required("content.view_link", raise_exception=True)(LinksView.as_view())


@require_POST
@permission_required("content.change_link", raise_exception=True)
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a link asked at the next turn."""
    link_checking.ask_again(get_object_or_404(Link, pk=pk))
    messages.success(request, "It is asked within the next minutes. Look here again.")
    return _back(request)


@require_POST
@permission_required("content.change_link", raise_exception=True)
def leave_alone(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why a link is not asked any more."""
    link = get_object_or_404(Link, pk=pk)
    why = " ".join(request.POST.get("why", "").split())[:WHY_AT_MOST]
    if why:
        link_checking.leave_alone(link, because=why, by=request.user.pk)
        messages.success(request, "It is left alone. You find it under “Left alone”.")
    else:
        messages.error(request, "Say in a few words why it may be left alone.")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    show = request.POST.get("show", "")
    query = f"?{urlencode({'show': show})}" if show in SHELVES else ""
    return redirect(reverse("links_report") + query)

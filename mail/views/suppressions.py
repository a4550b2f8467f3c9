"""Why an address is not written to; and letting it be written to again.

The address is asked for in the body of a request and never stands in a URL, a list or a log.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mail import permissions, suppression
from mail.forms import AddressForm, LiftForm


class AddressScreen(WagtailAdminTemplateMixin, View):
    """Asks for an address and shows what stands against it."""

    page_title = "Why is an address not written to?"
    header_icon = "circle-xmark"
    template_name = "mail/desk/suppressions.html"
    rights: tuple[str, ...] = (permissions.SEE_SUPPRESSIONS,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        permissions.require(request, *self.rights)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def show(self, form: AddressForm, *, failed: LiftForm | None = None) -> HttpResponse:
        """The answer for the address of the form; with a second form that was not in order."""
        context = self.get_context_data(form=form)
        if form.is_valid():
            address = form.cleaned_data["address"]
            standing, lifted = suppression.standing(address)
            context |= {
                "address": address,
                "found": [(row, _lift_form(address, row.scope, failed)) for row in standing],
                "lifted": lifted,
                "may_lift": permissions.may(self.request, permissions.LIFT),
            }
        return self.render_to_response(context)


class SuppressionView(AddressScreen):
    """The question and its answer."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=AddressForm()))

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.show(AddressForm(request.POST))


class LiftView(AddressScreen):
    """Lifts one suppression."""

    rights = (permissions.SEE_SUPPRESSIONS, permissions.LIFT)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LiftForm(request.POST)
        if not form.is_valid():
            return self.show(AddressForm(request.POST), failed=form)
        lifted = suppression.lift(
            form.cleaned_data["address"],
            scope=form.cleaned_data["scope"],
            reason=form.cleaned_data["why"],
            by=request.user.pk,
        )
        if lifted:
            messages.success(request, "Lifted. The address is written to again.")
        else:
            messages.warning(request, "Nothing stood against that address any more.")
        return redirect("post_office:suppressions")


def _lift_form(address: str, scope: str, failed: LiftForm | None) -> LiftForm:
    """The form that failed, if it was about this scope; else a fresh one."""
    if failed and failed.data.get("scope", "") == scope:
        return failed
    prefix = f"id_{scope or 'all'}_%s".replace(":", "_")
    return LiftForm(initial={"address": address, "scope": scope}, auto_id=prefix)

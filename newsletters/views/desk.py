"""The newsletter desk in the editors' admin: look, prove, approve, follow, stop."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsletters import approving, gathering, looking, permissions, rendering, showing
from newsletters.contents import EditionContent
from newsletters.enums import DispatchState
from newsletters.explaining import explain
from newsletters.forms import ApprovalForm, AskForm, SampleReaderForm, TestLetterForm
from newsletters.models import Dispatch
from newsletters.narrowing import kept_items, narrowed
from newsletters.proofing import Proof, proof
from newsletters.proving import post_test_letter
from newsletters.standing import standing

CLOSED_SHOWN = 24


class DeskView(WagtailAdminTemplateMixin, View):
    """All newsletters: what is due, what waits, what went out."""

    page_title = "Newsletters"
    header_icon = "mail"
    template_name = "newsletters/desk/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not permissions.works_on_newsletters(request.user):
            raise Http404
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Newsletters"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at = self.request.user, timezone.now()
        dispatches = permissions.dispatches_for(user).select_related(
            "newsletter", "mailing", "edition"
        )
        archives = permissions.archives_for(user).select_related("newsletter")
        closed = dispatches.filter(state__in=[DispatchState.SENT, DispatchState.CANCELLED])
        return super().get_context_data(**kwargs) | {
            "archives": archives,
            "open": [(dispatch, standing(dispatch, at=at)) for dispatch in dispatches.open()],
            "closed": closed[:CLOSED_SHOWN],
            "may_configure": permissions.may_configure(user),
            "at": at,
        }


class DispatchMixin:
    """Finds the dispatch for whoever may see it; for others there is none."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def dispatch_row(self) -> Dispatch:
        rows = permissions.dispatches_for(self.request.user)
        rows = rows.select_related("newsletter", "edition", "mailing", "approved_by", "revision")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def proof(self) -> Proof | None:
        """Of a draft, what approving would freeze."""
        if self.dispatch_row.state != DispatchState.DRAFTED:
            return None
        return proof(self.dispatch_row, at=timezone.now())

    @cached_property
    def content(self) -> EditionContent:
        """What readers get, or would get now."""
        content = self.proof.content if self.proof else self.dispatch_row.frozen
        if content is None:
            raise Http404
        return content

    def back(self) -> HttpResponse:
        return redirect("edition_desk:dispatch", self.kwargs["pk"])


class DispatchView(DispatchMixin, WagtailAdminTemplateMixin, View):
    """One edition on its way: where it stands, who gets it, what is amiss, what can be done."""

    header_icon = "mail"
    template_name = "newsletters/desk/dispatch.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A test letter to one address."""
        form = TestLetterForm(request.POST)
        if not form.is_valid():
            messages.error(request, "No test letter was sent. Below it says why.")
            return self.render_to_response(self.get_context_data(form=form))
        try:
            words = rendering.render(self.content)
        except rendering.CannotRender as error:
            messages.error(request, f"The letter cannot be made: {error}")
            return self.back()
        to = form.cleaned_data["address"]
        post_test_letter(self.dispatch_row, words, to=to, ticket=form.cleaned_data["ticket"])
        messages.success(request, f"A test letter is on its way to {to}.")
        return self.back()

    def approval_form(self, filled: ApprovalForm | None) -> ApprovalForm | None:
        """Of a draft; with what was typed, if it was not accepted."""
        if filled or not self.proof:
            return filled
        return ApprovalForm(
            dispatch=self.dispatch_row,
            now=timezone.now(),
            initial={"seen": self.proof.signature},
        )

    def get_page_title(self) -> str:
        return self.dispatch_row.edition.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("edition_desk:index"), "label": "Newsletters"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dispatch, user = self.dispatch_row, self.request.user
        changed_last = bool(self.proof and self.proof.revision.user_id == user.pk)
        return super().get_context_data(**kwargs) | {
            "dispatch": dispatch,
            "standing": standing(dispatch, at=timezone.now()),
            "proof": self.proof,
            "can_look": looking.can_look(),
            "has_letter": self.proof is not None or dispatch.content is not None,
            "form": kwargs.get("form") or TestLetterForm(initial={"address": str(user)}),
            "ask_form": kwargs.get("ask_form") or AskForm(auto_id="ask_%s"),
            "sample_form": SampleReaderForm(auto_id="sample_%s"),
            "approval_form": self.approval_form(kwargs.get("approval_form")),
            "may_approve": permissions.may_approve(user),
            "may_edit": dispatch.edition.permissions_for_user(user).can_edit(),
            "answer": kwargs.get("answer", ""),
            "may_ask": user.has_perm("members.view_member"),
            "needs_second_person": changed_last and not dispatch.newsletter.allows_one_person,
        }


class ApproveView(DispatchView):
    """Approves exactly the edition that was shown, for the time that was chosen."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = permissions.require_approver(request.user)
        form = ApprovalForm(request.POST, dispatch=self.dispatch_row, now=timezone.now())
        if not form.is_valid():
            return self.not_accepted(form)
        seen = form.cleaned_data["seen"]
        try:
            dispatch = approving.approve(pk, by=user, seen=seen, send_at=form.send_at)
        except approving.NoTimeToSend as error:
            form.add_error("at", str(error))
            return self.not_accepted(form)
        except approving.NotApproved as error:
            messages.error(request, str(error))
        else:
            messages.success(request, standing(dispatch, at=timezone.now()).words)
        return self.back()

    def not_accepted(self, form: ApprovalForm) -> HttpResponse:
        """With what was typed; and said at the top, because the form stands far below."""
        messages.error(self.request, "It was not approved. Below it says why.")
        return self.render_to_response(self.get_context_data(approval_form=form))


class AskView(DispatchView):
    """Whether an address gets the edition, what of it, and why not."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("members.view_member"):
            raise PermissionDenied
        form = AskForm(request.POST, auto_id="ask_%s")
        answer = ""
        if form.is_valid():
            answer = explain(self.dispatch_row, self.content, form.cleaned_data["address"])
        return self.render_to_response(self.get_context_data(ask_form=form, answer=answer))


class LookView(DispatchMixin, View):
    """Looks at the links of a draft and at its sender now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.proof:
            messages.error(request, "It is no draft any more.")
            return self.back()
        looking.look(self.proof.content, at=timezone.now())
        messages.success(request, "They are being looked at. Open this page again in a minute.")
        return self.back()


class LetterView(DispatchMixin, View):
    """The letter itself: of a draft as it would go out, of any other as it was approved.

    With a sector, a topic or a place, as somebody gets it who told us that.
    """

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        part = request.GET.get("part", "")
        interests = SampleReaderForm(request.GET).interests
        kept = kept_items(self.content, interests)
        if self.content.items and not kept:
            return HttpResponse(
                "Nothing in it is about what they asked for: they would get no letter.",
                content_type="text/plain; charset=utf-8",
            )
        shown = narrowed(self.content, kept)
        return showing.content(request, shown, part=part if part in showing.PARTS else "email")


class GatherView(View):
    """Makes the next draft before its time."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        archive = get_object_or_404(permissions.archives_for(request.user), newsletter=pk)
        try:
            dispatch = gathering.assemble(archive.newsletter, at=timezone.now(), early=True)
        except gathering.AlreadyGathered as error:
            messages.error(request, str(error))
            return redirect("edition_desk:index")
        if dispatch is None:
            messages.warning(request, "Nothing new has been published since the last edition.")
            return redirect("edition_desk:index")
        return redirect("edition_desk:dispatch", dispatch.pk)


class SpecialView(View):
    """Begins an edition beside the rhythm."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        archive = get_object_or_404(permissions.archives_for(request.user), newsletter=pk)
        dispatch = gathering.begin_special(archive.newsletter, at=timezone.now())
        return redirect("wagtailadmin_pages:edit", dispatch.edition_id)


class CorrectionView(DispatchMixin, View):
    """Begins an edition that puts this one right, for the same readers."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        wrong = self.dispatch_row
        if wrong.mailing_id is None:
            messages.error(request, "No letter of it has left: change it, or take it back.")
            return self.back()
        dispatch = gathering.begin_special(wrong.newsletter, at=timezone.now(), corrects=wrong)
        return redirect("wagtailadmin_pages:edit", dispatch.edition_id)

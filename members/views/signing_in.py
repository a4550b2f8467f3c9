"""Sign in and out, after allauth's views: members by code, staff by password."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import RedirectView


class SignIn(views.RequestLoginCodeView):
    """Ask for a code. The next page is the same for every address."""

    template_name = "account/sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(self.get_authenticated_redirect_url())
        return super().dispatch(request, *args, **kwargs)


@method_decorator(rate_limit(action="confirm_login_code"), name="dispatch")
class EnterCode(views.ConfirmLoginCodeView):
    """Type the code, in the browser that asked for it."""

    template_name = "account/enter_code.html"

    def form_valid(self, form: Any) -> HttpResponseBase:
        """Whoever left in the meantime has no right code any more."""
        if self._process.user is None:
            form.add_error("code", get_adapter().error_messages["incorrect_code"])
            return self.form_invalid(form)
        return super().form_valid(form)


class StaffSignIn(views.LoginView):
    """Address and password. Members who are signed in may sign in again as staff."""

    template_name = "account/staff_sign_in.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return redirect(self.get_authenticated_redirect_url())
        return super().dispatch(request, *args, **kwargs)


class SignOut(views.LogoutView):
    """A button on GET, signed out on POST."""

    template_name = "account/sign_out.html"


class ToSignIn(RedirectView):
    """Wagtail's own sign-in pages count no tries: they lead here instead."""

    query_string = True

"""How allauth does things here: letters through the outbox, staff never by code, few words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from members import signing_in
from members.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Signing in. Joining is `members.joining`: allauth makes no accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The address and the password do not belong together.",
        "incorrect_code": "This is not the code we sent. Look for the newest letter from us.",
        "too_many_login_attempts": "Three wrong codes: that one is used up. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Only signing in writes letters: with the code, or saying why there is none."""
        kind = template_prefix.rpartition("/")[2]
        if kind == "login_code":
            signing_in.post_code(email, context["code"])
        elif kind == "unknown_account":
            signing_in.post_instead_of_code(email)
        else:
            raise NotImplementedError(f"No letter is written for “{kind}”.")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Refusals, and that one has signed out; the pages say the rest themselves."""
        if message_template == "account/messages/logged_out.txt":
            message, level = "You are signed out.", messages.SUCCESS
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """The last word: whoever began to work here since the code was sent needs a password."""
        records = get_authentication_records(request, user)
        by_password = bool(records) and records[-1]["method"] == "password"
        if user.works_here and not by_password:
            request.session.flush()
            return redirect("staff_sign_in")
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Nobody stays signed in on a shared computer once the browser is closed."""
        response = super().post_login(request, user, **kwargs)
        request.session.set_expiry(0)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Too many wrong passwords get the page that says so."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(respond_429(request)) from error

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, "This account is closed. Ask an administrator of the site.")
        return redirect("staff_sign_in")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to their desk, members to their preferences."""
        desk = request.user.has_perm("wagtailadmin.access_admin")
        return reverse("wagtailadmin_home" if desk else "preferences")

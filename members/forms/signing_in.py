"""The forms of signing in, after allauth's."""

import re

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms

from members import signing_in
from members.forms.fields import AddressFormField


class CodeRequestForm(RequestLoginCodeForm):
    """Asks for a code. It goes to confirmed members; others get a letter that says why not."""

    email = AddressFormField(help_text="We send a code there. There is no password.")

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        request = context.request
        if not ratelimit.consume(request, action="request_login_code", key=address):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        self._user = signing_in.member_for_code(address)
        return address


class CodeForm(ConfirmLoginCodeForm):
    """Takes the code, with or without its dash."""

    code = forms.CharField(
        label="Code",
        help_text="Eight digits, from the letter we have just sent.",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Enter the code from the letter"},
    )

    def clean_code(self) -> str:
        """Blanks, dashes of any length and a full stop copied along do no harm."""
        self.cleaned_data["code"] = re.sub("[^0-9]", "", self.cleaned_data["code"])
        return super().clean_code()


class StaffSignInForm(LoginForm):
    """Address and password, for those who work here."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressFormField()
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"] = forms.CharField(
            label="Password",
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": "Enter your password"},
        )
        self.order_fields(["login", "password"])

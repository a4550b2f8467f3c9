from members.forms.interests import InterestsForm
from members.forms.joining import JoinForm
from members.forms.preferences import PreferencesForm
from members.forms.signing_in import CodeForm, CodeRequestForm, StaffSignInForm

__all__ = [
    "CodeForm",
    "CodeRequestForm",
    "InterestsForm",
    "JoinForm",
    "PreferencesForm",
    "StaffSignInForm",
]

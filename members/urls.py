"""The pages about oneself. Included before Wagtail's own, whose sign-in pages they replace."""

from django.urls import path

from members.views import joining, preferences, signing_in

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/confirm/<token>/", joining.confirm, name="join_confirm"),
    path("join/interests/", joining.interests, name="join_interests"),
    path("join/done/", joining.done, name="join_done"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("leave/", preferences.leave, name="leave"),
    path("leave/done/", preferences.left, name="left"),
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", signing_in.EnterCode.as_view(), name="enter_code"),
    path("sign-in/staff/", signing_in.StaffSignIn.as_view(), name="staff_sign_in"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
    path("admin/login/", signing_in.ToSignIn.as_view(pattern_name="staff_sign_in")),
    path("_util/login/", signing_in.ToSignIn.as_view(pattern_name="sign_in")),
    # The names by which allauth finds these pages.
    path("join/", joining.join, name="account_signup"),
    path("sign-in/", signing_in.SignIn.as_view(), name="account_request_login_code"),
    path("sign-in/code/", signing_in.EnterCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/staff/", signing_in.StaffSignIn.as_view(), name="account_login"),
    path("sign-out/", signing_in.SignOut.as_view(), name="account_logout"),
]

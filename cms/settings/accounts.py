"""Who may sign in, and how: members by an e-mailed code, staff by password (docs/privacy.md)."""

from cms.settings import env

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "preferences"
WAGTAILADMIN_LOGIN_URL = "staff_sign_in"
WAGTAIL_FRONTEND_LOGIN_URL = "/sign-in/"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # a mailbox must not open the editors' desk

ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # the views decide: see members/views/signing_in.py
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # members.joining has its own: consent, not only the address
ACCOUNT_FORMS = {
    "login": "members.forms.StaffSignInForm",
    "request_login_code": "members.forms.CodeRequestForm",
    "confirm_login_code": "members.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {
    "join": "20/10m/ip",
    "join_confirm": "60/10m/ip",
    "join_letter": "1/2m/key,4/d/key",
    "letter_choice": "20/h/key,40/d/key",
    "request_login_code": "30/10m/ip,3/10m/key,10/d/key",
    "confirm_login_code": "60/10m/ip",
    "feedback": "20/10m/key",
    "login": "100/15m/ip",
    "login_failed": "100/15m/ip,10/15m/key",
}
"""Per network address (ip) and per e-mail address (key), known or not: a limit that told the two
apart would answer the question nobody may ask. The daily ones are for people whose address a
stranger types again and again; a member who meets one can still stop letters from any letter.
`letter_choice` is per member, and bounds the proofs of consent that a letter's link can make."""

ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1)

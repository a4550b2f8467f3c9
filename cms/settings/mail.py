"""Which provider carries the letters, and what it needs to know."""

import re
from importlib.util import find_spec
from urllib.parse import unquote

from cms.settings import env
from cms.settings.env import Misconfigured
from mail.providers.unfit import UNFIT

_PROVIDERS = (
    *("files", "smtp", "mailgun", "postmark", "postmark-bulk"),
    *("resend", "brevo", "mailtrap", "mailjet", "ses"),
)
EMAIL_PROVIDER = env.choice("EMAIL_PROVIDER", _PROVIDERS, refused=UNFIT)
# What Django itself or a package mails goes through the outbox like everything else.
EMAIL_BACKEND = "mail.backend.OutboxEmailBackend"
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

EMAIL_TIMEOUT = 30
if EMAIL_PROVIDER == "smtp":
    # Plain, encrypted after STARTTLS, encrypted from the start: each has its usual port.
    _ports = {"smtp": 25, "submission": 587, "smtps": 465}
    _server = env.server_address(
        "EMAIL_URL", set(_ports), "submission://user:password@mail.example.org:587"
    )
    EMAIL_HOST = _server.hostname or "localhost"
    EMAIL_PORT = _server.port or _ports[_server.scheme]
    EMAIL_HOST_USER = unquote(_server.username or "")
    EMAIL_HOST_PASSWORD = unquote(_server.password or "")
    EMAIL_USE_TLS = _server.scheme == "submission"
    EMAIL_USE_SSL = _server.scheme == "smtps"

SENDER_LOOKUPS = True
"""Whether a worker asks the DNS for the records of a sender's domain (`mail.domains`)."""
DKIM_SELECTOR = env.text("DKIM_SELECTOR")
if DKIM_SELECTOR and not re.fullmatch(
    r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", DKIM_SELECTOR
):
    raise Misconfigured(
        f"DKIM_SELECTOR is “{DKIM_SELECTOR}”. Set it to the name under which the provider has you "
        "publish its key, such as k1: what stands before ._domainkey."
    )

WEBHOOK_SECRET = env.pairs("WEBHOOK_SECRET")
"""What the provider shows when it reports on a letter. Without it, no report is listened to."""

ANYMAIL: dict[str, object] = {
    "WEBHOOK_SECRET": WEBHOOK_SECRET,
    # Seconds to connect, and to wait for the answer.
    "REQUESTS_TIMEOUT": (5, 30),
    # A header that cannot be sent is an error: List-Unsubscribe must never be dropped in silence.
    "IGNORE_UNSUPPORTED_FEATURES": False,
}
if EMAIL_PROVIDER in {"postmark", "postmark-bulk"}:
    ANYMAIL["POSTMARK_SERVER_TOKEN"] = env.required(
        "POSTMARK_SERVER_TOKEN", "the token of your server at Postmark"
    )
elif EMAIL_PROVIDER == "resend":
    ANYMAIL["RESEND_API_KEY"] = env.required("RESEND_API_KEY", "a key of your Resend account")
elif EMAIL_PROVIDER == "brevo":
    ANYMAIL["BREVO_API_KEY"] = env.required("BREVO_API_KEY", "a v3 key of your Brevo account")
elif EMAIL_PROVIDER == "mailtrap":
    ANYMAIL["MAILTRAP_API_TOKEN"] = env.required(
        "MAILTRAP_API_TOKEN", "a token of your Mailtrap account"
    )
    if _key := env.text("MAILTRAP_TRACKING_SECRET"):
        ANYMAIL["MAILTRAP_TRACKING_SECRET"] = _key
elif EMAIL_PROVIDER == "mailjet":
    ANYMAIL |= {
        "MAILJET_API_KEY": env.required("MAILJET_API_KEY", "the API key of your Mailjet account"),
        "MAILJET_SECRET_KEY": env.required(
            "MAILJET_SECRET_KEY", "the secret key of your Mailjet account"
        ),
    }
elif EMAIL_PROVIDER == "ses":
    if not find_spec("boto3"):
        raise Misconfigured(
            "EMAIL_PROVIDER is “ses”, which needs one package more. "
            "Run .venv/bin/pip install --require-hashes --no-deps -r requirements/ses.txt."
        )
    # boto3 finds its key where all its programs do: docs/newsletters.md.
    ANYMAIL["AMAZON_SES_CLIENT_PARAMS"] = {
        "region_name": env.required("SES_REGION", "the region of your account, such as eu-west-2")
    }
    if _set := env.text("SES_CONFIGURATION_SET"):
        ANYMAIL["AMAZON_SES_CONFIGURATION_SET_NAME"] = _set
elif EMAIL_PROVIDER == "mailgun":
    ANYMAIL |= {
        "MAILGUN_API_KEY": env.required("MAILGUN_API_KEY", "the key of your Mailgun account"),
        "MAILGUN_API_URL": env.web_address("MAILGUN_API_URL", "https://api.eu.mailgun.net/v3"),
        "MAILGUN_SENDER_DOMAIN": env.required(
            "MAILGUN_SENDER_DOMAIN", "the domain that Mailgun sends for, such as mail.example.org"
        ),
    }
    if _key := env.text("MAILGUN_WEBHOOK_SIGNING_KEY"):
        ANYMAIL["MAILGUN_WEBHOOK_SIGNING_KEY"] = _key

SUPPRESSION_PEPPERS = env.versions(
    "SUPPRESSION_PEPPER",
    "a long random text of its own, kept for ever (docs/newsletters.md says why)",
)
MAILBOX_IS_PUBLIC = False
"""Whether anybody may read every letter at /mailbox/: in a demonstration only."""
MAIL_QUEUES = {"service": "default", "bulk": "mail"}
MAIL_PUMPS = env.number("MAIL_PUMPS", 2, least=1, most=50)
"""Batches that are handed over at once: as many as there are workers for them."""
MAIL_RATE = env.rate("MAIL_RATE", "14")
"""Letters a second that the provider takes, for all workers together; None: as many as can be."""
MAIL_LEASE_SECONDS = env.number("MAIL_LEASE_SECONDS", 180, least=1)
"""After so long without a word, a worker is thought dead and its batch uncertain."""

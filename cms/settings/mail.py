"""Which provider carries the letters, and what it needs to know."""

from cms.settings import env

EMAIL_PROVIDER = env.choice("EMAIL_PROVIDER", ("files", "smtp", "mailgun"), "files")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Alongside <news@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# What Django itself or another package mails goes through the outbox like everything else.
EMAIL_BACKEND = "mail.backend.OutboxEmailBackend"
EMAIL_TIMEOUT = 20

ANYMAIL = {
    "REQUESTS_TIMEOUT": (5, 30),
    "WEBHOOK_SECRET": env.names("WEBHOOK_SECRET"),
}
if EMAIL_PROVIDER == "mailgun":
    ANYMAIL |= {
        "MAILGUN_API_KEY": env.required("MAILGUN_API_KEY", "the sending key of your account"),
        "MAILGUN_API_URL": env.web_address("MAILGUN_API_URL", "https://api.eu.mailgun.net/v3"),
        "MAILGUN_SENDER_DOMAIN": env.required("MAILGUN_SENDER_DOMAIN", "the domain you verified"),
    }
    if _signing_key := env.text("MAILGUN_WEBHOOK_SIGNING_KEY"):
        ANYMAIL["MAILGUN_WEBHOOK_SIGNING_KEY"] = _signing_key

SUPPRESSION_PEPPERS = env.versions(
    "SUPPRESSION_PEPPER",
    "a long random text of its own, kept for ever (docs/newsletters.md says why)",
)
MAILBOX_IS_PUBLIC = False
MAIL_QUEUES = {"service": "default", "bulk": "mail"}
MAIL_PUMPS = env.number("MAIL_PUMPS", 2, least=1)
MAIL_LEASE_SECONDS = env.number("MAIL_LEASE_SECONDS", 180, least=1)

"""A demonstration on one machine: what is given is honoured, the rest has a default."""

from cms.settings import env

env.offer(
    SECRET_KEY=env.DEMO_SECRET_KEY,
    BASE_URL=f"http://127.0.0.1:{env.number('PORT', 8000, least=1, most=65535)}",
    ALLOWED_HOSTS="127.0.0.1,localhost,[::1]",
    EMAIL_PROVIDER="files",
    TRUSTED_PROXIES="0",
    SUPPRESSION_PEPPER="for-demonstration-only",
    DEFAULT_FROM_EMAIL="Alongside <news@example.org>",
    MAILGUN_API_KEY="demonstration",
    MAILGUN_SENDER_DOMAIN="example.org",
)

from cms.settings.base import *  # noqa: E402, F403

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
MAILBOX_IS_PUBLIC = True
LINKS_A_RUN = 0  # a demonstration knocks at nobody's door
SENDER_LOOKUPS = False

DEMO_PASSWORD = "alongside-demo"  # noqa: S105 - printed for whoever starts the demo
FOR_PROCESSES = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 5
DEMO_MEMBERS = env.number("DEMO_MEMBERS", 200, most=1_000_000)

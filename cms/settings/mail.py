"""Which provider carries the letters, and what it needs to know."""

from cms.settings import env

EMAIL_PROVIDER = env.choice("EMAIL_PROVIDER", ("files", "smtp", "mailgun"), "files")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Alongside <news@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

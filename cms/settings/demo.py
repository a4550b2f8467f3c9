"""A demonstration on one machine: what is given is honoured, the rest has a default."""

import os

from cms.settings import env

for _name, _value in {
    "SECRET_KEY": "for-demonstration-only-and-long-enough-to-pass-the-deploy-check-0123456789",
    "BASE_URL": f"http://127.0.0.1:{env.number('PORT', 8000, least=1)}",
    "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
}.items():
    os.environ.setdefault(_name, _value)

from cms.settings.base import *  # noqa: E402, F403

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"

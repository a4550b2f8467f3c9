"""The tests: the demo's settings, with cheap passwords and files out of the way."""

from cms.settings import env

# Never spoken to: for readers of the settings, such as mypy, that start no servers.
env.offer(DATABASE_URL="postgresql:///none", REDIS_URL="redis://127.0.0.1:1")
env.offer(WEBHOOK_SECRET="tests:for-the-tests-only")  # noqa: S106

from cms.settings.demo import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

PAGES_KEPT_SECONDS = 0

# Static files come straight from the source: nothing has to be collected before a test.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

"""The smallest Django site that a package mails from, and what its letters cost."""

import json
import os
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

WORDS = "Stop: https://hub.example.org/unsubscribe/token/\n"
HTML, TEXT = "<p>" + "x" * 60_000 + "</p>" + WORDS, "y" * 15_000 + WORDS


def start(*apps: str, **more: object) -> None:
    """Its tables lie in a file of its own; letters go to the stand-in, through Anymail."""
    usual = {
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sites",
            *apps,
        ],
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ["FOLDER"]) / "site.sqlite",
            }
        },
        "SECRET_KEY": "only for this measurement",
        "SITE_ID": 1,
        "USE_TZ": True,
        "EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend",
        "ANYMAIL": {
            "MAILGUN_API_KEY": "key",
            "MAILGUN_SENDER_DOMAIN": "hub.example.org",
            "MAILGUN_API_URL": os.environ["MAILGUN_API_URL"],
        },
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [os.environ["FOLDER"]],
                "APP_DIRS": True,
            }
        ],
    }
    settings.configure(**(usual | more))
    django.setup()
    call_command("migrate", verbosity=0)


class Cost:
    """Of what is done inside: said as the last line, for one letter."""

    def __init__(self, letters: int) -> None:
        self.letters = letters

    def __enter__(self) -> "Cost":
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        print(json.dumps({"wall": wall / self.letters, "cpu": cpu / self.letters}))

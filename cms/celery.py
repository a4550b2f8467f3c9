"""The worker's way in."""

import os

from celery import Celery
from django.conf import settings

from cms.settings.env import said_plainly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

with said_plainly():
    _ = settings.INSTALLED_APPS

app = Celery("alongside")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

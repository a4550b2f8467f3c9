"""The worker's way in."""

import os
from contextlib import suppress

from celery import Celery
from django.conf import settings
from kombu.transport import redis

from cms.settings.env import said_plainly

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

with said_plainly():
    _ = settings.INSTALLED_APPS

app = Celery("alongside")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class QoS(redis.QoS):
    """Has a worker outlive the broker.

    Kombu 5.7 closes a lost connection twice, and gives the messages not yet begun back through
    what the first time took apart: the worker ended, because of hints that the next tick repeats.
    """

    def restore_unacked(self, client: object = None) -> None:
        """Put them back in the queue, if there is still a way to it."""
        with suppress(AttributeError):
            super().restore_unacked(client)


redis.Channel.QoS = QoS

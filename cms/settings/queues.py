"""Celery: it only wakes the work; the database decides (docs/newsletters.md)."""

from cms.settings import env

# A socket's address as Celery spells it.
CELERY_BROKER_URL = (
    env.broker().replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 10,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"mail.tasks.pump": {"queue": "mail"}}
TICK_SECONDS = env.number("TICK_SECONDS", 30, least=1)
CELERY_BEAT_SCHEDULE = {"tick": {"task": "cms.tasks.tick", "schedule": TICK_SECONDS}}
CELERY_TIMEZONE = "UTC"

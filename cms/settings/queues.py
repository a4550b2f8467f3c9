"""Celery: it only wakes the work; the database decides (docs/newsletters.md)."""

from cms.settings import env

REDIS_URL = env.redis()
TICK_SECONDS = env.number("TICK_SECONDS", 30, least=1, most=3600)

# A socket's address is spelt differently by Celery than by everybody else.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace(
    "?db=", "?virtual_host=", 1
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 1,
    "socket_connect_timeout": 0.5,
    "socket_keepalive": True,
    # Whoever asks for work in a request learns at once that the broker is away; tick repairs it.
    "max_retries": 0,
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"mail.tasks.pump": {"queue": "mail"}}

CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
# A worker that has to leave ends its turn (10 s) and the call under way (35 s at the longest), so
# that no letter is left in doubt.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 50
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

CELERY_TIMEZONE = "UTC"
# Kept in memory: one entry needs no file, and a file is what a killed beat leaves broken.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "cms.tasks.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    }
}

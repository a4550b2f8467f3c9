"""How the web server listens. Settings are read first, so a bad one stops it with its sentence."""

from django.conf import settings

from cms.settings.env import said_plainly

with said_plainly():
    bind = f"{settings.BIND}:{settings.PORT}"
    workers = settings.WEB_CONCURRENCY

threads = 4
graceful_timeout = 30
# A process that grows is replaced now and then. Not often: to start one costs as much as thousands
# of answers, and what a process keeps is gone with it.
max_requests = 20_000
max_requests_jitter = 2_000
# And no access log: who read what, and whose unsubscribe page was opened, stays unwritten.
loglevel = "warning"
control_socket_disable = True

"""How the web server listens. Settings are read first, so a bad one stops it with its sentence."""

from django.conf import settings

from cms.settings.env import said_plainly

with said_plainly():
    bind = f"{settings.BIND}:{settings.PORT}"
    workers = settings.WEB_CONCURRENCY

threads = 4
graceful_timeout = 30
max_requests = 1000
max_requests_jitter = 100
# And no access log: who read what, and whose unsubscribe page was opened, stays unwritten.
loglevel = "warning"
control_socket_disable = True

"""Where the web server listens, and whether the site is open."""

from cms.settings import env

BIND = env.text("BIND", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
FOR_PROCESSES: dict[str, str] = {}
"""Variables that the processes of the Procfile find besides the given ones."""
MAINTENANCE = env.flag("MAINTENANCE")
"""Whether the site shows nothing but that it is being worked on."""
PAGES_KEPT_SECONDS = 60
"""How long a page is shown without being made again, if nothing on the site changes (0: never)."""
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 2, least=1, most=64)
LINKS_A_RUN = 10
"""So many links to other sites are asked at a time whether somebody answers (0: never)."""

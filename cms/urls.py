"""Every address of the site. Wagtail's pages take what nothing else has claimed."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap

from cms import health
from cms.sitemaps import SITEMAPS
from library.views import document

handler429 = "content.errors.too_many"
"""Where allauth and our own limits on tries look for it."""

urlpatterns = [
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("", include("members.urls")),  # before Wagtail, whose own sign-in it replaces
    path("", include("newsletters.urls")),
    path("admin/", include(wagtailadmin_urls)),
    # In place of Wagtail's own, whose pattern takes other digits too and asks nobody to sign in.
    path(
        "documents/<int:document_id>/<path:document_filename>", document, name="wagtaildocs_serve"
    ),
    # Renditions only. What was uploaded stays where no address leads to it.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("", include("content.urls")),
    path("", include("mail.urls")),
    path("", include("library.urls")),
    path("", include("events.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]

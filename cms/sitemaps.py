"""The map of the site: the pages that editors write, the directory, and the places."""

from collections.abc import Sequence

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap

from home import local
from library.directory.gazetteer import gazetteer


class ListsSitemap(Sitemap):
    """What answers at an address of its own without being a page."""

    def items(self) -> Sequence[str]:
        """Each address once; of places, those that something is about."""
        places = [entry.url for entry in local.listed(gazetteer(), at=timezone.now())]
        return [reverse("services"), reverse("areas"), *places]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"wagtail": PagesSitemap, "lists": ListsSitemap}

"""The map of the site: the pages that editors write, the directory, and the places."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap

from home import local
from library.directory.entries import entries
from library.directory.gazetteer import gazetteer


class ListsSitemap(PagesSitemap):
    """What answers at an address of its own without being a page, once there is anything in it."""

    def items(self) -> list[str]:
        """Each address once; of places, those that something is about."""
        now = timezone.now()
        services = [reverse("services")] if entries(timezone.localdate(now)) else []
        places = [entry.url for entry in local.listed(gazetteer(), at=now)]
        return [*services, *([reverse("areas"), *places] if places else [])]

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        site = self.get_wagtail_site().root_url
        return [{"location": f"{site}{path}"} for path in self.paginator.page(page).object_list]


SITEMAPS = {"wagtail": PagesSitemap, "lists": ListsSitemap}

"""The site's address, its home page and its sections."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from wagtail.models import Page, Site

from home.models import HomePage

Say = Callable[[str], object]

WORDS = Path(__file__).with_name("words.toml")


def read_words() -> dict[str, Any]:
    """The first words of every page."""
    with WORDS.open("rb") as file:
        return tomllib.load(file)


def has_home() -> bool:
    """Whether this was done before."""
    return HomePage.objects.exists()


def ensure_home(say: Say) -> HomePage:
    """The home page, and the address under which it is the site."""
    home = HomePage.objects.order_by("path").first()
    if home is None:
        home = _make_home()
        say(f"Home page: {home.title}")
    _set_address(home, say)
    return home


def ensure_sections(home: HomePage, say: Say) -> list[Page]:
    """The sections that were missing: one of each kind, wherever editors moved it."""
    made = []
    for entry in read_words()["sections"]:
        model = apps.get_model(entry["model"])
        if model.objects.exists():
            continue
        parent = apps.get_model(entry["under"]).objects.get() if "under" in entry else home
        section = parent.add_child(
            instance=model(
                title=entry["title"],
                slug=entry["slug"],
                introduction=entry["introduction"],
                show_in_menus=True,
            )
        )
        section.save_revision().publish()
        made.append(section)
        say(f"Section: {section.url_path.removeprefix(home.url_path[:-1])}")
    return made


def _make_home() -> HomePage:
    root = Page.objects.get(depth=1)
    entry = read_words()["home"]
    home = root.add_child(
        instance=HomePage(title=entry["title"], slug="front", body=[("hero", entry["hero"])])
    )
    home.save_revision().publish()
    return home


def _set_address(home: HomePage, say: Say) -> None:
    """The site answers at BASE_URL, whatever that was before; Wagtail's welcome page goes."""
    address = urlsplit(settings.BASE_URL)
    hostname = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    site = site or Site(is_default_site=True, site_name=settings.WAGTAIL_SITE_NAME)
    shown = site.root_page if site.root_page_id else None
    welcome = shown if shown and shown.specific_class is Page else None
    if (site.hostname, site.port) == (hostname, port) and shown and not welcome:
        return
    site.hostname, site.port = hostname, port
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    if shown is None or welcome:
        site.root_page = home
    site.save()
    if welcome and not welcome.is_root():
        welcome.delete()
    say(f"Address: {settings.BASE_URL}/")

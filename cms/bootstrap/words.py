"""The first words: standard pages, menus, collections, what every page repeats. Given once."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from wagtail.models import Collection, Page, Site

from cms.bootstrap.tree import read_words
from content.models import Navigation, SiteIdentity, StandardPage
from home.models import HomePage


def write(home: HomePage, say: Callable[[str], object]) -> None:
    """Write them below a home page that was just made."""
    entries = read_words()
    for entry in entries["pages"]:
        _write_page(home, entry)
    say(f"Pages: {', '.join(entry['slug'] for entry in entries['pages'])}")
    root = Collection.get_first_root_node()
    for name in entries["collections"]:
        root.add_child(instance=Collection(name=name))
    site = Site.objects.get(is_default_site=True)
    SiteIdentity.objects.get_or_create(site=site, defaults=entries["identity"])
    Navigation.objects.get_or_create(site=site, defaults=_menus(home, entries["menus"]))
    say("Menus and site name")


def _write_page(home: HomePage, entry: dict[str, Any]) -> None:
    page = home.add_child(
        instance=StandardPage(
            title=entry["title"],
            slug=entry["slug"],
            introduction=entry["introduction"],
            is_for_families=entry.get("is_for_families", False),
            neutral_title=entry.get("neutral_title", ""),
            body=[(block["type"], block["value"]) for block in entry["body"]],
        )
    )
    page.save_revision().publish()


def _menus(home: HomePage, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "main": [("link", _link(home, link)) for link in entry["main"]],
        "footer": [
            (
                "column",
                {
                    "heading": column["heading"],
                    "links": [_link(home, link) for link in column["links"]],
                },
            )
            for column in entry["footer"]
        ],
        "legal": [("link", _link(home, link)) for link in entry["legal"]],
    }


def _link(home: HomePage, link: dict[str, str]) -> dict[str, Any]:
    """A link by the page's slug, by its kind, or by an address."""
    page: Page | None = None
    if "slug" in link:
        page = home.get_children().get(slug=link["slug"])
    elif "model" in link:
        page = apps.get_model(link["model"]).objects.first()
    return {"label": link.get("label", ""), "page": page, "url": link.get("url", "")}

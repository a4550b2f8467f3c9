"""The front of the demonstration: who signs in, the helpline, the home page."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from content.models import SiteIdentity
from home.models import HomePage
from library.models import KeyStatistic
from members.models import User

CONTENT = Path(__file__).with_suffix(".toml")


def load() -> None:
    """Make the staff who may sign in, and fill in who runs the site, unless somebody did."""
    entries = _read()
    for person in entries["staff"]:
        _sign_up(person)
    site = Site.objects.get(is_default_site=True)
    identity, _ = SiteIdentity.objects.get_or_create(site=site)
    if not identity.organisation_name:
        for name, value in entries["identity"].items():
            setattr(identity, name, _stream(value) if isinstance(value, list) else value)
        identity.full_clean()
        identity.save()


def dress_home() -> None:
    """Give the home page its bands, once the pages they name exist; an editor's page is kept."""
    home = HomePage.objects.get()
    if len(home.body) > 1:
        return
    home.body = [(band["type"], _band(band["value"])) for band in _read()["home"]]
    home.save_revision().publish()


def _read() -> dict[str, Any]:
    with CONTENT.open("rb") as file:
        return tomllib.load(file)


def _sign_up(person: dict[str, Any]) -> None:
    if User.objects.filter(email=person["email"]).exists():
        return
    user = User.objects.create_user(
        person["email"],
        getattr(settings, "DEMO_PASSWORD", None),
        first_name=person["first_name"],
        last_name=person["last_name"],
    )
    user.groups.set(Group.objects.filter(name__in=person["groups"]))


def _stream(rows: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(row["type"], row["value"]) for row in rows]


def _band(value: dict[str, Any]) -> dict[str, Any]:
    band = dict(value)
    for name in ("often", "stages"):
        if name in band:
            band[name] = [{"page": None} | link for link in band[name]]
    if "more" in band and isinstance(band["more"], dict):
        band["more"] = {"page": None} | band["more"]
    if slug := band.get("statistic"):
        band["statistic"] = KeyStatistic.objects.filter(slug=slug).first()
    if "pages" in band:
        band["pages"] = [
            page for slug in band["pages"] if (page := Page.objects.filter(slug=slug).first())
        ]
    if "body" in band:
        band["body"] = _stream(band["body"])
    return band

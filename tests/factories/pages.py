"""The smallest lawful page tree."""

from wagtail.models import Page, PageViewRestriction, Site

from content.models import StandardPage
from home.models import HomePage

HERO = ("hero", {"title": "Know what helps", "lead": "", "search_label": "Search the whole site"})


def home_page(*, body=None, **fields):
    """A home page at "/", below which other pages can stand."""
    root = Page.objects.get(depth=1)
    page = root.add_child(
        instance=HomePage(**({"title": "Home", "slug": "front", "body": body or [HERO]} | fields))
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": page, "hostname": "localhost", "site_name": "Alongside"},
    )
    Site.clear_site_root_paths_cache()
    return page


def standard_page(parent, title="About us", **fields):
    """A page of words, published."""
    page = parent.add_child(instance=StandardPage(title=title, **fields))
    if page.live:
        page.save_revision().publish()
    page.refresh_from_db()
    return page


def behind_a_login(page):
    """The same page, now for people who signed in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page

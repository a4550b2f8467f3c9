"""The editors' desk carries the site's colours and mark."""

import pytest
from django.contrib.auth import get_user_model

from tests.look.site import serving

NIGHT = "rgb(15, 53, 66)"


@pytest.fixture
def desk(db, client, browser):
    client.force_login(get_user_model().objects.create_superuser(email="editor@example.org"))
    addresses = ("/admin/", "/admin/jsi18n/")
    pages = {address: client.get(address).content.decode() for address in addresses}
    with serving(pages) as site:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{site}/admin/")
        page.wait_for_load_state("networkidle")
        yield page
        page.close()


def test_the_desk_wears_the_site_s_night_and_its_mark(desk):
    menu = desk.locator(".sidebar__inner")
    mark = menu.locator("img[src*='mark-night']")

    assert menu.evaluate("menu => getComputedStyle(menu).backgroundColor") == NIGHT
    assert mark.evaluate("image => image.naturalWidth") > 0

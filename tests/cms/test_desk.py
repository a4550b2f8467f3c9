"""Wagtail's admin under a policy without inline scripts: everything still starts."""

import re

import pytest
from django.conf import settings as configured
from wagtail.models import Page

from cms import bootstrap
from tests.browser import chromium
from tests.factories.members import UserFactory
from tests.live import serving_site

COMPLAINTS = """
window.complaints = [];
document.addEventListener('securitypolicyviolation', event => window.complaints.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));
window.addEventListener('error', event => window.complaints.push(event.message));
"""


FIXED = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/add/",
    "/admin/documents/add/",
    "/admin/reports/site-history/",
    "/admin/settings/content/siteidentity/",
    "/admin/groups/new/",
    "/admin/redirects/add/",
    "/admin/workflows/add/",
    "/admin/sites/new/",
]


@pytest.fixture
def addresses(db):
    """Every page of the admin that shows a form, after a first set-up of the site."""
    bootstrap.run(lambda words: None)
    pages = list(Page.objects.filter(depth__gt=1).specific())
    return [
        *FIXED,
        *{type(page): f"/admin/pages/{page.pk}/edit/" for page in pages}.values(),
        *{
            kind: f"/admin/pages/add/{kind._meta.app_label}/{kind._meta.model_name}/{page.pk}/"
            for page in pages
            for kind in type(page).creatable_subpage_models()
            if kind.can_create_at(page)
        }.values(),
    ]


@pytest.fixture
def desk(addresses, client):
    """A browser at the editors' desk, and a way to open its pages that looks for complaints."""
    client.force_login(UserFactory(administrator=True))
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    with serving_site() as address, chromium() as browser:
        context = browser.new_context()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        context.add_init_script(COMPLAINTS)
        page = context.new_page()

        def visit(path):
            assert page.goto(f"{address}{path}").status == 200, path
            page.wait_for_load_state("networkidle")
            return page

        yield visit


@pytest.fixture
def form(desk, addresses):
    """The form for a new case study, which has every kind of widget that starts by itself."""
    return desk(next(address for address in addresses if "/add/library/casestudypage/" in address))


def complaints(page):
    """What the browser refused, what went wrong, and what should have started and did not."""
    return page.evaluate(
        "[...window.complaints, ...Array.from("
        "document.querySelectorAll('[data-controller=starter]'), left => left.outerHTML)]"
    )


def test_no_form_of_the_desk_breaks_the_policy(desk, addresses):
    found = {address: complaints(desk(address)) for address in addresses}

    assert {address: heard for address, heard in found.items() if heard} == {}


def test_a_date_is_picked(form):
    form.get_by_role("tab", name="Review").click()
    form.locator("#id_last_reviewed").click()
    form.locator(".xdsoft_datetimepicker:visible .xdsoft_date").first.click()

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", form.locator("#id_last_reviewed").input_value())
    assert complaints(form) == []


def test_a_row_is_added_and_its_chooser_opens(form):
    form.locator("#id_partners-ADD").click()
    form.locator("#id_partners-0-organisation-chooser [data-chooser-action-choose]:visible").click()
    form.locator(".modal-dialog:visible").wait_for()

    assert complaints(form) == []

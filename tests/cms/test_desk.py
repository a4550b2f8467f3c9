"""Wagtail's admin under a policy without inline scripts: everything still starts."""

import re
import time

import pytest
from django.conf import settings as configured
from wagtail.models import Page

from cms import bootstrap
from content.models import Organisation, StandardPage
from tests.browser import chromium
from tests.factories.members import UserFactory
from tests.live import serving_site

COMPLAINTS = """
window.complaints = [];
document.addEventListener('securitypolicyviolation', event => window.complaints.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));
window.addEventListener('error', event => window.complaints.push(event.message));
"""
PATIENCE = 60
"""Seconds until a page has saved itself, on a busy machine."""

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


def test_publish_waits_for_the_page_to_be_saved_by_itself(desk, addresses):
    """Sent at once, both would make the page, and the second would fail for its address."""
    page = desk(next(address for address in addresses if "/add/content/standardpage/" in address))
    held, published = [], []

    def hold(route):
        request = route.request
        if request.method != "POST" or "/preview/" in request.url:
            route.continue_()
        elif request.is_navigation_request():
            published.append(route)
            route.continue_()
        else:
            held.append(route)

    page.route("**/admin/pages/add/**", hold)
    page.locator("#id_title").fill("Sent twice")
    words = page.locator("#id_introduction")
    until = time.monotonic() + PATIENCE
    while not held and time.monotonic() < until:
        words.press_sequentially("hurry ")
        page.wait_for_timeout(700)
    words.press_sequentially("up")
    typed = words.input_value()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_timeout(300)

    assert [route.request.headers["accept"] for route in held] == ["application/json"]
    assert published == []

    held.pop().continue_()
    page.wait_for_url("**/admin/pages/*/")

    made = StandardPage.objects.get(title="Sent twice")
    assert made.live
    assert made.introduction == typed
    assert not made.has_unpublished_changes
    assert complaints(page) == []


def test_an_organisation_is_found_by_a_part_of_its_name_or_made_on_the_spot(form):
    for name in ("Barnardo’s", "Prison Advice and Care Trust"):
        Organisation.objects.create(name=name)
    form.locator("#id_partners-ADD").click()
    form.locator("#id_partners-0-organisation-chooser [data-chooser-action-choose]:visible").click()
    chooser = form.locator(".modal-dialog:visible")
    chooser.get_by_label("Search term").fill("advi")
    chooser.get_by_role("link", name="Barnardo’s").wait_for(state="detached")

    assert chooser.get_by_role("link", name="Prison Advice and Care Trust").is_visible()

    chooser.get_by_role("tab", name="Make a new one").click()
    chooser.get_by_label("Name").fill("A new body")
    chooser.get_by_role("button", name="Make a new one").click()
    chooser.wait_for(state="detached")

    made = Organisation.objects.get(name="A new body")
    assert form.locator("#id_partners-0-organisation").input_value() == str(made.pk)

"""Leaving a page at once: which pages offer it, what they keep, and what the Back button shows."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import chromium
from tests.factories import events
from tests.factories.content import identity
from tests.factories.pages import home_page, standard_page
from tests.live import serving_site
from tests.look.site import serving

pytestmark = pytest.mark.django_db
BUTTON = "Exit this page"


@pytest.fixture
def home():
    return home_page()


def shown(client, page):
    return client.get(page.url).content.decode()


def test_a_page_for_families_can_be_left_at_once(client, home):
    assert BUTTON in shown(client, standard_page(home, is_for_families=True))


def test_other_pages_have_no_button_unless_an_editor_says_so(client, home):
    assert BUTTON not in shown(client, standard_page(home))
    assert BUTTON in shown(client, standard_page(home, "Risky", has_exit_button=True))


def test_an_editor_may_leave_the_button_out(client, home):
    page = standard_page(home, is_for_families=True, has_exit_button=False)

    assert BUTTON not in shown(client, page)


def test_the_page_about_the_helpline_can_be_left_at_once(client, home):
    page = standard_page(home, "Helpline")
    identity(helpline_page=page, exit_url="https://www.example.org/news")

    html = shown(client, page)

    assert BUTTON in html
    assert 'href="https://www.example.org/news"' in html


def test_an_event_leads_where_the_site_says(client, home):
    identity(exit_url="https://www.example.org/news")
    event = events.published(has_exit_button=True)

    assert 'href="https://www.example.org/news"' in shown(client, event)


def test_the_tab_names_the_site_alone(client, home):
    identity(name="By their side")
    page = standard_page(home, "When your husband is in prison", is_for_families=True)

    title = re.search("<title>(.*?)</title>", shown(client, page)).group(1)

    assert title == "By their side"


def test_an_editor_may_add_words_that_give_nothing_away(client, home):
    page = standard_page(home, is_for_families=True, neutral_title="Good to know")

    assert "<title>Good to know: Alongside</title>" in shown(client, page)


def test_neutral_words_are_for_pages_with_the_button_alone(client, home):
    page = standard_page(home, "About us", neutral_title="Good to know")

    assert "<title>About us: Alongside</title>" in shown(client, page)


def test_no_cache_keeps_the_page_and_no_other_site_learns_of_it(client, home):
    answer = client.get(standard_page(home, is_for_families=True).url)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" not in client.get(standard_page(home, "Open").url).get("Cache-Control", "")


def test_the_list_of_services_can_be_left_where_the_site_says_so(client, home):
    before = client.get("/services/")
    identity(services_can_be_left=True, exit_url="https://www.example.org/news")

    after = client.get("/services/?near=Leeds")

    assert BUTTON not in before.content.decode()
    assert "no-store" not in before.headers.get("Cache-Control", "")
    html = after.content.decode()
    assert BUTTON in html
    assert 'href="https://www.example.org/news"' in html
    assert re.search(r"<title>\s*Alongside\s*</title>", html)
    assert after["Cache-Control"] == "private, no-store"
    assert after["Referrer-Policy"] == "same-origin"


def test_a_page_below_one_for_families_begins_as_one(desk, home):
    family = standard_page(home, is_for_families=True)
    add = ("wagtailadmin_pages:add", "content", "standardpage")

    below = desk.get(reverse(add[0], args=[*add[1:], family.pk])).context["form"]
    beside = desk.get(reverse(add[0], args=[*add[1:], home.pk])).context["form"]

    assert below["is_for_families"].value() is True
    assert not beside["is_for_families"].value()


# In a browser. The everyday site stands on a host of its own, as it does in life.

WEATHER = "<!doctype html><html lang=en><title>Weather</title><p>Sunny spells</p>"
BEFORE = "<!doctype html><html lang=en><title>Before</title><p>A search engine</p>"


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def elsewhere():
    with serving({"/weather/": WEATHER, "/before/": BEFORE}) as address:
        yield address


@pytest.fixture
def site(home, elsewhere):
    identity(exit_url=f"{elsewhere}/weather/")
    standard_page(home, "Open page")
    standard_page(home, "Staying safe", is_for_families=True)
    with serving_site() as address:
        yield address


@pytest.fixture
def visit(browser, site, elsewhere):
    contexts = []

    def visit(**options):
        """A reader who came from elsewhere, read an open page and then the one for families."""
        context = browser.new_context(viewport={"width": 390, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{elsewhere}/before/")
        page.goto(f"{site}/open-page/")
        page.goto(f"{site}/staying-safe/")
        return page

    yield visit
    for context in contexts:
        context.close()


def press_shift(page, times):
    for _ in range(times):
        page.keyboard.press("Shift")


def without_an_answer(route):
    """The browser stays where it is, as while it waits."""
    route.fulfill(status=204)


def has_left(page):
    expect(page.get_by_text("Sunny spells")).to_be_visible()
    return True


def test_the_way_out_works_without_a_script(visit):
    page = visit(java_script_enabled=False)

    page.get_by_role("link", name=BUTTON).click()

    assert has_left(page)


def test_the_everyday_site_does_not_learn_where_its_visitor_comes_from(visit):
    page = visit()

    page.get_by_role("link", name=BUTTON).click()

    assert has_left(page)
    assert page.evaluate("document.referrer") == ""


def test_the_back_button_shows_no_page_of_the_site_after_leaving(visit):
    page = visit()
    page.get_by_role("link", name=BUTTON).click()
    assert has_left(page)

    page.go_back()
    assert has_left(page)
    page.go_back()

    expect(page.get_by_text("A search engine")).to_be_visible()


def test_going_forward_again_shows_no_page_of_the_site_either(visit):
    page = visit()
    press_shift(page, 3)
    assert has_left(page)
    page.go_back()
    assert has_left(page)

    page.go_forward()

    assert has_left(page)


def test_whoever_comes_back_on_purpose_can_read_on(visit, site):
    page = visit()
    press_shift(page, 3)
    assert has_left(page)

    page.goto(f"{site}/open-page/")
    page.goto(f"{site}/staying-safe/")
    page.go_back()

    expect(page.get_by_role("heading", name="Open page")).to_be_visible()


def test_the_page_is_gone_before_the_other_one_has_come(visit):
    page = visit()
    page.route("**/weather/", without_an_answer)

    page.get_by_role("link", name=BUTTON).click()

    expect(page.get_by_role("heading", name="Staying safe")).to_be_hidden()


def test_a_page_that_the_browser_has_kept_alive_is_not_shown_again(visit):
    page = visit()
    page.route("**/weather/", without_an_answer)
    page.evaluate("""() => {
      sessionStorage.setItem("left-for", new URL("/weather/", location.href).href);
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")

    expect(page.get_by_role("heading", name="Staying safe")).to_be_hidden()


def test_shift_three_times_leaves_and_says_how_many_are_to_come(visit):
    page = visit()
    status = page.get_by_role("region", name="Leave this page").get_by_role("status")
    expect(status).to_be_empty()

    press_shift(page, 1)
    expect(status).to_have_text("To leave, press Shift two more times.")
    press_shift(page, 1)
    expect(status).to_have_text("To leave, press Shift once more.")
    press_shift(page, 1)

    assert has_left(page)


@pytest.mark.parametrize("between", ["a", "Tab", "click"])
def test_anything_between_begins_the_count_anew(visit, between):
    page = visit()
    press_shift(page, 2)
    if between == "click":
        page.get_by_role("heading", level=1).click()
    else:
        page.keyboard.press(between)
    press_shift(page, 2)

    expect(page.get_by_text("To leave, press Shift once more.")).to_be_visible()
    assert page.url.endswith("/staying-safe/")


def test_presses_long_apart_do_not_count(visit):
    page = visit()
    page.clock.install()
    page.reload()
    press_shift(page, 2)
    page.clock.fast_forward(6000)
    press_shift(page, 1)

    expect(page.get_by_text("To leave, press Shift two more times.")).to_be_visible()


def test_nothing_is_kept_in_the_browser_of_who_only_reads(visit):
    page = visit()

    kept = page.evaluate("[document.cookie, sessionStorage.length, localStorage.length]")

    assert kept == ["", 0, 0]

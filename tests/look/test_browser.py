"""The pattern page in Chromium: for everyone, at every width, by day and in the evening."""

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS = [(width, scheme) for width in (1280, 390, 320) for scheme in ("light", "dark")]
AXE = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False}
TEXT_SPACING = """
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
  * { word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
"""


@dataclass
class Opened:
    page: object
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def opened(request, browser, site):
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    opened = Opened(page)
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("request", lambda asked: opened.requests.append(asked.url))
    page.goto(f"{site}/styleguide/")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    yield opened
    context.close()


def test_no_rule_of_wcag_2_2_is_broken(opened):
    results = Axe().run(opened.page, options=AXE)

    assert results.violations_count == 0, results.generate_report()


def test_the_browser_and_the_security_policy_have_nothing_to_say(opened):
    assert opened.complaints == []


def test_nothing_is_asked_of_another_host(opened, site):
    assert {url for url in opened.requests if not url.startswith((site, "data:"))} == set()


def test_nothing_scrolls_sideways(opened):
    assert opened.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


@pytest.fixture
def visit(browser, site):
    contexts = []

    def visit(path="/styleguide/", **options):
        usual = {"viewport": {"width": 390, "height": 800}, "reduced_motion": "reduce"}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}{path}")
        return page

    yield visit
    for context in contexts:
        context.close()


LONGEST_MOTION = """() => {
  const seconds = [...document.querySelectorAll("*")].flatMap(one =>
    [null, "::before", "::after"].flatMap(part => {
      const style = getComputedStyle(one, part);
      return `${style.transitionDuration}, ${style.animationDuration}`.split(", ").map(parseFloat);
    }));
  const scrolls = getComputedStyle(document.documentElement).scrollBehavior;
  return [Math.max(...seconds), scrolls];
}"""


def test_nothing_moves_for_those_who_do_not_want_it(visit):
    seconds, scrolls = visit(reduced_motion="reduce").evaluate(LONGEST_MOTION)
    assert seconds <= 0.001
    assert scrolls == "auto"

    seconds, scrolls = visit(reduced_motion="no-preference").evaluate(LONGEST_MOTION)
    assert seconds > 0.05
    assert scrolls == "smooth"


def test_wider_spaced_text_still_fits_the_narrowest_screen(visit):
    page = visit(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page.add_style_tag(content=TEXT_SPACING)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_menu_opens_and_closes_without_a_script(visit):
    page = visit(java_script_enabled=False)
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Library")
    expect(link).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()

    page.get_by_role("button", name="Close").click()
    expect(link).to_be_hidden()


def test_errors_take_the_focus_without_a_script(visit):
    page = visit(java_script_enabled=False)

    expect(page.locator(".error-summary")).to_be_focused()


def test_a_line_of_the_error_summary_leads_to_its_field(visit):
    page = visit()
    page.get_by_role("link", name="Choose how often we may write").click()

    expect(page.locator("#id_wrong-how_often_0")).to_be_focused()


def weather(page):
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny spells"))


def test_shift_three_times_leaves_and_the_back_button_does_not_return(visit):
    page = visit("/")
    weather(page)
    page.get_by_role("link", name="On").click()
    page.wait_for_url("**/styleguide/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/**")

    page.go_back()

    assert page.title() == "Before"


def test_typing_capitals_does_not_leave(visit):
    page = visit()
    weather(page)
    page.locator("#id_name").focus()
    for letter in "ABC":
        page.keyboard.press("Shift")
        page.keyboard.press(letter)

    assert page.url.endswith("/styleguide/")


def test_the_way_out_works_without_a_script(visit):
    page = visit(java_script_enabled=False)
    weather(page)
    page.get_by_role("link", name="Exit this page").click()

    expect(page.get_by_text("Sunny spells")).to_be_visible()


def test_the_way_out_can_be_pressed_with_the_menu_open(visit):
    page = visit()
    weather(page)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Exit this page").click()

    expect(page.get_by_text("Sunny spells")).to_be_visible()


def test_the_focus_is_seen_and_never_covered_by_the_way_out(visit):
    page = visit()
    page.locator(".skip-link").focus()
    unseen = []
    for _ in range(page.locator("a[href], button, input, select, textarea, summary").count()):
        page.keyboard.press("Tab")
        unseen += page.evaluate("""() => {
          const focused = document.activeElement, style = getComputedStyle(focused);
          if (focused.closest(".exit") || focused === document.body) return [];
          const ring = style.outlineStyle !== "none" || focused.matches(".card__title a");
          const exit = document.querySelector(".exit__button").getBoundingClientRect();
          const place = focused.getBoundingClientRect();
          return ring && place.top < exit.top ? [] : [focused.outerHTML];
        }""")

    assert unseen == []


def test_paper_carries_the_words_and_not_the_controls(visit):
    page = visit()
    page.emulate_media(media="print")

    expect(page.locator(".site-header .helpline-tab__number")).to_be_visible()
    expect(page.locator(".case__section").first).to_be_visible()
    for control in (".exit", ".menu-button", ".site-footer__columns", ".signup"):
        expect(page.locator(control).first).to_be_hidden()


def test_a_broken_server_still_has_a_page(visit):
    page = visit("/500/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="the home page")).to_be_visible()

"""The finder as readers meet it: with a script, without one, and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from library.models import LibraryIndexPage
from taxonomy.models import Station
from tests.browser import chromium
from tests.factories.library import CaseStudyFactory, LibraryIndexPageFactory, StageFactory
from tests.factories.taxonomy import SectorFactory, TopicFactory
from tests.live import serving_site

WORDS = "Words, a place or a title"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def site(db):
    LibraryIndexPageFactory()
    police = SectorFactory(label="Police", slug="police")
    health = SectorFactory(label="Health", slug="health")
    visits, money = TopicFactory(label="Visits", slug="visits"), TopicFactory(label="Money")
    line = {it: StageFactory(label=it.label, slug=it.value, station=it) for it in Station}
    CaseStudyFactory(
        title="Police and first visits",
        sectors=[police],
        topics=[visits],
        stages=[line[Station.CUSTODY]],
    )
    CaseStudyFactory(title="Police and money", sectors=[police], topics=[money])
    for number in range(22):
        CaseStudyFactory(title=f"Health and visits {number}", sectors=[health], topics=[visits])
    with serving_site() as address:
        yield address + LibraryIndexPage.objects.get().url


@pytest.fixture
def opened(browser, site):
    """A page of the library, under the size and the scripts asked for; it may not complain."""
    contexts, complaints = [], []

    def open_page(query="", *, complains=False, **options):
        wide = {"viewport": {"width": 1280, "height": 900}}
        contexts.append(browser.new_context(**(wide | options)))
        page = contexts[-1].new_page()
        if not complains:
            page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site + query)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_each_choice_is_answered_at_once_and_the_address_follows(opened):
    page = opened()
    box = page.get_by_label("Police")

    box.check()

    expect(page.locator("#count")).to_have_text("2 items")
    expect(page).to_have_url(re.compile(r"\?sector=police$"))
    expect(page).to_have_title("Police, 2 items, page 1 of 1: Library: Alongside")
    expect(page.get_by_label("Police")).to_be_focused()
    expect(page.locator("#announced")).to_have_text("2 items")
    expect(page.locator("#facet-topic label", has_text="Visits")).to_contain_text("1")

    page.go_back()
    expect(page.locator("#count")).to_have_text("24 items")
    expect(page.get_by_label("Police")).not_to_be_checked()


def test_a_step_of_the_line_is_answered_at_once_and_moves_with_the_choices(opened):
    page = opened()
    custody = page.locator(".stage-strip").get_by_role("link", name="Custody")
    expect(custody).to_have_text(re.compile("1 item"))

    custody.click()

    expect(page.locator("#count")).to_have_text("1 item")
    expect(page).to_have_url(re.compile(r"\?stage=custody$"))
    expect(page.locator("#count")).to_be_focused()
    expect(custody).to_have_attribute("aria-current", "true")

    page.get_by_label("Health").check()
    expect(custody).to_have_text(re.compile("0 items"))


def test_a_chip_is_taken_off_and_the_reader_is_told(opened):
    page = opened("?sector=police&topic=visits")

    page.get_by_role("link", name=re.compile("Topic: Visits.*remove")).click()

    expect(page.locator("#count")).to_have_text("2 items")
    expect(page.locator("#count")).to_be_focused()
    expect(page.locator("#announced")).to_have_text("2 items")


def test_the_next_page_comes_without_loading_everything_again(opened):
    page = opened()
    page.evaluate("window.unchanged = true")

    page.get_by_role("link", name="Next page").click()

    expect(page).to_have_title("Page 2 of 2: Library: Alongside")
    expect(page.locator(".result")).to_have_count(4)
    assert page.evaluate("window.unchanged")


def test_the_journey_by_keyboard_alone(opened):
    page = opened()
    field = page.get_by_role("combobox", name=WORDS)
    field.focus()

    page.keyboard.type("first vis")
    options = page.locator("[role=option]")
    expect(options).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.press("Control+A")
    page.keyboard.type("visits")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("23 items for “visits”")

    page.get_by_label("Police").focus()
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("1 item for “visits”")
    page.get_by_role("link", name="Police and first visits").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Police and first visits")


def test_a_suggestion_is_chosen_by_keyboard(opened):
    page = opened()
    field = page.get_by_role("combobox", name=WORDS)
    field.focus()
    page.keyboard.type("police and f")

    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("first visits")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Police and first visits")


def test_without_a_script_one_button_sends_everything(opened):
    page = opened(java_script_enabled=False)

    page.locator("input[name=q]").fill("visits")
    if not page.get_by_label("Police").is_visible():
        page.locator(".facets > summary").click()
    page.get_by_label("Police").check()
    page.get_by_role("button", name="Show these results").click()

    assert page.locator("#count").text_content() == "1 item for “visits”"
    page.get_by_role("link", name=re.compile("Sector: Police.*remove")).click()
    assert page.locator("#count").text_content() == "23 items for “visits”"


def test_on_a_phone_the_filters_fold_into_one_line(opened):
    page = opened("?sector=police", viewport={"width": 320, "height": 640})

    summary = page.locator(".facets > summary")
    expect(summary).to_have_text("Filters, 1 in use")
    expect(page.get_by_label("Police")).to_be_hidden()
    summary.click()
    page.get_by_label("Health").check()
    expect(page.locator("#count")).to_have_text("24 items")
    expect(page.get_by_label("Health")).to_be_visible()
    page.get_by_role("button", name="Show these results").click()
    expect(page.locator("#count")).to_be_focused()
    expect(page.get_by_label("Health")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_and_choices_follow_the_reader_back(opened):
    page = opened()
    page.get_by_role("combobox", name=WORDS).fill("police")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_have_text("2 items for “police”")
    page.get_by_label("Visits").check()
    expect(page.locator("#count")).to_have_text("1 item for “police”")

    page.go_back()
    expect(page.locator("#count")).to_have_text("2 items for “police”")
    expect(page.get_by_label("Visits")).not_to_be_checked()
    page.go_back()
    expect(page.locator("#count")).to_have_text("24 items")
    expect(page.get_by_role("combobox", name=WORDS)).to_have_value("")


def test_an_older_answer_never_comes_after_a_newer_one(opened):
    page = opened()
    held = []
    page.route(re.compile(r"\?sector=police$"), lambda route: held.append(route))

    page.get_by_label("Police").check()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    page.get_by_label("Police").uncheck()
    page.get_by_label("Health").check()
    expect(page.locator("#count")).to_have_text("22 items")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")

    expect(page.locator("#count")).to_have_text("22 items")
    expect(page).to_have_url(re.compile(r"\?sector=health$"))


def test_what_is_typed_while_an_answer_is_on_its_way_stays(opened):
    page = opened()
    held = []
    page.route(re.compile(r"\?sector=police$"), lambda route: held.append(route))

    page.get_by_label("Police").check()
    page.get_by_role("combobox", name=WORDS).fill("vis")
    held[0].continue_()

    expect(page.locator("#count")).to_have_text("2 items")
    expect(page.get_by_role("combobox", name=WORDS)).to_have_value("vis")


@pytest.mark.parametrize("trouble", ["a server error", "a lost network"])
def test_trouble_leaves_a_plain_form_that_works(opened, trouble):
    page = opened(complains=True)
    choice = re.compile(r"\?sector=police$")

    def fail(route):
        route.fulfill(status=500) if trouble == "a server error" else route.abort()

    page.route(choice, fail)
    page.get_by_label("Police").check()
    expect(page.get_by_role("alert")).to_contain_text("could not be brought up to date")
    expect(page.get_by_label("Police")).to_be_checked()
    expect(page.get_by_label("Police")).to_be_focused()
    page.unroute(choice)
    page.get_by_role("button", name="Show these results").click()

    expect(page.locator("#count")).to_have_text("2 items")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_leap_within_the_page_asks_nothing_anew(opened):
    page = opened()
    page.get_by_label("Police").check()
    expect(page.locator("#count")).to_have_text("2 items")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("link", name="Skip to main content").focus()
    page.keyboard.press("Enter")
    page.go_back()
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if "/static/" not in url] == []


def test_the_feed_to_follow_is_that_of_the_choices(opened):
    page = opened()
    page.get_by_label("Police").check()

    expect(page.get_by_role("link", name="Follow this search")).to_have_attribute(
        "href", "/library/feed/?sector=police"
    )
    expect(page.locator("link[type='application/atom+xml']")).to_have_attribute(
        "href", "/library/feed/?sector=police"
    )

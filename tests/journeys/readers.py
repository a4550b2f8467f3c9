"""Readers of the site: what they do, whichever way they see it and steer it."""

import re

from playwright.sync_api import Page, expect

STUDY = "Sampleton Schools Cluster"
COURSE = "Introduction to supporting children when a parent is in custody"
SLOW = 30_000
"""Milliseconds a list may take to come anew; the driver of the browser does not wait for it."""
SEEN = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "";
  const ringed = [null, "::after"].some(part => {
    const style = getComputedStyle(focused, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const covered = [...focused.getClientRects()].every(box => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const mine = top && (focused.contains(top) || top.contains(focused)
      || [...(focused.labels || [])].some(label => label.contains(top)));
    return !mine;
  });
  const name = focused.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
  return ringed && !covered ? "" : `${ringed ? "covered" : "no ring"}: ${name}`;
}"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def fits(page: Page) -> None:
    """Nothing reaches beyond the edge of the screen."""
    assert not page.evaluate(SIDEWAYS), f"{page.url} is wider than the screen"


def finds_a_case_study(page: Page) -> None:
    """By words from the home page."""
    page.goto("/")
    fits(page)
    page.get_by_role("searchbox").fill("named adult")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    found = page.get_by_role("link", name=re.compile(STUDY)).first
    expect(found).to_be_visible()
    fits(page)
    found.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(STUDY)
    expect(page.get_by_text("Count", exact=False).first).to_be_attached()
    fits(page)


def narrows_the_library(page: Page) -> None:
    """By words, in the finder above the list; then by a choice beside it, which comes off again."""
    page.goto("/library/")
    fits(page)
    page.get_by_label("Words, a place or a title").fill("Sampleton")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="for “Sampleton”")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("link", name=re.compile(STUDY))).to_be_visible()
    fits(page)
    choice = page.get_by_role("checkbox", name="Schools and colleges", include_hidden=True)
    if not choice.is_visible():
        page.locator(".facets > summary").click()
    choice.check()
    button = page.get_by_role("button", name="Show these results")
    if button.is_visible():  # beside the list, with scripts, each choice counts at once
        button.click()
    off = page.get_by_role("link", name=re.compile("Sector: Schools and colleges.*remove"))
    expect(off).to_be_visible(timeout=SLOW)
    fits(page)
    off.click()
    expect(off).to_have_count(0, timeout=SLOW)
    expect(page.get_by_role("link", name=re.compile(STUDY))).to_be_visible()
    fits(page)


def notes_a_date(page: Page) -> None:
    """From the list of events into a diary."""
    page.goto("/events/")
    fits(page)
    page.get_by_role("link", name=COURSE).first.click()
    link = page.get_by_role("link", name=re.compile("calendar")).first
    expect(link).to_be_visible()
    fits(page)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".ics")


def joins(page: Page, address: str) -> None:
    """Wrong the first time, right the second."""
    page.goto("/join/")
    fits(page)
    form = page.get_by_role("main")
    form.get_by_label("Work e-mail address").fill("ada.example.org")
    form.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(form.get_by_label("Work e-mail address")).to_have_value("ada.example.org")
    fits(page)
    form.get_by_label("Work e-mail address").fill(address)
    form.get_by_role("checkbox").check()
    form.get_by_role("button", name="Join").click()
    expect(page.get_by_text(address)).to_be_visible()
    fits(page)


def stops_the_letters(page: Page, link: str) -> None:
    """With the link of a letter, and one button."""
    page.goto(link)
    fits(page)
    page.get_by_role("main").get_by_role("button", name="Stop it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("no more|stopped|unsub", re.I)
    )
    fits(page)


class Keyboard:
    """Somebody who has no mouse, and sees where they are."""

    def __init__(self, page: Page):
        self.page = page
        self.unseen: list[str] = []

    def goes_to(self, name: str, *, most: int = 150) -> None:
        """Press Tab until that has the focus; everything on the way must show that it has it."""
        self.page.wait_for_load_state()
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if fault := self.page.evaluate(SEEN):
                self.unseen.append(f"{self.page.url}: {fault}")
            if re.search(name, self._name()):
                return
        raise AssertionError(f"{name} cannot be reached on {self.page.url}")

    def presses(self, name: str) -> None:
        """Go there, and press Enter."""
        self.goes_to(name)
        self.page.keyboard.press("Enter")

    def types(self, name: str, words: str) -> None:
        """Go to a field, and fill it in."""
        self.goes_to(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _name(self) -> str:
        return self.page.evaluate(
            """() => {
              const at = document.activeElement;
              const words = at.labels?.length ? at.labels[0].innerText : at.innerText;
              return (at.getAttribute("aria-label") || words || "").trim().replace(/\\s+/g, " ");
            }"""
        )

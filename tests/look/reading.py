"""What a browser notices on a page of the book: each fault with its page, state and element."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Error, Page

from tests.look.book import NOW, Leaf

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONLY_COLOURS = ["color-contrast", "link-in-text-block"]
"""What the evening can break that the day has not broken already."""
OF_PLACE = ["target-size", "scrollable-region-focusable"]
"""What can differ between two widths of one layout."""
JUDGE = """async asked => {
  for (const moving of document.getAnimations())
    if (isFinite(moving.effect.getComputedTiming().endTime)) moving.finish();
  const usual = {resultTypes: ["violations"], preload: false, iframes: false};
  let found;
  for (let tries = 0; !found; tries++) {
    try { found = await axe.run({...usual, runOnly: asked}); }
    catch (error) {
      if (tries > 99 || !error.message.includes("already running")) throw error;
      await new Promise(later => setTimeout(later, 100));
    }
  }
  const {violations} = found;
  return violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").at(-1).trim()}`));
}"""
"""On a desk Wagtail's own checker may be at it: then it is waited for."""
OVERHANGS = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const scrolls = element => {
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up !== document.body && up !== document.documentElement
          && getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    element => element.getBoundingClientRect().right > edge + 0.5 && !scrolls(element));
  const name = element => element.outerHTML.slice(0, 120);
  return wide.length ? wide.slice(-3).map(name) : ["nobody knows what"];
}"""
AT_ONCE = "() => { window.setTimeout = call => void Promise.resolve().then(call); }"
"""A letter's sandbox lets no timer run, and axe ends by one."""
UNFOLD = "() => { for (const folded of document.querySelectorAll('details')) folded.open = true; }"
KEPT = "() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


@dataclass
class Notes:
    """What was noticed, one line for each fault, by what it is a fault of."""

    rules: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    overhangs: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    """Whatever was fetched: no fault in itself."""


class Window:
    """A browser's window in which leaf after leaf is opened; what the browser says is noted.

    One window for all of them: to open one costs more than to judge what it shows.
    """

    def __init__(self, page: Page, of_letters: Page, address: str, notes: Notes):
        self.address, self.notes, self.leaf_name = address, notes, ""
        self.page, self.of_letters = self._listen(page), self._listen(of_letters)

    def _listen(self, tab: Page) -> Page:
        tab.on("console", lambda said: self._complain(said.text))
        tab.on("pageerror", lambda error: self._complain(str(error)))
        tab.on("request", lambda asked: self._asked(asked.url))
        return tab

    def open(self, leaf: Leaf) -> Page:
        """Show this leaf to somebody who has nothing from those before."""
        self.leaf_name = leaf.name
        tab = "of_letters" if b"sandbox" in leaf.body or leaf.is_letter else "page"
        try:
            page = self._go(tab, leaf)
        except Error as error:
            if "crashed" not in error.message:
                raise
            # A tab that has shown hundreds of pages may die of itself; of one page it dies twice.
            setattr(self, tab, self._listen(getattr(self, tab).context.new_page()))
            page = self._go(tab, leaf)
        if leaf.is_letter:
            page.evaluate(AT_ONCE)
        return page

    def _go(self, tab: str, leaf: Leaf) -> Page:
        page: Page = getattr(self, tab)
        page.context.clear_cookies()
        page.goto(self.address + leaf.path, wait_until="load")
        return page

    def _complain(self, words: str) -> None:
        self.notes.complaints.append(f"{self.leaf_name}: {words}")

    def _asked(self, url: str) -> None:
        self.notes.asked.add(url)
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.notes.strangers.append(f"{self.leaf_name}: {url}")


@contextmanager
def window(browser: Browser, address: str, notes: Notes, **given) -> Iterator[Window]:
    """A window as wide and as bright as given, at the hour at which the book was written."""
    usual = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    of_letters = browser.new_context(**usual | given)
    context = browser.new_context(**usual | given)
    # A letter's sandbox would refuse the script that sets the clock, and say so.
    context.clock.set_fixed_time(NOW)
    yield Window(context.new_page(), of_letters.new_page(), address, notes)
    context.close()
    of_letters.close()


def look(page: Page, where: str, notes: Notes, asked: list[str] = WCAG) -> None:
    """Hold the page as it is now to every rule of WCAG that a machine can judge."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    notes.rules += [f"{where}: {fault}" for fault in page.evaluate(JUDGE, asked)]


def measure(page: Page, where: str, notes: Notes) -> None:
    """Whether anything stands out at the side."""
    notes.overhangs += [f"{where}: {element}" for element in page.evaluate(OVERHANGS)]


def search_for_traces(page: Page, leaf: Leaf, notes: Notes) -> None:
    """Whether the browser keeps anything of a reader who has not signed in.

    A form of ours, for joining or signing in, comes with the cookie that the cookies page names.
    """
    declared = {"csrf"} if b"csrfmiddlewaretoken" in leaf.body else set()
    found = [it["name"] for it in page.context.cookies() if it["name"] not in declared]
    if not leaf.is_letter:  # in its sandbox nothing can be kept, nor asked for
        found += page.evaluate(KEPT)
    notes.kept += [f"{leaf.name}: {trace}" for trace in found if trace]

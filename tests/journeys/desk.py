"""What a person does at the editors' desk, in a real browser."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

PASSWORD = "alongside-demo"
AREAS = ("areas", "sectors", "roles", "topics", "stages", "ages")
CHECKLIST = (
    "anonymous_people",
    "anonymous_ages",
    "anonymous_places",
    "anonymous_permission",
    "anonymous_pictures",
)
SLOW = 60_000
"""Milliseconds a page of the desk may take on a busy machine."""


class Desk:
    """One colleague, signed in."""

    def __init__(self, browser: Browser, site: str, email: str) -> None:
        self.site = site
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
        self.page.set_default_timeout(SLOW)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{site}/admin/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"{site}/admin/")

    def add(self, kind: str, *, section: str) -> None:
        """Open the form for a new page below a section."""
        self.page.goto(f"{self.site}/admin/")
        self.page.get_by_role("link", name=f"Something new in {section}").click()
        choice = self.page.get_by_role("link", name=kind, exact=True)
        if choice.count():
            choice.click()
        expect(self.page.locator("#id_title")).to_be_visible(timeout=SLOW)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(value)

    def tick_first(self, *names: str) -> None:
        """Choose the first term of each vocabulary, unfolding long ones."""
        for name in names:
            box = self.page.locator(f"input[type=checkbox][name={name}]").first
            box.evaluate(
                "box => { for (let p = box; p; p = p.parentElement) if (p.tagName === 'DETAILS') p.open = true }"
            )
            box.check()

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def publish(self) -> Locator:
        """Press “Publish” in the menu beside “Save draft”; the answer's message."""
        self.page.locator(
            "footer button[aria-label*='ction'], footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]"
        ).last.click()
        self.page.get_by_role("button", name=re.compile("^Publish")).click()
        self.page.wait_for_load_state()
        return self.page.locator(".messages")

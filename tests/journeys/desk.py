"""What a person does at the editors' desk, in a real browser."""

from playwright.sync_api import Browser, Page, expect

PASSWORD = "alongside-demo"
TERMS = ("areas", "sectors", "roles", "topics", "stages", "ages")
CHECKLIST = (
    "anonymous_people",
    "anonymous_ages",
    "anonymous_places",
    "anonymous_permission",
    "anonymous_pictures",
)
UNFOLD = """box => {
    for (let part = box; part; part = part.parentElement)
        if (part.tagName === "DETAILS") part.open = true;
}"""
SLOW = 60_000
"""Milliseconds a page of the desk may take on a busy machine."""
expect.set_options(timeout=SLOW)


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

    def add(self, kind: str) -> None:
        """Open the form for a new page, from the desk's first page."""
        self.page.goto(f"{self.site}/admin/")
        self.page.get_by_role("link", name=kind, exact=True).click()
        expect(self.page.locator("#id_title")).to_be_visible()
        self.ready()

    def ready(self) -> None:
        """Wait until the form's scripts are at work: typed early, a title makes no slug."""
        self.page.wait_for_load_state("networkidle")

    def title(self, words: str) -> None:
        """Type a title, and see that the address follows it."""
        self.page.locator("#id_title").fill(words)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("#id_slug")).not_to_have_value("")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(value)

    def tick_first(self, *names: str) -> None:
        """Choose the first term of each vocabulary, unfolding long ones."""
        for name in names:
            box = self.page.locator(f"input[type=checkbox][name={name}]").first
            box.evaluate(UNFOLD)
            box.check()

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def choose(self, what: str, name: str) -> None:
        """Choose in the window that “Choose …” opens."""
        self.page.get_by_role("button", name=f"Choose {what}").first.click()
        self.page.locator(".modal-body").get_by_role("link", name=name, exact=True).click()
        expect(self.page.locator(".modal-body")).to_have_count(0)

    def publish(self) -> None:
        """Press “Publish”, in the menu beside “Save draft”, once the draft has saved itself."""
        self.page.wait_for_load_state("networkidle")
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish", exact=True).click()

    def says(self, words: str) -> None:
        """Wait until the desk answers with these words."""
        expect(self.page.locator(".messages")).to_contain_text(words)

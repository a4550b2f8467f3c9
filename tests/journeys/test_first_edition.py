"""From an editor's first word to a reader's last click, through the real worker."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.desk import CHECKLIST, TERMS, Desk

CASE = "Sampleton: one question at the school gate"
EVENT = "Sample: an hour for school staff"
LATER = "Sampleton: what became of the question"
WISHING = """
    SELECT u.email FROM members_member m JOIN members_user u ON u.id = m.user_id
      JOIN newsletters_subscription s ON s.member_id = m.id
     WHERE m.confirmed_at IS NOT NULL AND u.is_active AND s.ended_at IS NULL
"""
A_MONTH_AGO = "UPDATE newsletters_dispatch SET slot = 'earlier, ' || id"
DUE = "UPDATE newsletters_newsletter SET next_due_at = now() - interval '1 minute'"
DRAFT = "SELECT id, edition_id FROM newsletters_dispatch WHERE state = 'drafted'"
SENT = "SELECT sent_at FROM newsletters_dispatch WHERE id = %s AND state = 'sent'"

pytestmark = pytest.mark.django_db(databases=[])


def publish_case_study(desk, *, title):
    desk.add("Case study")
    desk.title(title)
    desk.fill(
        summary="Three imaginary schools ask one question, and listen.",
        purpose="To let a child be asked kindly.",
        information_correct_at="2026-11-01",
    )
    desk.choose("organisation", "Example Family Centre")
    desk.tick_first(*TERMS)
    desk.page.locator("#id_maturity").select_option(label="Piloting")
    desk.open_tab("Evidence")
    desk.page.locator("#id_evidence_type").select_option(label="Practitioner account")
    desk.open_tab("Review")
    desk.tick_first(*CHECKLIST)
    desk.publish()
    desk.says("published")


def publish_event(desk, *, title):
    desk.add("Training event")
    desk.title(title)
    desk.fill(summary="One hour, three questions, no slides.")
    desk.page.locator("#id_format").select_option(label="Online")
    if not desk.page.locator("[name=dates-0-value-starts]").count():
        desk.page.get_by_role("button", name="Insert a block").first.click()
    desk.page.locator("[name=dates-0-value-starts]").fill("2036-12-15 10:00")
    desk.page.locator("[name=dates-0-value-ends]").fill("2036-12-15 11:00")
    desk.publish()
    desk.says("published")


def edition_that_falls_due(site):
    """Let a month pass; the worker gathers."""
    assert not site.query(DRAFT)
    site.query(A_MONTH_AGO)
    site.query(DUE)
    return site.wait_for(DRAFT)


def approve(desk, dispatch):
    desk.page.goto(f"{desk.site}/admin/editions/{dispatch}/")
    desk.page.get_by_role("button", name="Approve and send").click()
    desk.page.wait_for_load_state()


def link_in(letter, words):
    """The address behind a link of the plain text: it stands on the line of its words."""
    text = letter.get_body(("plain",)).get_content()
    return re.search(rf"{words}[^\n]*?(http\S+)", text, re.IGNORECASE | re.DOTALL)[1]


def test_what_an_editor_publishes_reaches_every_member_once_and_nobody_else(site, browser):
    site.query("UPDATE members_member SET frequency = 'every'")
    editor = Desk(browser, site.url, "editor@example.org")
    publish_case_study(editor, title=CASE)
    publish_event(editor, title=EVENT)

    dispatch, edition = edition_that_falls_due(site)
    editor.page.goto(f"{site.url}/admin/pages/{edition}/edit/")
    expect(editor.page.locator("#id_subject")).to_be_visible()
    editor.ready()
    editor.fill(subject="A question, and an hour")
    editor.page.get_by_role("button", name="Save draft").last.click()
    editor.says("has been updated")
    editor.page.goto(f"{site.url}/admin/editions/{dispatch}/")
    expect(editor.page.get_by_role("button", name="Approve and send")).to_have_count(0)

    publisher = Desk(browser, site.url, "publisher@example.org")
    approve(publisher, dispatch)
    site.wait_for(SENT, dispatch)

    members = {email for (email,) in site.query(WISHING)}
    letters = site.letters("A question, and an hour")
    assert letters.keys() == members
    assert len(members) > 5
    for letter in letters.values():
        text = letter.get_body(("plain",)).get_content()
        assert CASE in text
        assert EVENT in text
    assert len({letter["List-Unsubscribe"] for letter in letters.values()}) == len(members)

    reader = browser.new_context().new_page()
    one, letter = next(iter(letters.items()))
    reader.goto(link_in(letter, "Read on the web"))
    expect(reader.get_by_role("link", name=CASE)).to_be_visible()
    assert reader.context.cookies() == []

    leave = re.search(r"<(https?://\S+)>", letter["List-Unsubscribe"])[1]
    reader.goto(leave)
    reader.get_by_role("button", name=re.compile("stop|unsubscribe", re.IGNORECASE)).click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()

    publish_case_study(editor, title=LATER)
    dispatch, _ = edition_that_falls_due(site)
    approve(publisher, dispatch)
    site.wait_for(SENT, dispatch)
    letters = site.letters("no. 3")
    assert letters.keys() == members - {one}
    for letter in letters.values():
        text = letter.get_body(("plain",)).get_content()
        assert LATER in text
        assert CASE not in text
    assert not editor.errors
    assert not publisher.errors

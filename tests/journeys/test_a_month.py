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
A_MONTH_AGO = "UPDATE newsletters_dispatch SET slot = (date '2020-01-01' + id::int)::text"
DUE = "UPDATE newsletters_newsletter SET next_due_at = now() - interval '1 minute'"
DRAFT = "SELECT id, edition_id FROM newsletters_dispatch WHERE state = 'drafted'"
TOPICS_OF_AND_BESIDE = """
    SELECT min(t.id) FILTER (WHERE c.id IS NOT NULL), min(t.id) FILTER (WHERE c.id IS NULL)
      FROM taxonomy_topic t
      LEFT JOIN (SELECT topic_id AS id FROM library_librarypage_topics lt
                   JOIN wagtailcore_page p ON p.id = lt.librarypage_id
                  WHERE p.title = %s) c ON c.id = t.id
"""
SENT = "SELECT sent_at FROM newsletters_dispatch WHERE id = %s AND state = 'sent'"

COUNT_CLICKS = """addEventListener("pointerdown", () => {
  sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
}, true)"""

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


def send(desk, dispatch):
    """Approve, and wait no longer than needed."""
    desk.page.goto(f"{desk.site}/admin/editions/{dispatch}/")
    desk.page.get_by_label("In 10 minutes").check()
    desk.page.get_by_role("button", name="Approve and send").click()
    desk.says("Approved. It leaves")
    desk.page.get_by_role("button", name="Send it at once").click()
    desk.says("leave within a minute")


def send_from_the_notice(desk, newsletter_draft):
    """From the first page's “is a draft” to “leaves within a minute”: how many clicks?"""
    page = desk.page
    page.context.add_init_script(COUNT_CLICKS)
    page.goto(f"{desk.site}/admin/")
    page.get_by_role("listitem").filter(has_text=newsletter_draft).get_by_role("link").click()
    page.get_by_role("link", name="Check and send").first.click()
    page.get_by_label("In 10 minutes").check()
    page.get_by_role("button", name="Approve and send").click()
    desk.says("Approved. It leaves")
    page.get_by_role("button", name="Send it at once").click()
    desk.says("leave within a minute")
    return int(page.evaluate("sessionStorage.clicks"))


def link_in(letter, words):
    """The address behind a link of the plain text: it stands on the line of its words."""
    text = letter.get_body(("plain",)).get_content()
    return re.search(rf"{words}[^\n]*?(http\S+)", text, re.IGNORECASE | re.DOTALL)[1]


def asks_for(site, member, topic):
    site.query(
        "INSERT INTO members_member_topics (member_id, topic_id) "
        "SELECT m.id, %s FROM members_member m JOIN members_user u ON u.id = m.user_id "
        "WHERE u.email = %s",
        topic,
        member,
    )


def pauses(browser, letter):
    """By the link in the letter, without signing in."""
    page = browser.new_context().new_page()
    page.goto(link_in(letter, "Change what you get"))
    page.get_by_label(re.compile("three months", re.IGNORECASE)).check()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status")).to_be_visible()


def leaves(browser, letter):
    """By the button that a mail program shows, or the link behind it."""
    page = browser.new_context().new_page()
    page.goto(re.search(r"<(https?://\S+)>", letter["List-Unsubscribe"])[1])
    page.get_by_role("button", name=re.compile("stop|unsubscribe", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_month_from_the_first_item_to_the_next_edition(site, browser):
    site.query("UPDATE members_member SET frequency = 'every', area_id = NULL")
    site.query("DELETE FROM members_member_topics")
    site.query("DELETE FROM members_member_sectors")
    members = {email for (email,) in site.query(WISHING)}
    assert len(members) > 5
    everything, schools, other, pausing, leaving, *_ = sorted(members)

    editor = Desk(browser, site.url, "editor@example.org")
    publish_case_study(editor, title=CASE)
    publish_event(editor, title=EVENT)
    ((chosen, another),) = site.query(TOPICS_OF_AND_BESIDE, CASE)
    asks_for(site, schools, chosen)
    asks_for(site, other, another)

    # The draft appears by itself. The editor writes, reorders, checks, and proves.
    dispatch, edition = edition_that_falls_due(site)
    editor.page.goto(f"{site.url}/admin/pages/{edition}/edit/")
    expect(editor.page.locator("#id_subject")).to_be_visible()
    editor.ready()
    editor.fill(subject="A question, and an hour")
    editor.page.get_by_role("button", name="Move down").first.click()
    editor.page.get_by_role("button", name="Save draft").last.click()
    editor.says("has been updated")
    editor.page.goto(f"{site.url}/admin/editions/{dispatch}/")
    expect(editor.page.get_by_text("No test letter of it has been sent yet.")).to_be_visible()
    editor.page.get_by_label("Send a test letter to").fill("proof@example.org")
    editor.page.get_by_role("button", name="Send a test letter").click()
    editor.says("on its way")
    expect(editor.page.get_by_text("No test letter of it")).to_have_count(0)
    expect(editor.page.get_by_role("button", name="Approve and send")).to_have_count(0)

    # Somebody else approves.
    publisher = Desk(browser, site.url, "publisher@example.org")
    send(publisher, dispatch)
    site.wait_for(SENT, dispatch)

    letters = site.letters("A question, and an hour")
    letters.pop("proof@example.org", None)
    assert letters.keys() == members
    assert len({letter["List-Unsubscribe"] for letter in letters.values()}) == len(members)
    texts = {who: letter.get_body(("plain",)).get_content() for who, letter in letters.items()}
    assert {who for who, text in texts.items() if EVENT in text} == members
    assert {who for who, text in texts.items() if CASE in text} == members - {other}
    assert texts[everything].index(EVENT) < texts[everything].index(CASE)

    # The archive shows it, without a cookie.
    reader = browser.new_context().new_page()
    reader.goto(link_in(letters[everything], "Read on the web"))
    expect(reader.get_by_role("link", name=CASE)).to_be_visible()
    assert reader.context.cookies() == []

    pauses(browser, letters[pausing])
    leaves(browser, letters[leaving])

    # The results tell the truth.
    publisher.page.goto(f"{site.url}/admin/editions/{dispatch}/results/")
    expect(publisher.page.get_by_role("main")).to_contain_text(str(len(members)))

    # The next month repeats nothing.
    publish_case_study(editor, title=LATER)
    dispatch, _ = edition_that_falls_due(site)
    assert send_from_the_notice(publisher, "is a draft that nobody has worked on") == 5
    site.wait_for(SENT, dispatch)
    letters = site.letters("no. 3")
    assert letters.keys() == members - {pausing, leaving, other}
    for letter in letters.values():
        text = letter.get_body(("plain",)).get_content()
        assert LATER in text
        assert CASE not in text
        assert EVENT not in text
    assert not editor.errors
    assert not publisher.errors

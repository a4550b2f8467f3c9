"""Every link of an edition: asked by a real visitor, and said for each what came of it."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from content import link_checking, visiting
from content.models import Link
from content.models.links import Outcome
from newsletters import inside, outside
from newsletters.models import EditionPage
from newsletters.proofing import proof
from newsletters.scheduling import look_ahead
from tests.factories.newsletters import case_study, drafted, reader
from tests.factories.pages import standard_page
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db


class Site(BaseHTTPRequestHandler):
    """Answers with the status that its path names."""

    def do_GET(self):
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 (the library's name)

    def log_message(self, *args):
        pass


@pytest.fixture
def web(monkeypatch):
    """Another site, which stands on this machine: a visitor is told where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(visiting, "WEB_PORTS", {server.server_port})
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def draft(newsletter, settings):
    settings.LINKS_A_RUN = 10
    reader(newsletter)
    return drafted(newsletter)


def write(draft, introduction="", *blocks):
    """Save the draft with these words, and these blocks after what was gathered."""
    edition = EditionPage.objects.get(pk=draft.edition_id).get_latest_revision_as_object()
    edition.introduction = introduction
    if blocks:
        body = edition.body.get_prep_value()
        body[0]["value"]["contents"] += [{"type": kind, "value": value} for kind, value in blocks]
        edition.body = json.dumps(body)
    edition.save_revision()


def links_to(*addresses):
    return "".join(f'<p><a href="{it}">What {it} says</a></p>' for it in addresses)


def findings(draft):
    draft.edition.refresh_from_db()
    return proof(draft, at=NOW).findings


def about(draft, part):
    (found,) = [it for it in findings(draft) if part in it.text or part in " ".join(it.details)]
    return found


def visit_all(web):
    """What the worker does, with the whole internet on this machine."""

    def ask(url):
        path = f"http://127.0.0.1:{web.server_port}/{url.rpartition('/')[2]}"
        return visiting.visit(path, may_connect=lambda number: True)

    return link_checking.run(ask=ask)


def test_links_that_nobody_has_looked_at_are_named_and_stop_nothing(draft):
    write(draft, links_to("https://a.example.org/200#part"))

    found = about(draft, "https://a.example.org/200")

    assert found.text == "One link has not been looked at yet."
    assert found.is_note
    assert not found.blocks


def test_the_tick_puts_down_the_links_of_a_draft_and_the_worker_asks_them(draft, web):
    write(
        draft,
        links_to(
            "https://a.example.org/200", "https://b.example.org/404", "https://c.example.org/429"
        ),
        ("button", {"label": "Ours", "page": None, "url": "https://d.example.org/503"}),
    )

    look_ahead(NOW)
    visit_all(web)

    assert about(draft, "https://a.example.org").is_note
    dead = about(draft, "https://b.example.org/404")
    assert dead.blocks
    assert "The site says that the page is not there (404)." in dead.text
    unsure = about(draft, "https://c.example.org/429")
    assert not unsure.blocks
    assert not unsure.is_note
    assert unsure.text.startswith("Open https://c.example.org/429 yourself")
    assert about(draft, "https://d.example.org/503").blocks


def test_a_version_is_put_down_once_and_a_new_one_again(draft):
    write(draft, links_to("https://a.example.org/200"))
    look_ahead(NOW)
    Link.objects.all().delete()

    look_ahead(NOW)
    assert not Link.objects.exists()

    write(draft, links_to("https://b.example.org/200"))
    look_ahead(NOW)
    assert [link.url for link in Link.objects.all()] == ["https://b.example.org/200"]


def test_what_a_draft_waits_for_is_asked_before_the_rest_and_is_not_forgotten(draft, site):
    link_checking.note_links(
        standard_page(
            site,
            "Reading",
            body=json.dumps([{"type": "text", "value": links_to("https://old.example.org/1")}]),
        ),
        at=NOW,
    )
    write(draft, links_to("https://new.example.org/2"))

    look_ahead(NOW)

    assert [link.host for link in Link.objects.due(NOW)] == ["new.example.org", "old.example.org"]
    link_checking.read_pages(at=NOW)
    assert Link.objects.filter(host="new.example.org").exists()


def test_looking_again_asks_also_what_was_asked_today(draft):
    write(draft, links_to("https://a.example.org/200"))
    look_ahead(NOW)
    link = Link.objects.get()
    link_checking.note(link, link_checking.Verdict(Outcome.FAILED, "Nobody is there."), at=NOW)
    draft.edition.refresh_from_db()
    content = proof(draft, at=NOW).content

    outside.put_down(content, at=NOW)
    assert not Link.objects.due(NOW).exists()

    outside.put_down(content, at=NOW, again=True)
    assert Link.objects.due(NOW).exists()


def test_what_an_editor_left_alone_stops_nothing(draft):
    write(draft, links_to("https://a.example.org/404"))
    look_ahead(NOW)
    link = Link.objects.get()
    link_checking.note(link, link_checking.Verdict(Outcome.FAILED, "Nobody is there."), at=NOW)
    assert about(draft, "https://a.example.org/404").blocks

    link_checking.leave_alone(link, because="It opens on the day.", by=None)

    assert not [it for it in findings(draft) if "a.example.org" in it.text]


def test_a_site_that_asks_nobody_says_so(draft, settings):
    settings.LINKS_A_RUN = 0
    write(draft, links_to("https://a.example.org/200"))

    look_ahead(NOW)

    assert not Link.objects.exists()
    assert "open each yourself" in about(draft, "https://a.example.org").text


def test_a_link_to_a_page_that_is_not_published_or_was_deleted_stops_it(draft, site):
    hidden, gone = standard_page(site, "Hidden"), standard_page(site, "Gone")
    write(
        draft,
        f'<p><a linktype="page" id="{hidden.pk}">what we hide</a></p>',
        ("text", f'<p><a linktype="page" id="{gone.pk}">what is gone</a></p>'),
    )
    assert not [it for it in findings(draft) if "what" in it.text and it.blocks]

    hidden.unpublish()
    gone.delete()

    assert about(draft, "“what we hide” leads to “Hidden”").blocks
    assert about(draft, "“what is gone” led to a page that was deleted").blocks


def test_a_link_to_a_file_that_was_deleted_stops_it(draft):
    write(draft, '<p><a linktype="document" id="987654">the form</a></p>')

    assert about(draft, "“the form” led to a file that was deleted").blocks


def test_typed_addresses_of_this_site_are_followed(draft, site):
    standard_page(site, "There", slug="there")
    Redirect.objects.create(old_path="/former", redirect_link="/there/")
    fine = ("/there/", "/there", "/former/", "/join/", "https://hub.example.org/there/#part")
    for address in fine:
        write(draft, links_to(f"{address}"))
        assert not [it for it in findings(draft) if "has nothing" in it.text], address

    write(draft, "", ("button", {"label": "Read", "page": None, "url": "/nowhere/"}))

    assert about(draft, "“Read” leads to /nowhere/, where this site has nothing").blocks


def test_links_to_items_for_members_say_so(draft):
    item = case_study("Inside", for_members=True)
    link = f'<p><a linktype="page" id="{item.pk}">%s</a></p>'

    write(draft, link % "the whole case")
    assert "Say “for members” in its words" in about(draft, "“the whole case”").text

    write(draft, link % "the whole case (for members)")
    assert not [it for it in findings(draft) if "the whole case" in it.text]


def test_announced_items_for_members_are_named(newsletter):
    reader(newsletter)
    case_study("Inside", for_members=True)

    found = about(drafted(newsletter), "for members alone")

    assert found.is_note
    assert found.details == ("Inside",)


def test_many_links_and_buttons_cost_no_more_questions_than_one(draft, site):
    pages = [standard_page(site, f"Page {number}") for number in range(8)]

    def cost(pages):
        links = "".join(f'<p><a linktype="page" id="{it.pk}">on</a></p>' for it in pages)
        write(draft, links, *(("button", {"label": "", "page": it.pk, "url": ""}) for it in pages))
        edition = EditionPage.objects.get(pk=draft.edition_id).get_latest_revision_as_object()
        with CaptureQueriesContext(connection) as asked:
            inside.about(edition)
        return len(asked)

    one = cost(pages[:1])
    draft.edition.refresh_from_db()
    assert cost(pages) == one

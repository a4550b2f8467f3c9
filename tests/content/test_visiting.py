"""A visit to another site: polite, bounded, and never into a private network."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from time import monotonic, sleep

import pytest
import urllib3

from content import visiting
from content.models.links import Outcome
from content.visiting import is_public, visit

HUGE = 50 * 1024 * 1024


class Site(BaseHTTPRequestHandler):
    """Answers by its path; remembers who asked for what."""

    protocol_version = "HTTP/1.1"
    asked: list

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        name = self.path.strip("/").split("?")[0]
        if name.startswith("to-"):
            return self.reply(302, ("Location", self.server.leads[name]))
        if name == "slow":
            return self.server.waits.wait(5)
        if name == "only-get":
            return self.reply(405 if self.command == "HEAD" else 200)
        if name == "huge":
            return self.huge()
        return self.reply(int(name) if name.isdigit() else 200)

    def reply(self, status, *headers):
        self.send_response(status)
        for header in headers:
            self.send_header(*header)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def huge(self):
        if self.command == "HEAD":
            return self.reply(405)
        self.send_response(200)
        self.send_header("Content-Length", str(HUGE))
        self.end_headers()
        try:
            while self.server.sent < HUGE:
                self.wfile.write(b"x" * 65536)
                self.server.sent += 65536
        except OSError:
            pass

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site(monkeypatch):
    with serving() as server:
        monkeypatch.setattr(visiting, "WEB_PORTS", {*visiting.WEB_PORTS, server.server_port})
        yield server


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    server.asked, server.leads, server.sent, server.waits = [], {}, 0, threading.Event()
    server.at = f"http://site.example:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.waits.set()
        server.shutdown()
        server.server_close()


def names(host, port):
    """A resolver in which every site stands here, under a number that counts as public."""
    if host == "nowhere.example":
        raise socket.gaierror
    return ["127.0.0.1"]


def go(url, **rules):
    return visit(url, **({"resolve": names, "may_connect": lambda number: True} | rules))


def test_a_page_that_is_there_answers(site):
    assert go(f"{site.at}/here").outcome == Outcome.FINE
    assert [(method, path) for method, path, _ in site.asked] == [("HEAD", "/here")]


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 11211])
def test_other_programs_are_not_knocked_at(port):
    asked = []

    verdict = go(f"http://site.example:{port}/", resolve=lambda *where: asked.append(where))

    assert (verdict.outcome, asked) == (Outcome.NOT_ASKED, [])
    assert "names a port" in verdict.said


def test_the_site_learns_who_asks_and_for_whom(site, settings):
    go(f"{site.at}/here")

    headers = site.asked[0][2]
    assert headers["User-Agent"] == f"AlongsideLinkChecker/1.0 (+{settings.BASE_URL}/)"
    assert headers["Host"] == f"site.example:{site.server_port}"


@pytest.mark.parametrize(
    ("status", "outcome", "said"),
    [
        (404, Outcome.FAILED, "not there (404)"),
        (410, Outcome.FAILED, "not there (410)"),
        (500, Outcome.FAILED, "an error (500)"),
        (403, Outcome.UNSURE, "sent away (403)"),
        (429, Outcome.UNSURE, "sent away (429)"),
    ],
)
def test_an_answer_becomes_a_sentence(site, status, outcome, said):
    verdict = go(f"{site.at}/{status}")

    assert verdict.outcome == outcome
    assert said in verdict.said
    assert [method for method, *_ in site.asked] == ["HEAD", "GET"]


def test_an_address_of_only_a_question_is_asked_at_the_front_door(site):
    assert go(f"{site.at}?a=b").outcome == Outcome.FINE
    assert site.asked[0][1] == "/?a=b"


def test_a_name_in_other_letters_is_asked_by_the_name_it_has_on_the_wire(site):
    url = f"http://日本.example:{site.server_port}/"

    assert go(url, resolve=lambda host, port: ["127.0.0.1"]).outcome == Outcome.FINE
    assert site.asked[0][2]["Host"] == f"xn--wgv71a.example:{site.server_port}"


def test_a_site_that_does_not_know_head_is_asked_again(site):
    assert go(f"{site.at}/only-get").outcome == Outcome.FINE


def test_it_follows_to_where_a_page_has_moved(site):
    site.leads = {"to-new": "/new"}

    assert go(f"{site.at}/to-new").said == "It answers, elsewhere."
    assert site.asked[-1][1] == "/new"


def test_it_does_not_go_round_for_ever(site):
    site.leads = {"to-itself": "/to-itself"}

    assert go(f"{site.at}/to-itself").said == "It led on more than 5 times."
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://0x7f000001/"],
)
def test_it_is_not_led_into_a_private_network(site, target):
    site.leads = {"to-inside": target}
    inside = site.server_port

    def by_number(host, port):
        return ["127.0.0.1"] if host == "site.example" else visiting.resolve(host, port)

    verdict = visit(
        f"{site.at}/to-inside",
        resolve=by_number,
        may_connect=lambda number: str(number) == "127.0.0.1" and inside and len(site.asked) == 0,
    )

    assert verdict.outcome == Outcome.NOT_ASKED
    assert verdict.said == "It leads into a private network."
    assert len(site.asked) == 1


def test_a_name_that_stands_for_a_private_number_is_not_asked(site):
    for numbers in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]):
        verdict = visit(f"{site.at}/", resolve=lambda host, port, found=numbers: found)
        assert verdict.outcome == Outcome.NOT_ASKED
    assert site.asked == []


def test_the_connection_goes_to_the_number_that_was_looked_at(site):
    answers = iter([["127.0.0.1"]])

    verdict = go(f"{site.at}/here", resolve=lambda host, port: next(answers))

    assert verdict.outcome == Outcome.FINE  # a second look-up would have raised


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1", "3fff::1", "5f00::1",
    ],
)  # fmt: skip
def test_these_numbers_are_nobody_elses(number):
    assert not is_public(ip_address(number))


def test_these_numbers_are_the_internets():
    assert is_public(ip_address("93.184.216.34"))
    assert is_public(ip_address("2606:2800:220:1:248:1893:25c8:1946"))


@pytest.mark.parametrize(
    "path",
    [
        "/unsubscribe/abc", "/u?action=Unsubscribe", "/logout", "/sign-out/", "/log_off",
        "/%75nsubscribe", "/opt-out", "/account/delete", "/confirm?t=1",
    ],
)  # fmt: skip
def test_it_presses_nothing_that_does_something(site, path):
    site.leads = {"to-it": path}

    assert go(f"{site.at}{path}").outcome == Outcome.NOT_ASKED
    assert site.asked == []
    assert go(f"{site.at}/to-it").outcome == Outcome.NOT_ASKED
    assert len(site.asked) == 1


def test_ordinary_words_are_not_mistaken_for_deeds(site):
    assert go(f"{site.at}/confirmation-bias/removed").outcome == Outcome.FINE


@pytest.mark.parametrize(
    "url", ["ftp://site.example/", "file:///etc/passwd", "http:///", "javascript:1"]
)
def test_only_web_pages_are_asked(url):
    assert go(url).outcome == Outcome.NOT_ASKED


def test_it_leaves_for_no_other_kind_of_address(site):
    site.leads = {"to-file": "file:///etc/passwd"}

    assert go(f"{site.at}/to-file").outcome == Outcome.NOT_ASKED


def test_a_site_that_is_not_there_says_so(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(visiting, "WEB_PORTS", {80, port})

    assert go(f"http://site.example:{port}/").said == "Nobody is there: the connection was refused."
    assert go("http://nowhere.example/").said == "There is no site of that name."


def test_it_does_not_wait_for_ever(site, monkeypatch):
    monkeypatch.setattr(visiting, "PATIENCE", urllib3.Timeout(connect=1, read=0.3))
    begun = monotonic()

    assert go(f"{site.at}/slow").said == "It took too long to answer."
    assert monotonic() - begun < 3


def test_a_huge_answer_stays_unread(site):
    assert go(f"{site.at}/huge").outcome == Outcome.FINE
    sleep(0.2)
    assert site.sent < HUGE / 4


def test_a_server_that_speaks_no_https_is_told_apart(site):
    verdict = go(f"https://site.example:{site.server_port}/")

    assert verdict.outcome == Outcome.FAILED
    assert verdict.said in ("Its certificate is not valid.", "The connection broke off.")


@pytest.mark.parametrize("url", ["http://site.example:99999/", "http://[half/", "http://a..b/"])
def test_a_strange_address_is_a_failure_and_no_error(url):
    assert go(url, resolve=visiting.resolve).outcome in (Outcome.FAILED, Outcome.NOT_ASKED)

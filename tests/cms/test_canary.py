"""A stranger learns title and summary of what is for members, wherever they look."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from content.models import PageChange
from newsletters import rendering
from newsletters.models import EditionPage, Newsletter
from newsletters.resolving import resolve
from tests import canary
from tests.canary import WORD

pytestmark = pytest.mark.django_db

MOST = 400
"""So many addresses are read; the site of the demonstration has fewer."""
LINKS = re.compile(r'(?:href="|content="(?=http))([^"]+)"|<(?:loc|id)>([^<]+)')


def words(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def addresses(answer, here):
    """Wherever a page or a feed leads on this site."""
    text = answer.content.decode(errors="replace")
    for address in (unescape(one or other) for one, other in LINKS.findall(text)):
        whole = urlsplit(urljoin(f"http://testserver{here}", address))
        if whole.netloc == "testserver" and not whole.path.startswith(("/static/", "/admin/")):
            yield whole.path + (f"?{whole.query}" if whole.query else "")


def everything_a_stranger_finds(client):
    """Each address and its answer, from the front door on, without following filters for ever."""
    to_read = ["/", "/sitemap.xml", "/robots.txt", "/library/", "/library/feed/", "/nowhere/"]
    to_read += [f"/library/suggest/?q={word}" for word in (WORD[:4], WORD, "lanternfish")]
    read = set()
    while to_read and len(read) < MOST:
        address = to_read.pop(0)
        if address in read:
            continue
        read.add(address)
        answer = client.get(address)
        yield address, answer
        if "text" in answer["Content-Type"] or "xml" in answer["Content-Type"]:
            to_read += [it for it in addresses(answer, address) if it not in read and "?" not in it]
    assert len(read) < MOST


@pytest.fixture(scope="module")
def canaries(django_db_setup, django_db_blocker):
    """The demonstration, with an item of every kind for members; taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("bootstrap_site", verbosity=0)
        call_command("load_demo", verbosity=0)
        made = [
            canary.item(kind, number, for_members=True)
            for number, kind in enumerate(canary.kinds())
        ]
        yield made
        transaction.set_rollback(True)


def test_no_address_tells_a_stranger_what_is_for_members(canaries, db):
    assert len(canaries) >= 7
    seen, lists = set(), {}
    for address, answer in everything_a_stranger_finds(Client()):
        said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).lower()
        echoed = address.startswith("/library/suggest/")
        assert echoed or WORD.encode() not in said, address
        assert not echoed or WORD.encode() not in said.replace(address.encode(), b""), address
        seen.add(address)
        lists[address] = said.decode(errors="replace")

    for item in canaries:
        assert item.url in seen
        assert f"<h1>{item.title.lower()}</h1>" in lists[item.url]
        assert item.summary.lower() in lists[item.url]
        assert item.title.lower() in lists["/library/feed/"]
        assert item.url in lists["/sitemap.xml"]
    assert seen >= {"/services/services.csv", "/services/open-referral.json", "/newsletters/feed/"}
    area = canaries[0].areas.first()
    assert any(item.title.lower() in lists[f"/areas/{area.slug}/"] for item in canaries)
    assert any(address.endswith("/cite.ris") for address in seen)
    assert any("/print/" in address for address in seen)


def behind(item):
    """Addresses of an item that nothing leads a stranger to."""
    yield from (f"{item.url}{name}" for name in ("cite.ris", "cite.bib", "print/", "section-1/"))
    yield from (f"{item.url}nowhere/", f"/_util{item.url}", f"/feedback/?page={item.pk}")
    admin = (f"/admin/pages/{item.pk}/{name}/" for name in ("view_draft", "edit", "history"))
    yield from (*admin, f"/admin/pages/{item.pk}/edit/preview/", "/admin/library/items/")


def test_nor_do_the_addresses_that_nothing_leads_to(canaries, db, client):
    assert PageChange.objects.filter(page__in=canaries, sentence=WORD).count() == len(canaries)
    asked = 0
    for item in canaries:
        for address in behind(item):
            answer = client.get(address)
            said = answer.content.decode() + str(answer.headers)
            assert WORD not in said.replace(address, ""), address
            assert answer.status_code < 500, address
            asked += "Sign in to read on" in said
    assert asked, "a guide's print asks to sign in"


@pytest.mark.parametrize("address", [f"/library/?q={WORD}", f"/search/?q={WORD}"])
def test_a_word_for_members_finds_nothing(canaries, db, client, address):
    answer = words(client, address)

    assert not any(item.url in answer for item in canaries)
    assert f"of {len(canaries)}" not in answer


@pytest.mark.parametrize("address", ["/library/?q=lanternfish", "/search/?q=lanternfish"])
def test_title_and_summary_are_found(canaries, db, client, address):
    answer = words(client, address)

    assert all(item.url in answer for item in canaries)
    assert WORD not in answer


def narrowed(items):
    """Where forms lead that find these items by what everybody may know of them."""
    for item in items:
        sector, stage = item.sectors.first(), item.stages.first()
        yield f"/pack/?sector={sector.slug}&stage={stage.slug}"
        yield f"/library/?kind={item.kind}&sector={sector.slug}&sort=newest"
        yield f"/library/?kind={item.kind}&q=lanternfish+{WORD}x"
        yield f"/library/feed/?kind={item.kind}&stage={stage.slug}"
        yield f"/services/?place={item.areas.first().slug}"
        yield f"{item.url}?format=json&print=1&preview=1&part=print"


def test_nor_does_any_narrowed_list_or_pack(canaries, db, client):
    told = set()
    for address in dict.fromkeys(narrowed(canaries)):
        said = client.get(address).content.decode().lower()
        assert WORD not in said.replace(f"{WORD}x", ""), address
        told |= {address.partition("?")[0] for item in canaries if item.title.lower() in said}

    assert told >= {"/pack/", "/library/", "/library/feed/"}


def test_a_newsletter_announces_with_the_summary_alone(canaries, db):
    page = canaries[0]
    edition = EditionPage.objects.first()
    edition.body = [
        (
            "section",
            {"title": "New", "contents": [("item", {"page": page, "title": "", "blurb": ""})]},
        )
    ]

    letter = rendering.render(
        resolve(edition, Newsletter.objects.get(is_default=True), day=timezone.localdate())
    )

    assert page.title in letter.text
    assert WORD not in letter.text + letter.html

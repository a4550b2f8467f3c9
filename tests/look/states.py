"""Which pages there are, and the states each can be in."""

from datetime import timedelta
from urllib.parse import urlencode

import time_machine
from django.core.management import call_command
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content import versions
from content.models import SiteIdentity
from content.specimens import specimens
from events.models import TrainingEventPage
from newsletters.dispatching import hand_over
from newsletters.models import Dispatch, Newsletter
from taxonomy.models import Sector, Topic
from tests import canary
from tests.factories.pages import standard_page
from tests.look import desks, overfull, people
from tests.look.book import Book

ADDRESS = "ada@example.org"
CODES = ("400", "403", "404", "410", "429", "500", "503")


def write(book: Book) -> None:
    """Ask for everything once. Runs inside a transaction that is taken back."""
    call_command("bootstrap_site", verbosity=0)
    _nothing_there_yet(book)
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", verbosity=0)
    dispatch = Dispatch.objects.get(newsletter__is_default=True)
    hand_over(dispatch.pk)
    _pages(book)
    _finder(book)
    _feedback(book)
    _leaving_at_once(book)
    _search(book)
    _errors(book)
    people.write(book)
    desks.write(book, dispatch)
    with TestCase.captureOnCommitCallbacks(execute=True):
        overfull.make()
    _overfull(book)


def _nothing_there_yet(book: Book) -> None:
    for name in ("library", "events", "newsletters", "services", "areas"):
        book.ask(f"{name}, empty", f"/{name}/")
    for name in ("statistics", "glossary"):
        book.ask(f"{name}, empty", f"/library/{name}/")
    book.ask("home, bare", "/")


def _pages(book: Book) -> None:
    newsletter = Newsletter.objects.get(is_default=True)
    edition = Page.objects.get(pk=newsletter.dispatches.get().edition_id)
    for name, path in {
        "home": "/",
        "library": "/library/",
        "library, page that is not there": "/library/?page=99",
        "events": "/events/",
        "newsletters": "/newsletters/",
        "newsletters, searched": "/newsletters/?q=hub",
        "newsletters, nothing found": "/newsletters/?q=zebra",
        "services": "/services/",
        "services, near": "/services/?near=TF1",
        "services, nothing found": "/services/?near=ZE1&kind=court-support",
        "services, not understood": "/services/?near=Atlantis&place=nowhere",
        "two choices": "/pack/?sector=strange",
        "pack of two choices": "/pack/?sector=schools-and-colleges&stage=court-sentencing",
        "areas": "/areas/",
        "area": "/areas/telford-and-wrekin/",
        "area, gaps": "/areas/kent/",
        "newsletter": newsletter.archive.url,
        "edition": edition.url,
    }.items():
        book.ask(name, path)
    for name, slug in {
        "case study": "telford-families-do-matter",
        "case study, sample": "sampleton-schools-cluster",
        "practice example": "operation-paramount",
        "for members, asked to sign in": "sample-checklist-arrest-at-home",
        "service": "example-family-centre",
        "service, to be checked": "sample-visitors-welcome",
        "service, paused": "exampleshire-court-family-desk",
        "service, secret address": "example-young-peoples-circle",
        "event": "introduction-parent-in-custody",
        "event, postponed": "first-visits",
        "event, cancelled": "kinship-carers-money",
        "protocol": "kingston-families-apart-protocol",
        "protocol, sample": "exampleshire-two-year-plan",
        "research": "every-night-you-cry-2009",
        "policy": "farmer-review-2017",
        "resource": "this-is-me-child-impact-assessment",
        "resource, sample": "sample-checklist-arrest-at-home",
        "question": "asked-not-to-tell",
        "stage": "custody",
        "sector": "schools",
        "standard page": "earlier-hubs",
        "statistics": "statistics",
        "glossary": "glossary",
        "guide": "first-week",
        "guide, two": "guide-for-community-health",
        "evaluation": "community-support-pilots",
        "standard page, references": "reading",
    }.items():
        book.ask(name, Page.objects.get(slug=slug).url)
    for name, part in {"section": "who-needs-to-know", "to print": "print"}.items():
        book.ask(f"guide, {name}", f"/library/first-week/{part}/")
    for event in TrainingEventPage.objects.child_of(Page.objects.get(slug="events")):
        if f"event, {event.slug}" not in book.leaves and event.slug in _OF_ITS_OWN:
            book.ask(f"event, {_OF_ITS_OWN[event.slug]}", event.url)


def _finder(book: Book) -> None:
    for name, query in {
        "words": "?q=school",
        "chips": "?q=school&sector=schools-and-colleges&stage=any-stage&archived=1&sort=newest",
        "nothing fits": "?q=school&sector=police&place=barnsley",
        "did you mean": "?q=homwork",
        "nothing at all": "?q=xylophone",
        "misunderstood": "?kind=nonsense&sort=upwards&page=x",
    }.items():
        book.ask(f"library, {name}", f"/library/{query}")
    for name, slug in {"stage": "custody", "sector": "schools"}.items():
        book.ask(f"{name}, pack", f"{Page.objects.get(slug=slug).url}pack/")


def _feedback(book: Book) -> None:
    page = Page.objects.get(slug="sampleton-schools-cluster")
    reader = Client()
    more = reader.post(reverse("feedback"), {"page": page.pk, "useful": "no"})["Location"]
    book.ask("feedback, more", more)
    long = reader.post(more, {"words": "too long " * 500})
    book.keep("feedback, error", long)
    done = reader.post(more, {"words": "Say who decided."})["Location"]
    book.ask("feedback, thanks", done)
    book.ask("feedback, thanks for nothing", reverse("feedback_thanks"))
    old = reader.post(reverse("feedback"), {"page": page.pk, "useful": "no"})["Location"]
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        book.keep("feedback, too late", reader.post(old, {"words": "Say who decided."}))


def _leaving_at_once(book: Book) -> None:
    page = standard_page(Page.objects.get(depth=2), "Good to know", is_for_families=True)
    book.ask("page to leave at once", page.url)
    _switch_for_services(True)
    book.ask("services to leave at once", "/services/?near=TF1")
    assert b"Exit this page" in book.leaves["services to leave at once"].body
    _switch_for_services(False)


def _switch_for_services(can_be_left: bool) -> None:
    identity = SiteIdentity.objects.get()
    identity.services_can_be_left = can_be_left
    identity.save()
    versions.renew()  # as a commit would, which never comes here


_OF_ITS_OWN = {
    "what-health-visitors-hear": "over, with materials",
    "commissioners-round-table": "in person",
    "what-to-say-short-course": "at any time",
}


def _search(book: Book) -> None:
    for name, words in {
        "search": "",
        "search, found": "school",
        "search, nothing found": "xylophone",
        "search, too long": "school " * 300,
    }.items():
        book.keep(name, Client().get("/search/", {"q": words} if words else {}))


def _errors(book: Book) -> None:
    request = RequestFactory().get("/gone/")
    frame = Client().get("/nowhere/")
    for code in CODES:
        html = render_to_string(f"{code}.html", request=request)
        answer = HttpResponse(html, status=int(code))
        for name in ("Content-Security-Policy", "Referrer-Policy"):
            answer.headers[name] = frame.headers[name]
        book.keep(f"error {code}", answer)
    suspicious = Client(enforce_csrf_checks=True).post("/join/", {"email": ADDRESS})
    assert suspicious.status_code == 403
    book.keep("error 403, form too old", suspicious)


def _everything() -> str:
    """Every sector and every topic, and the longest word."""
    chosen = [("q", overfull.WORD)]
    chosen += [("sector", term.slug) for term in Sector.objects.all()]
    chosen += [("topic", term.slug) for term in Topic.objects.all()]
    return urlencode(chosen)


def _overfull(book: Book) -> None:
    for name, path in {
        "home, overfull": "/",
        "library, overfull": "/library/",
        "library, overfull with chips": f"/library/?{_everything()}",
        "events, overfull": "/events/",
        "services, overfull": "/services/",
        "areas, overfull": "/areas/",
        "search, overfull": f"/search/?q={overfull.WORD}",
    }.items():
        book.ask(name, path)
    for page in Page.objects.filter(slug__startswith="overfull-"):
        kind = page.slug.removeprefix("overfull-").replace("-", " ")
        book.ask(f"{kind}, overfull", page.url)
    for number, kind in enumerate(canary.kinds()):
        page = canary.item(kind, number)
        book.ask(f"{kind._meta.verbose_name}, everything in it", page.url)
    pattern = HttpResponse(render_to_string("styleguide/index.html", specimens()))
    policy = dict(book.leaves["home"].headers)["Content-Security-Policy"]
    pattern.headers["Content-Security-Policy"] = policy
    book.keep("pattern page", pattern)

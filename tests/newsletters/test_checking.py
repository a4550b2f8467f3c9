"""The checklist as it is shown: words, the sender's domain, the button that looks, the command."""

import re
from io import StringIO

import dns.resolver
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from content.models import Link
from mail import domains
from mail.enums import MailingState, Stream
from mail.models import Mailing
from newsletters import scheduling
from newsletters.models import EditionPage
from newsletters.proofing import proof
from tests.factories.newsletters import drafted, editor, reader
from tests.nameserver import NameServer
from tests.newsletters.conftest import NOW

pytestmark = pytest.mark.django_db

HARD = (
    "Multidisciplinary safeguarding arrangements necessitate comprehensive organisational "
    "collaboration regarding responsibilities. "
)


@pytest.fixture
def draft(newsletter):
    reader(newsletter)
    return drafted(newsletter)


@pytest.fixture
def provider(settings, monkeypatch):
    """A provider whose sender's domain a name server of our own knows."""
    settings.EMAIL_PROVIDER = "mailjet"
    settings.SENDER_LOOKUPS = True
    with NameServer() as server:
        monkeypatch.setattr(dns.resolver, "default_resolver", server.resolver())
        server.has("hub.example.org", "v=spf1 -all")
        server.has("_dmarc.example.org", "v=DMARC1; p=quarantine")
        yield server


def write(draft, **fields):
    edition = EditionPage.objects.get(pk=draft.edition_id).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(edition, name, value)
    edition.save_revision()
    draft.edition.refresh_from_db()


def texts(draft):
    return " ".join(finding.text for finding in proof(draft, at=NOW).findings)


def look_at(draft, client):
    page = client.get(reverse("edition_desk:dispatch", args=[draft.pk]))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def signed_in(draft):
    client = Client()
    client.force_login(editor())
    return client


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Hub News no. 1", "The title says nothing yet"),
        ("Hub news  no. 1: Visits", "The title begins with “Hub News no. 1”"),
        ("Visits, and Hub News no. 1", None),
        ("Visits before Christmas", None),
    ],
)
def test_a_title_says_more_than_the_number_and_not_the_number_again(draft, title, said):
    write(draft, title=title)

    found = [it for it in proof(draft, at=NOW).findings if "The title" in it.text]

    assert [it.text.startswith(said) for it in found] == ([True] if said else [])
    assert not any(it.blocks for it in found)


def test_hard_words_are_advice_with_the_sentences_to_begin_with(draft):
    write(draft, introduction=f"<p>{HARD * 12}</p>")

    (found,) = [it for it in proof(draft, at=NOW).findings if "hard to read" in it.text]

    assert re.match(r"About as hard to read as .+: -?\d+\. Aim for 50 or more", found.text)
    assert not found.blocks
    assert found.details[0].startswith("Multidisciplinary")
    assert found.details[0] in look_at(draft, signed_in(draft))


def test_a_short_and_plain_edition_hears_nothing_about_it(draft):
    assert "hard to read" not in texts(draft)


def test_abbreviations_nobody_explains_are_named(draft):
    write(draft, subject="What a DSL does", introduction="<p>The NHS and TAFs.</p>")

    assert "what is meant by DSL, TAF." in texts(draft)


def test_quotations_are_not_ours_to_explain(draft):
    edition = EditionPage.objects.get(pk=draft.edition_id).get_latest_revision_as_object()
    body = edition.body.get_prep_value()
    quote = {"text": "They rang the OMU.", "speaker": "A father", "source": "", "is_sample": True}
    body[0]["value"]["contents"].append({"type": "quote", "value": quote})
    write(draft, body=body)

    assert "OMU" not in texts(draft)


def test_before_anybody_has_looked_the_sender_is_not_known_and_stops_nothing(draft, provider):
    found = proof(draft, at=NOW)

    assert "is not known yet" in texts(draft)
    assert not found.blocking
    assert not provider.asked


def test_the_button_looks_at_the_sender_and_at_the_links(draft, provider, settings):
    settings.LINKS_A_RUN = 10
    write(draft, introduction='<p><a href="https://a.example.org/">What A does</a></p>')
    client = signed_in(draft)

    assert "Look at the links and the sender now" in look_at(draft, client)
    client.post(reverse("edition_desk:look", args=[draft.pk]))
    words = look_at(draft, client)

    assert (
        "Good to know: hub.example.org shows SPF, DMARC (policy “quarantine”, from example.org)."
    ) in words
    assert "DKIM: no key under the usual “mailjet”" in words
    assert Link.objects.get().url == "https://a.example.org/"


def test_looking_is_a_post_of_somebody_who_may(draft, provider):
    address = reverse("edition_desk:look", args=[draft.pk])

    assert signed_in(draft).get(address).status_code == 405
    assert Client().post(address).status_code == 302
    stranger = Client()
    stranger.force_login(reader(draft.newsletter, "ben@example.org").member.user)
    stranger.post(address)
    assert not provider.asked


def test_faults_of_the_domain_are_worth_a_look_and_stop_nothing(draft, provider):
    provider.has("hub.example.org", "v=spf1 +all")
    domains.refresh(draft.newsletter.from_email)

    found = [it for it in proof(draft, at=NOW).findings if "lets anybody send" in it.text]

    assert len(found) == 1
    assert not found[0].blocks
    assert not found[0].is_note


def test_the_tick_calls_for_a_look_until_something_is_known(draft, provider, monkeypatch):
    called = []
    monkeypatch.setattr(domains.current_app, "send_task", lambda name, **how: called.append(name))

    scheduling.look_ahead(NOW)
    domains.refresh(draft.newsletter.from_email)
    scheduling.look_ahead(NOW)

    assert called == [domains.TASK]


def test_what_stands_still_is_a_warning_for_what_comes(draft, provider):
    Mailing.objects.create(
        key="edition:0",
        label="Hub News no. 0",
        stream=Stream.BULK,
        state=MailingState.PAUSED,
        paused_reason="The account was turned away.",
        prepared_at=NOW,
    )

    assert "“Hub News no. 0” stands still, and this may, too: The account" in texts(draft)


def test_without_reports_it_is_said_what_nobody_will_learn(draft, provider, settings):
    settings.WEBHOOK_SECRET = []

    assert "nobody will learn which letters bounced" in texts(draft)


def test_where_nobody_is_asked_there_is_no_button(draft):
    words = look_at(draft, signed_in(draft))

    assert "Look at the links" not in words
    assert "written to files" in words


def test_the_command_says_the_same_and_looks_when_told_to(draft, provider):
    write(draft, introduction=f"<p>{HARD * 12}</p>")
    out = StringIO()

    call_command("newsletter", "check", f"{draft.newsletter.slug}/{draft.slot}", stdout=out)
    assert "note  About as hard to read" in out.getvalue()
    assert "        Multidisciplinary safeguarding" in out.getvalue()
    assert "know  What the world can look up" in out.getvalue()

    out = StringIO()
    name = f"{draft.newsletter.slug}/{draft.slot}"
    call_command("newsletter", "check", name, "--look", stdout=out)
    assert "know  hub.example.org shows SPF" in out.getvalue()


def test_the_command_ends_badly_when_a_link_is_dead(draft):
    write(draft, introduction='<p><a linktype="page" id="987654">what is gone</a></p>')
    out = StringIO()

    with pytest.raises(CommandError, match="cannot be approved"):
        call_command("newsletter", "check", f"{draft.newsletter.slug}/{draft.slot}", stdout=out)

    assert "STOP  The link “what is gone” led to a page that was deleted." in out.getvalue()

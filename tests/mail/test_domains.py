"""What can be known of a sender's domain: asked of a real name server, with little patience."""

import time

import dns.resolver
import pytest
from django.core.cache import cache

from mail import domains
from mail.tasks import look_up_sender
from tests.nameserver import NameServer

SENDER = "Alongside <news@hub.example.org>"


def seconds_left():
    """How long the cache still keeps the one thing in it."""
    client = cache._cache.get_client()
    (key,) = client.keys("*mail:domain*")
    return client.ttl(key)


@pytest.fixture
def server(monkeypatch, settings):
    settings.SENDER_LOOKUPS = True
    settings.EMAIL_PROVIDER = "mailjet"
    settings.DKIM_SELECTOR = ""
    with NameServer() as server:
        monkeypatch.setattr(dns.resolver, "default_resolver", server.resolver())
        server.has("hub.example.org", "google-site=1", "v=spf1 include:spf.example.com -all")
        server.has("_dmarc.hub.example.org", "v=DMARC1; p=reject; rua=mailto:it@example.org")
        server.has("mailjet._domainkey.hub.example.org", "k=rsa; p=" + "A" * 390)
        yield server


def test_a_domain_that_is_set_up_is_found_so(server):
    records = domains.refresh(SENDER)

    assert records.domain == "hub.example.org"
    assert records.found == ("SPF", "DMARC (policy “reject”)", "DKIM (“mailjet”)")
    assert not records.faults
    assert not records.unknown


@pytest.mark.parametrize(
    ("spf", "said"),
    [
        ([], "has no SPF record"),
        (["v=spf1 -all", "v=spf1 mx -all"], "has 2 SPF records; only one may stand"),
        (["v=spf1 " + "include:a.example " * 9 + "a mx:b.example -all"], "asks for 11 more"),
        (["v=spf1 +all"], "lets anybody send"),
        (["v=spf1 all"], "lets anybody send"),
    ],
)
def test_an_spf_record_that_does_not_hold_is_named(server, spf, said):
    server.has("hub.example.org", "v=spf10 is none", *spf)

    (fault,) = domains.refresh(SENDER).faults

    assert said in fault


def test_ten_lookups_and_words_that_look_like_them_are_no_fault(server):
    server.has(
        "hub.example.org", "v=spf1 " + "include:a.example " * 8 + "a/24 ?mx ip4:10.0.0.1 -all"
    )

    assert not domains.refresh(SENDER).faults


def test_dmarc_holds_for_what_is_below_the_domain(server):
    del server.records["_dmarc.hub.example.org"]
    server.has("_dmarc.example.org", "v=DMARC1; p=reject; sp=none")

    assert "DMARC (policy “none”, from example.org)" in domains.refresh(SENDER).found


@pytest.mark.parametrize(
    ("dmarc", "said"),
    [
        ([], "has no DMARC record"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "has 2 DMARC records"),
        (["v=DMARC1; rua=mailto:it@example.org"], "names no policy"),
    ],
)
def test_a_dmarc_record_that_does_not_hold_is_named(server, dmarc, said):
    server.has("_dmarc.hub.example.org", "something else", *dmarc)

    (fault,) = domains.refresh(SENDER).faults

    assert said in fault


def test_a_key_under_the_selector_that_was_set_is_asked_for_and_no_other(server, settings):
    settings.DKIM_SELECTOR = "ours"

    (fault,) = domains.refresh(SENDER).faults

    assert "no DKIM key under “ours”" in fault
    assert [name for name in server.asked if "_domainkey" in name] == [
        "ours._domainkey.hub.example.org"
    ]


def test_a_key_that_was_withdrawn_is_none(server, settings):
    settings.DKIM_SELECTOR = "mailjet"
    server.has("mailjet._domainkey.hub.example.org", "v=DKIM1; p=")

    assert domains.refresh(SENDER).faults


def test_no_key_under_the_usual_selectors_is_unknown_and_no_fault(server):
    del server.records["mailjet._domainkey.hub.example.org"]

    records = domains.refresh(SENDER)

    assert not records.faults
    assert records.unknown == (
        "DKIM: no key under the usual “mailjet”. If yours is another, set DKIM_SELECTOR.",
    )


def test_where_the_provider_chooses_the_selector_it_is_said(server, settings):
    settings.EMAIL_PROVIDER = "postmark"

    (why,) = domains.refresh(SENDER).unknown

    assert "the provider chooses the selector" in why


def test_a_server_that_says_nothing_takes_five_seconds_at_most(server):
    server.is_mute = True

    begun = time.monotonic()
    records = domains.refresh(SENDER)

    assert time.monotonic() - begun < 6
    assert not records.faults
    assert len(records.unknown) == 3
    assert "SPF could not be looked up from here" in records.unknown[0]


def test_a_server_in_trouble_is_no_fault_of_the_domain(server):
    server.fails = True

    records = domains.refresh(SENDER)

    assert not records.faults
    assert len(records.unknown) == 3


def test_a_machine_without_a_name_server_says_so(server, monkeypatch):
    def nobody():
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "get_default_resolver", nobody)

    records = domains.refresh(SENDER)

    assert records.unknown == (
        "hub.example.org could not be looked up from here: no name server is set up.",
    )


def test_what_was_found_is_remembered_for_an_hour(server):
    domains.refresh(SENDER)
    asked = len(server.asked)

    assert domains.known("Other name <else@HUB.example.org>").found
    assert len(server.asked) == asked
    assert 3500 < seconds_left() <= 3600


def test_a_failure_is_remembered_for_five_minutes(server):
    server.fails = True

    domains.refresh(SENDER)

    assert 200 < seconds_left() <= 300


def test_the_task_looks_and_remembers(server):
    assert domains.known(SENDER) is None

    look_up_sender(SENDER)

    assert domains.known(SENDER).found


def test_where_lookups_are_switched_off_nobody_is_asked(server, settings):
    settings.SENDER_LOOKUPS = False

    assert domains.refresh(SENDER) is None
    assert not server.asked


@pytest.mark.parametrize("sender", ["", "news@localhost", "news@" + "a" * 70 + ".org", "news@a..b"])
def test_what_is_no_domain_of_the_internet_is_not_asked_for(server, sender):
    assert domains.refresh(sender) is None
    assert not server.asked


def test_a_domain_in_another_script_is_asked_for_as_the_dns_writes_it():
    assert domains.domain_of("news@bücher.example") == "xn--bcher-kva.example"

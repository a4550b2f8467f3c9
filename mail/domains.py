"""What the world can look up about a sender's domain: SPF, DKIM and DMARC, as far as it shows.

Three kinds of TXT record decide whether Gmail and others take a newsletter. We ask for them as a
receiver would: two seconds a question, five in all. The answer is kept for an hour, a failure for
five minutes; nobody who opens a page waits for it. `refresh` asks, `known` only remembers.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parseaddr
from time import monotonic

import dns.exception
import dns.name
import dns.resolver
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from mail.providers import profiles

TASK = "mail.tasks.look_up_sender"
"""By name: the task knows this module, not the other way round."""
KEEPS = 60
"""Seconds after which an unheard call is worth nothing."""
KEPT = 60 * 60
FAILURE_KEPT = 5 * 60
A_QUESTION, IN_ALL = 2.0, 5.0
"""Seconds."""
MOST_LOOKUPS = 10
"""Of one SPF record (RFC 7208, 4.6.4); only those it names itself are counted."""


@dataclass(frozen=True, slots=True)
class Records:
    """What was found. Sentences, for a person who can have it put right."""

    domain: str
    at: datetime
    found: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """What could not be told, and why."""
    is_answered: bool = True
    """Whether somebody answered each question; otherwise it is worth asking again soon."""


class NoAnswer(Exception):
    """Nobody could be asked, or nobody answered in time: nothing is known."""


@dataclass(slots=True)
class Asker:
    """Asks for records until its time is up."""

    resolver: dns.resolver.Resolver
    ends: float = field(default_factory=lambda: monotonic() + IN_ALL)

    def texts(self, name: str) -> list[str]:
        """The TXT records of a name; none if it has none."""
        left = min(A_QUESTION, self.ends - monotonic())
        if left <= 0:
            raise NoAnswer
        try:
            answer = self.resolver.resolve(f"{name}.", "TXT", lifetime=left, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise NoAnswer from error
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def domain_of(sender: str) -> str:
    """The part after the @, as it stands in the DNS; "" if it cannot stand there."""
    domain = parseaddr(sender)[1].rpartition("@")[2].strip(".").lower()
    try:
        name = dns.name.from_text(domain).to_text(omit_final_dot=True) if domain else ""
    except dns.exception.DNSException:
        return ""
    return name if "." in name else ""


def known(sender: str) -> Records | None:
    """What was found lately; None if nobody has looked."""
    return cache.get(_key(sender))


def refresh(sender: str, *, resolver: dns.resolver.Resolver | None = None) -> Records | None:
    """Look now, and remember; None where nobody is asked (`SENDER_LOOKUPS`)."""
    domain = domain_of(sender)
    if not settings.SENDER_LOOKUPS or not domain:
        return None
    try:
        records = look_up(domain, resolver or dns.resolver.get_default_resolver())
    except (dns.resolver.NoResolverConfiguration, OSError):
        why = f"{domain} could not be looked up from here: no name server is set up."
        records = Records(domain, timezone.now(), unknown=(why,), is_answered=False)
    cache.set(_key(sender), records, KEPT if records.is_answered else FAILURE_KEPT)
    return records


def keep_fresh(sender: str) -> None:
    """Have a worker look, if nothing is known any more."""
    if settings.SENDER_LOOKUPS and domain_of(sender) and known(sender) is None:
        current_app.send_task(TASK, args=[sender], expires=KEEPS, retry=False, ignore_result=True)


def look_up(domain: str, resolver: dns.resolver.Resolver) -> Records:
    """All three, each as far as its questions are answered."""
    asker, records = Asker(resolver), Records(domain, timezone.now())
    for name, look in {"SPF": _spf, "DMARC": _dmarc, "DKIM": _dkim}.items():
        try:
            records = look(records, asker)
        except NoAnswer:
            why = f"{name} could not be looked up from here: no name server answered."
            records = replace(_unknown(records, why), is_answered=False)
    return records


def _spf(records: Records, asker: Asker) -> Records:
    spf = [it for it in asker.texts(records.domain) if it.lower().split(" ")[0] == "v=spf1"]
    if not spf:
        return _fault(
            records, f"{records.domain} has no SPF record. The provider says which it wants."
        )
    if len(spf) > 1:
        return _fault(records, f"{records.domain} has {len(spf)} SPF records; only one may stand.")
    terms = [term.lstrip("+-~?") for term in spf[0].lower().split()[1:]]
    lookups = sum(_asks_further(term) for term in terms)
    if lookups > MOST_LOOKUPS:
        return _fault(
            records,
            f"The SPF record of {records.domain} asks for {lookups} more; "
            f"receivers stop at {MOST_LOOKUPS}.",
        )
    if {"all", "+all"} & set(spf[0].lower().split()):
        return _fault(records, f"The SPF record of {records.domain} lets anybody send (“+all”).")
    return _found(records, "SPF")


def _asks_further(term: str) -> bool:
    return term.startswith(("include:", "exists:", "redirect=")) or (
        term.partition(":")[0].partition("/")[0] in {"a", "mx", "ptr"}
    )


def _dmarc(records: Records, asker: Asker) -> Records:
    """At the domain, or at the nearest one above it that has one: no list of suffixes is needed."""
    labels = records.domain.split(".")
    for start in range(len(labels) - 1):
        at = ".".join(labels[start:])
        tags = [_tags(it) for it in asker.texts(f"_dmarc.{at}")]
        dmarc = [it for it in tags if it.get("v", "").upper() == "DMARC1"]
        if len(dmarc) > 1:
            return _fault(records, f"{at} has {len(dmarc)} DMARC records; only one may stand.")
        if dmarc:
            own = dmarc[0].get("p", "")
            policy = dmarc[0].get("sp", own) if start else own
            if policy not in {"none", "quarantine", "reject"}:
                return _fault(records, f"The DMARC record of {at} names no policy (“p=”).")
            return _found(records, f"DMARC (policy “{policy}”{f', from {at}' if start else ''})")
    return _fault(records, f"{records.domain} has no DMARC record; Gmail and Yahoo ask for one.")


def _dkim(records: Records, asker: Asker) -> Records:
    """Under the selector that was set, or those that the provider usually takes."""
    usual = profiles.current().dkim_selectors
    selectors = (settings.DKIM_SELECTOR,) if settings.DKIM_SELECTOR else usual
    if not selectors:
        why = "DKIM could not be looked up: the provider chooses the selector. Set DKIM_SELECTOR."
        return _unknown(records, why)
    for selector in selectors:
        for text in asker.texts(f"{selector}._domainkey.{records.domain}"):
            if _tags(text).get("p"):
                return _found(records, f"DKIM (“{selector}”)")
    if settings.DKIM_SELECTOR:
        return _fault(
            records, f"{records.domain} has no DKIM key under “{settings.DKIM_SELECTOR}”."
        )
    tried = ", ".join(f"“{selector}”" for selector in selectors)
    why = f"DKIM: no key under the usual {tried}. If yours is another, set DKIM_SELECTOR."
    return _unknown(records, why)


def _tags(text: str) -> dict[str, str]:
    """`v=DMARC1; p=none` as a table."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _found(records: Records, what: str) -> Records:
    return replace(records, found=(*records.found, what))


def _fault(records: Records, sentence: str) -> Records:
    return replace(records, faults=(*records.faults, sentence))


def _unknown(records: Records, sentence: str) -> Records:
    return replace(records, unknown=(*records.unknown, sentence))


def _key(sender: str) -> str:
    how = f"{settings.EMAIL_PROVIDER}:{settings.DKIM_SELECTOR}"
    return f"mail:domain:{how}:{domain_of(sender)}"

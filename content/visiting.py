"""One polite visit to another site, to learn whether somebody answers at an address.

The address was written by an editor and may lead on to anywhere, so each step is looked at anew:
a name is resolved once, every number behind it has to be public, and the connection goes to the
number that was looked at. Nobody can have the site knock on doors of its own network. Nothing of
the answer but its first line and `Location` is read.
"""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import urllib3
from django.conf import settings

from content.models.links import Outcome

Number = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

STEPS = 5
WEB_PORTS = {80, 443, 8000, 8080, 8443}
"""Where a web site may answer. Elsewhere a visit would knock on other programs' doors."""
PATIENCE = urllib3.Timeout(connect=4, read=6)
REFUSES_PROGRAMS = {401, 403, 405, 406, 418, 429, 451, 999}
HEAD_NOT_MEANT = {400, 403, 404, 405, 406, 410, 429, 500, 501, 503}
"""Answers to HEAD that a server may not mean: GET has the last word."""
DOES_SOMETHING = re.compile(
    r"unsubscri|opt[-_]?out|log[-_]?(?:out|off)|sign[-_]?(?:out|off)|desinscri"
    r"|(?<![a-z])(?:delete|remove|confirm|verify|activate|cancel)(?![a-z])",
    re.IGNORECASE,
)
"""Addresses at which a mere visit may do something to somebody."""
TRANSLATED = [
    IPv6Network(net)
    for net in (
        *("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48"),
        *("2002::/16", "2001::/32"),
    )
]
"""Numbers in which another one hides."""
OUT_OF_USE = [IPv6Network("fec0::/10"), IPv6Network("3fff::/20"), IPv6Network("5f00::/16")]
"""Never of the internet, which Python does not know everywhere."""
WENT_WRONG: dict[type[Exception], str] = {
    urllib3.exceptions.NewConnectionError: "Nobody is there: the connection was refused.",
    urllib3.exceptions.ConnectTimeoutError: "Nobody is there: the connection took too long.",
    urllib3.exceptions.ReadTimeoutError: "It took too long to answer.",
    urllib3.exceptions.SSLError: "Its certificate is not valid.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a visit, in a sentence."""

    outcome: Outcome
    said: str


class Refused(Exception):
    """We do not go there."""


def is_public(number: Number) -> bool:
    """Whether it belongs to the internet, and to nobody's own network."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            return is_public(number.ipv4_mapped)
        if any(number in net for net in TRANSLATED + OUT_OF_USE):
            return False
    return number.is_global and not number.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """Every number behind a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def visit(
    url: str, *, resolve: Resolve = resolve, may_connect: Callable[[Number], bool] = is_public
) -> Verdict:
    """Ask, and follow where it leads, five times at most."""
    try:
        for step in range(STEPS + 1):
            answer = _ask(url, step, resolve, may_connect)
            if isinstance(answer, Verdict):
                return answer
            url = answer
    except Refused as reason:
        return Verdict(Outcome.NOT_ASKED, str(reason))
    except socket.gaierror:
        return Verdict(Outcome.FAILED, "There is no site of that name.")
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        return Verdict(Outcome.FAILED, _sentence(error))
    return Verdict(Outcome.FAILED, f"It led on more than {STEPS} times.")


def _ask(
    url: str, step: int, resolve: Resolve, may_connect: Callable[[Number], bool]
) -> Verdict | str:
    """What is there, or where it leads."""
    status, location = _answer("HEAD", url, resolve, may_connect)
    if status in HEAD_NOT_MEANT:
        status, location = _answer("GET", url, resolve, may_connect)
    if location and 300 <= status < 400:
        return urljoin(url, location)
    if 200 <= status < 400:
        return Verdict(Outcome.FINE, "It answers." if not step else "It answers, elsewhere.")
    if status in REFUSES_PROGRAMS:
        return Verdict(Outcome.UNSURE, f"Somebody is there, but programs are sent away ({status}).")
    if status in {404, 410}:
        return Verdict(Outcome.FAILED, f"The site says that the page is not there ({status}).")
    return Verdict(Outcome.FAILED, f"The site answers with an error ({status}).")


def _answer(
    method: str, url: str, resolve: Resolve, may_connect: Callable[[Number], bool]
) -> tuple[int, str]:
    """The status and where it leads; the rest stays unread, however long it is."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or not host:
        raise Refused("It leads to something that is not a web page.")
    if DOES_SOMETHING.search(unquote(f"{parts.path}?{parts.query}")):
        raise Refused("A visit might do something there, such as unsubscribe somebody.")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    if port not in WEB_PORTS:
        raise Refused("It names a port at which web sites do not usually answer.")
    numbers = resolve(host, port)
    if not numbers or not all(may_connect(ip_address(it.partition("%")[0])) for it in numbers):
        raise Refused("It leads into a private network.")
    with _pool(numbers[0], port, host, secure=secure) as pool:
        response = pool.urlopen(
            method,
            f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}",
            headers={"Host": _named(parts.netloc), **_manners()},
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )
        response.close()
        return response.status, response.headers.get("Location", "")


def _named(netloc: str) -> str:
    """The site as it is called on the wire: without who asks, in plain letters."""
    return netloc.rpartition("@")[2].encode("idna").decode()


def _pool(number: str, port: int, host: str, *, secure: bool) -> urllib3.HTTPConnectionPool:
    """To the number that was looked at; a certificate has to be that of the name."""
    at = f"[{number}]" if ":" in number else number
    known: dict[str, Any] = {"timeout": PATIENCE, "maxsize": 1}
    if not secure:
        return urllib3.HTTPConnectionPool(at, port, **known)
    return urllib3.HTTPSConnectionPool(
        at, port, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED", **known
    )


def _manners() -> dict[str, str]:
    """Who we are, and where to complain."""
    name = settings.WAGTAIL_SITE_NAME
    return {
        "User-Agent": f"{name}LinkChecker/1.0 (+{settings.BASE_URL}/)",
        "Accept": "*/*",
        "Connection": "close",
    }


def _sentence(error: Exception) -> str:
    for kind, words in WENT_WRONG.items():
        if isinstance(error, kind):
            return words
    return "The connection broke off."

"""What a page is, in the words of schema.org: plain data that search engines read."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.templatetags.static import static
from django.utils import timezone

from content.crumbs import Crumb

if TYPE_CHECKING:
    from content.models import SiteIdentity

VOCABULARY = "https://schema.org"
MADE_UP = "Sample content, made up for demonstration."
LOGO = "img/favicon.svg"

Thing = dict[str, Any]


def thing(kind: str, /, **facts: Any) -> Thing:
    """One thing with what is known of it; what is empty is left out. `id` is its `@id`."""
    known = {name: fact for name, fact in facts.items() if fact not in (None, "", [], {})}
    identity = {"@id": known.pop("id")} if "id" in known else {}
    return {"@type": kind} | identity | known


def graph(things: Sequence[Thing]) -> Thing:
    """All that a page says, as one block."""
    return {"@context": VOCABULARY, "@graph": list(things)}


def moment(at: datetime | None) -> str:
    """Day and time with the offset of our clocks; nothing for nothing."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def site_address(address: str) -> str:
    """The site that a whole address belongs to."""
    return urljoin(address, "/")


def our_organisation(address: str) -> Thing:
    """A reference to whoever is responsible for the site, described once in the same block."""
    return {"@id": f"{site_address(address)}#organisation"}


def organisation(identity: "SiteIdentity", address: str) -> Thing:
    """Whoever is responsible for the site."""
    return thing(
        "Organization",
        id=our_organisation(address)["@id"],
        name=identity.organisation_name or identity.name,
        url=site_address(address),
        logo=urljoin(address, static(LOGO)),
        email=identity.contact_email,
        address=", ".join(identity.organisation_address.split("\n")).replace("\r", ""),
    )


def website(identity: "SiteIdentity", address: str) -> Thing:
    """The site itself, and where to search it."""
    site = site_address(address)
    return thing(
        "WebSite",
        id=f"{site}#site",
        name=identity.name,
        description=identity.strap,
        url=site,
        inLanguage="en-GB",
        publisher=our_organisation(address),
    )


def breadcrumbs(steps: Sequence[Crumb], address: str) -> Thing:
    """The way to the page; its last step is the page itself."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing(
                "ListItem",
                position=number,
                name=step.label,
                item=urljoin(address, step.url) if number < len(steps) else address,
            )
            for number, step in enumerate(steps, start=1)
        ],
    )

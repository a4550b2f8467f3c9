"""An edition as search engines read it."""

from typing import TYPE_CHECKING

from content import schema
from content.schema import Thing
from newsletters.contents import EditionContent

if TYPE_CHECKING:
    from newsletters.models import EditionPage


def issue(edition: "EditionPage", content: EditionContent, *, address: str) -> Thing:
    """One issue of its newsletter, and the pages that it announces."""
    return schema.thing(
        "PublicationIssue",
        id=f"{address}#edition",
        url=address,
        name=edition.title,
        description=content.preheader,
        issueNumber=edition.number or None,
        datePublished=schema.moment(edition.first_published_at),
        dateModified=schema.moment(edition.last_published_at),
        isPartOf=schema.thing("Periodical", name=content.newsletter),
        hasPart=[
            schema.thing(
                "CreativeWork",
                name=item.title,
                url=item.url,
                isAccessibleForFree=False if item.for_members else None,
            )
            for item in content.items
        ],
        publisher=schema.our_organisation(address),
        isAccessibleForFree=True,
        inLanguage="en-GB",
        disambiguatingDescription=schema.MADE_UP if content.is_sample else "",
    )

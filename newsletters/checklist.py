"""What is looked at before an edition is approved: what stops it, and what is only worth a look."""

from dataclasses import dataclass
from datetime import datetime

from newsletters.contents import Button, EditionContent

LONGEST_SUBJECT = 60
"""Characters; an inbox on a phone shows no more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, as a sentence that says what to do."""

    text: str
    blocks: bool = False


def check(content: EditionContent, *, letters: int, at: datetime) -> list[Finding]:
    """What is amiss with an edition that would go to so many people now; blocking ones first."""
    findings = [
        *_about_the_inbox(content),
        *_about_the_items(content, at=at),
    ]
    if not letters:
        findings.append(Finding("Nobody would get this letter.", blocks=True))
    if not content.sender.postal_address:
        findings.append(
            Finding("The letter names no postal address. Enter one for the newsletter or the site.")
        )
    return sorted(findings, key=lambda finding: not finding.blocks)


def _about_the_inbox(content: EditionContent) -> list[Finding]:
    findings = []
    if not content.title.strip():
        findings.append(Finding("The edition has no title.", blocks=True))
    elif content.title == f"{content.newsletter} no. {content.number}":
        findings.append(Finding("The title says nothing yet: name what the edition brings."))
    if not content.subject:
        findings.append(Finding("The subject is empty.", blocks=True))
    elif len(content.subject) > LONGEST_SUBJECT:
        findings.append(
            Finding(
                f"The subject has {len(content.subject)} characters; "
                f"a phone shows about {LONGEST_SUBJECT}."
            )
        )
    if not content.preheader:
        findings.append(
            Finding("The preview line is empty: mail programs will show the first words instead.")
        )
    return findings


def _about_the_items(content: EditionContent, *, at: datetime) -> list[Finding]:
    findings = [
        Finding(f"“{title}” is not published, or not for everybody: it is left out.")
        for title in content.left_out
    ]
    if not content.items:
        findings.append(Finding("The edition announces nothing.", blocks=True))
    findings += [
        Finding(f"“{item.title}” has begun already: readers will come too late.")
        for item in content.items
        if item.starts_at and item.starts_at <= at
    ]
    twice = {item.title for item in content.items if _count(content, item.page_id) > 1}
    findings += [Finding(f"“{title}” is announced more than once.") for title in sorted(twice)]
    findings += [
        Finding(f"The button “{block.label}” leads nowhere.", blocks=True)
        for section in content.sections
        for block in section.blocks
        if isinstance(block, Button) and not block.url
    ]
    return findings


def _count(content: EditionContent, page_id: int | None) -> int:
    return [item.page_id for item in content.items].count(page_id)

"""What is looked at before an edition is approved: what stops it, and what is only worth a look."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from content.checklist import SAYS_NOTHING
from content.models.links import Link, Outcome
from newsletters.contents import Button, EditionContent, Text
from newsletters.prose import Prose

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
        *_about_the_words(content),
        *_about_the_sender(content),
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


def _about_the_words(content: EditionContent) -> list[Finding]:
    """What readers who listen, or who are in a hurry, would stumble over."""
    findings = [
        Finding(f"The picture of “{item.title}” is not described. Describe it under “Images”.")
        for item in content.items
        if item.image_url and not item.image_alt
    ]
    links = [
        span for prose in _texts(content) for it in prose for line in it.lines for span in line
    ]
    findings += [
        Finding(f"The words of the link “{span.text.strip()}” do not say where it leads.")
        for span in links
        if span.href and SAYS_NOTHING.fullmatch(span.text.strip())
    ]
    away = [span.href for span in links if span.href] + [
        block.url
        for section in content.sections
        for block in section.blocks
        if isinstance(block, Button)
    ]
    dead = Link.objects.filter(url__in=away, outcome=Outcome.FAILED).values_list("url", flat=True)
    findings += [Finding(f"Nobody answered at {url} when it was last tried.") for url in dead]
    return findings


def _about_the_sender(content: EditionContent) -> list[Finding]:
    """As far as it can be known here; whether a domain is set up, its provider says."""
    if settings.EMAIL_PROVIDER == "files":
        return [Finding("No provider is set up: the letters are written to files, and go nowhere.")]
    return []


def _texts(content: EditionContent) -> list[Prose]:
    blocks = (block for section in content.sections for block in section.blocks)
    return [content.introduction, *(block.prose for block in blocks if isinstance(block, Text))]

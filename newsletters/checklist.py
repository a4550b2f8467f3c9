"""What is looked at before an edition is approved: what stops it, and what is only worth a look."""

from datetime import datetime

from content.checklist import SAYS_NOTHING
from newsletters import (
    abbreviations,
    inside,
    outside,
    pictures,
    reading_ease,
    repeated,
    sending_ability,
    wording,
)
from newsletters.contents import FOR_MEMBERS, Button, EditionContent
from newsletters.findings import Finding, sorted_out
from newsletters.models import EditionPage

LONGEST_SUBJECT = 60
"""Characters; an inbox on a phone shows no more."""


def check(
    edition: EditionPage, content: EditionContent, *, letters: int, at: datetime
) -> list[Finding]:
    """What is amiss with an edition that would go to so many people now; blocking ones first."""
    findings = [
        *_about_the_inbox(content),
        *_about_the_items(content, at=at),
        *_about_the_words(content),
        *repeated.about(edition, content),
        *pictures.about(edition),
        *inside.about(edition),
        *outside.about(content),
        *sending_ability.about(content),
    ]
    if not letters:
        findings.append(Finding("Nobody would get this letter.", blocks=True))
    if not content.sender.postal_address:
        findings.append(
            Finding("The letter names no postal address. Enter one for the newsletter or the site.")
        )
    return sorted_out(findings)


def _about_the_inbox(content: EditionContent) -> list[Finding]:
    findings = _about_the_title(content)
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


def _about_the_title(content: EditionContent) -> list[Finding]:
    number = f"{content.newsletter} no. {content.number}"
    title = " ".join(content.title.split())
    if not title:
        return [Finding("The edition has no title.", blocks=True)]
    if title == number:
        return [Finding("The title says nothing yet: name what the edition brings.")]
    if title.casefold().startswith(number.casefold()):
        said = f"The title begins with “{number}”, which stands above it anyway: leave that out."
        return [Finding(said)]
    return []


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
    return [*findings, *_for_members(content)]


def _count(content: EditionContent, page_id: int | None) -> int:
    return [item.page_id for item in content.items].count(page_id)


def _about_the_words(content: EditionContent) -> list[Finding]:
    """What readers who listen, or who are in a hurry, would stumble over."""
    findings = [
        Finding(f"The picture of “{item.title}” is not described. Describe it under “Images”.")
        for item in content.items
        if item.image_url and not item.image_alt
    ]
    findings += [
        Finding(f"The words of the link “{span.text.strip()}” do not say where it leads.")
        for span in wording.spans(content)
        if span.href and SAYS_NOTHING.fullmatch(span.text.strip())
    ]
    return [*findings, *_how_hard(content), *_unexplained(content)]


def _how_hard(content: EditionContent) -> list[Finding]:
    ease = reading_ease.ease(wording.running(content))
    if ease is None or not ease.is_hard:
        return []
    begin = " Begin with:" if ease.hardest else ""
    return [
        Finding(
            f"About as hard to read as {ease.like}: {ease.score}. Aim for {reading_ease.AIM} or "
            f"more, by shorter sentences and shorter words.{begin}",
            details=ease.hardest,
        )
    ]


def _unexplained(content: EditionContent) -> list[Finding]:
    unknown = abbreviations.unknown(wording.lines(content))
    if not unknown:
        return []
    return [
        Finding(
            f"Not every reader may know what is meant by {', '.join(unknown)}. Write the words "
            "beside it once, with the abbreviation in brackets, or add it to the glossary."
        )
    ]


def _for_members(content: EditionContent) -> list[Finding]:
    titles = tuple(item.title for item in content.items if item.for_members)
    if not titles:
        return []
    many = f"{len(titles)} items are" if len(titles) > 1 else "One item is"
    said = f"{many} for members alone. The letter says so beside each: “{FOR_MEMBERS}”."
    return [Finding(said, is_note=True, details=titles)]

"""An edition as it would go out now, made in full before anybody may approve it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from mail.composing import Words
from mail.models import Mailing
from newsletters import checklist, rendering, resolving
from newsletters.audience import Audience, audience, corrected
from newsletters.cohorts import Cohorts, cohorts, whole
from newsletters.contents import EditionContent
from newsletters.enums import Exclusion
from newsletters.findings import Finding, sorted_out
from newsletters.models import Dispatch, EditionPage
from newsletters.proving import test_key


@dataclass(frozen=True, slots=True)
class Proof:
    """The latest version of a draft, its letter, and what is amiss with it."""

    revision: Revision
    content: EditionContent
    words: Words | None
    audience: Audience
    letters: int
    """Distinct ones: readers of differing interests get differing parts."""
    findings: list[Finding]

    @property
    def signature(self) -> str:
        """Stands for exactly this edition: whoever approves, approves what they have seen."""
        return self.content.signature if self.words else ""

    @property
    def blocking(self) -> list[str]:
        """Why it may not go out."""
        return [finding.text for finding in self.findings if finding.blocks]


def proof(dispatch: Dispatch, *, at: datetime) -> Proof:
    """What approving the dispatch would freeze now."""
    revision = dispatch.edition.get_latest_revision()
    edition: EditionPage = revision.as_object()
    newsletter = dispatch.newsletter
    content = resolving.resolve(edition, newsletter, day=at.astimezone(newsletter.zone).date())
    readers, letters = who_gets_what(dispatch, content, at=at)
    findings = checklist.check(edition, content, letters=readers.planned, at=at)
    if not Mailing.objects.filter(key__startswith=test_key(dispatch)).exists():
        findings.append(Finding("No test letter of it has been sent yet."))
    words = None
    try:
        words = rendering.render(content)
    except rendering.CannotRender as error:
        findings.insert(0, Finding(f"The letter cannot be made: {error}", blocks=True))
    return Proof(revision, content, words, readers, len(letters), sorted_out(findings))


def who_gets_what(
    dispatch: Dispatch, content: EditionContent, *, at: datetime, address: str = ""
) -> tuple[Audience, Cohorts]:
    """Everybody who gets the edition, and which of its letters; or that one address alone."""
    newsletter, corrects = dispatch.newsletter, dispatch.corrects
    if corrects and corrects.mailing:
        readers = corrected(corrects.mailing, newsletter, at=at, address=address)
        return readers, whole(content, readers)
    readers = audience(newsletter, at=at, wanted=content.wanted, address=address)
    letters = cohorts(content, newsletter, readers, at=at)
    return readers.without(Exclusion.NOTHING_FOR_THEM, letters.with_nothing), letters

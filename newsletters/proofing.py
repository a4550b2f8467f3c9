"""An edition as it would go out now, made in full before anybody may approve it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from mail.composing import Words
from newsletters import checklist, rendering, resolving
from newsletters.audience import Audience, audience
from newsletters.checklist import Finding
from newsletters.contents import EditionContent
from newsletters.models import Dispatch, EditionPage


@dataclass(frozen=True, slots=True)
class Proof:
    """The latest version of a draft, its letter, and what is amiss with it."""

    revision: Revision
    content: EditionContent
    words: Words | None
    audience: Audience
    findings: list[Finding]

    @property
    def signature(self) -> str:
        """Stands for exactly these words: whoever approves, approves what they have seen."""
        return self.words.signature if self.words else ""

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
    readers = audience(newsletter, at=at)
    findings = checklist.check(content, letters=readers.planned, at=at)
    words = None
    try:
        words = rendering.render(content)
    except rendering.CannotRender as error:
        findings.insert(0, Finding(f"The letter cannot be made: {error}", blocks=True))
    return Proof(revision, content, words, readers, findings)

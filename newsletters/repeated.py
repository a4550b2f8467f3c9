"""What another edition of the newsletter has told already, or is about to: worth knowing.

Gathering repeats nothing by itself. But a draft that was taken up again may hold what the one after
it gathered, and an edition that was stopped half-way has reached some of its readers.
"""

from newsletters.contents import EditionContent
from newsletters.enums import DispatchState
from newsletters.findings import Finding
from newsletters.models import EditionPage

LOOKED_BACK = 14
"""Editions."""


def about(edition: EditionPage, content: EditionContent) -> list[Finding]:
    """One note for each other edition that was approved and holds the same items.

    A correction says the same again on purpose; so does a diary, until the day has come.
    """
    dispatch = getattr(edition, "dispatch", None)
    if dispatch is None or dispatch.corrects_id:
        return []
    titles = {it.page_id: it.title for it in content.items if it.page_id and not it.starts_at}
    others = dispatch.newsletter.dispatches.exclude(pk=dispatch.pk).filter(content__isnull=False)
    others = others.exclude(state=DispatchState.CANCELLED, mailing=None)
    findings = []
    for other in others.select_related("mailing").order_by("-approved_at")[:LOOKED_BACK]:
        told = {it.page_id for it in other.frozen.items} if other.frozen else set()
        if again := tuple(titles[pk] for pk in titles if pk in told):
            has = "is to tell" if other.mailing is None else "told"
            said = f"“{other.frozen.title}” {has} of this, too. Is it meant to come again?"
            findings.append(Finding(said, is_note=True, details=again))
    return findings

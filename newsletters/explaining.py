"""Why one person gets an edition, or does not."""

from django.utils import timezone

from newsletters.contents import EditionContent
from newsletters.models import Dispatch
from newsletters.proofing import who_gets_what


def explain(dispatch: Dispatch, content: EditionContent, address: str) -> str:
    """In a sentence: what would be sent there now, or what was decided when the letters left."""
    if dispatch.mailing:
        had = dispatch.mailing.deliveries.filter(address=address).first()
        if had is None:
            return "No letter of this edition was made out to that address."
        return f"A letter was made out to it. It stands at: {had.get_status_display()}."
    readers, letters = who_gets_what(dispatch, content, at=timezone.now(), address=address)
    if not readers.candidates:
        return "Nobody with that address takes this newsletter."
    if reasons := readers.reasons:
        return f"It would get nothing: {reasons[0][0]}."
    (letter,) = letters
    titles = ", ".join(f"“{item.title}”" for item in letter.content.items)
    form = "in plain text" if letter.is_plain else "with pictures"
    return f"It would get the letter {form}" + (f", with {titles}." if titles else ".")

"""Looking now at what the checklist otherwise waits for: links, and the sender's domain."""

from datetime import datetime

from mail import domains
from newsletters import outside, sending_ability
from newsletters.contents import EditionContent


def can_look() -> bool:
    """Whether there is anybody to ask."""
    return outside.can_be_asked() or sending_ability.can_be_asked()


def look(content: EditionContent, *, at: datetime) -> None:
    """Put its links down anew; ask about the sender at once, five seconds at most."""
    outside.put_down(content, at=at, again=True)
    if sending_ability.can_be_asked():
        domains.refresh(content.sender.from_email)

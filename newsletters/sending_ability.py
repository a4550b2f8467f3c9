"""Whether letters in that sender's name can leave, and will be taken: as far as it can be known."""

from django.conf import settings

from mail import domains
from mail.enums import MailingState, Stream
from mail.models import Mailing
from newsletters.contents import EditionContent
from newsletters.findings import Finding

NOT_LOOKED_UP = "What the world can look up about the sender’s domain is not known yet."
SWITCHED_OFF = "The sender’s domain is not looked up: this site asks nobody (SENDER_LOOKUPS)."


def can_be_asked() -> bool:
    """Whether there is anybody to ask about a sender's domain."""
    return settings.SENDER_LOOKUPS and settings.EMAIL_PROVIDER != "files"


def about(content: EditionContent) -> list[Finding]:
    """The provider first, then the sender's domain."""
    if settings.EMAIL_PROVIDER == "files":
        return [Finding("No provider is set up: the letters are written to files, and go nowhere.")]
    return [*_the_provider(content), *_the_domain(content)]


def _the_provider(content: EditionContent) -> list[Finding]:
    """What would keep letters back, or keep us from learning what became of them."""
    paused = Mailing.objects.filter(stream=Stream.BULK, state=MailingState.PAUSED)
    findings = [
        Finding(f"“{mailing}” stands still, and this may, too: {mailing.paused_reason}")
        for mailing in paused.exclude(paused_reason="")
    ]
    if not domains.domain_of(content.sender.from_email):
        said = (
            f"The sender “{content.sender.from_email}” has no domain that letters could come from."
        )
        findings.append(Finding(said, blocks=True))
    if not settings.WEBHOOK_SECRET:
        findings.append(
            Finding(
                "The provider’s reports are not listened to: nobody will learn which letters "
                "bounced. Whoever runs the site sets WEBHOOK_SECRET."
            )
        )
    return findings


def _the_domain(content: EditionContent) -> list[Finding]:
    sender = content.sender.from_email
    if not settings.SENDER_LOOKUPS:
        return [Finding(SWITCHED_OFF, is_note=True)]
    records = domains.known(sender)
    if records is None:
        return [Finding(NOT_LOOKED_UP, is_note=True)] if domains.domain_of(sender) else []
    findings = [
        Finding(f"{fault} Letters may land among spam: whoever keeps the domain can mend it.")
        for fault in records.faults
    ]
    findings += [Finding(why, is_note=True) for why in records.unknown]
    if records.found:
        what = ", ".join(records.found)
        findings.append(Finding(f"{records.domain} shows {what}.", is_note=True))
    return findings

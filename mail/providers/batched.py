"""Batches for providers that know them, through Anymail: one call, each recipient alone."""

from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailRecipientsRefused
from anymail.message import AnymailMessage

from mail.providers.claims import Claim, Report
from mail.providers.outcomes import judge
from mail.providers.profiles import Profile

TAKEN = {"sent", "queued"}
TURNED_DOWN = {"invalid", "rejected", "failed"}


def prepare(claim: Claim, profile: Profile) -> AnymailMessage:
    """One message for all recipients in the provider's merge syntax, with dictionaries of its own.

    Metadata for every recipient is what makes it a batch: without any, all see each other.
    """
    letter = claim.letter
    message = AnymailMessage(
        subject=profile.plain(letter.subject),
        body=profile.plain(letter.text),
        from_email=claim.from_email,
        to=[recipient.address for recipient in claim.recipients],
        reply_to=[claim.reply_to] if claim.reply_to else None,
        headers=claim.common_headers,
    )
    if letter.html:
        message.attach_alternative(profile.markup(letter.html), "text/html")
    message.merge_data = {r.address: {"token": r.token} for r in claim.recipients}
    message.merge_metadata = {r.address: {"d": str(r.delivery_id)} for r in claim.recipients}
    message.merge_headers = {r.address: claim.personal_headers(r) for r in claim.recipients}
    message.tags = [f"mailing-{claim.mailing_id}"]
    message.esp_extra = dict(profile.extra)
    return message


def carry(claim: Claim, message: AnymailMessage, connection: AnymailBaseBackend) -> Report:
    """Make the call, and read what became of each recipient."""
    try:
        connection.send_messages([message])
    except AnymailRecipientsRefused as error:
        report = Report(detail=judge(error).detail)
    except Exception as error:  # noqa: BLE001 (whatever it is, the letter's fate is written down)
        return Report.of(judge(error), claim)
    else:
        report = Report()
    answers = message.anymail_status.recipients
    for recipient in claim.recipients:
        answer = answers.get(recipient.address)
        if answer and answer.status in TAKEN:
            report.accepted[recipient.delivery_id] = answer.message_id or ""
        elif answer and answer.status in TURNED_DOWN:
            report.refused.append(recipient.delivery_id)
        else:
            report.unknown.append(recipient.delivery_id)
    return report

"""Batches for providers that know them, through Anymail: one call, each recipient alone."""

from collections.abc import MutableMapping

from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailRecipientsRefused
from anymail.message import AnymailMessage

from mail.composing import TOKEN
from mail.enums import Outcome
from mail.providers.claims import Claim, Recipient, Report
from mail.providers.outcomes import Trouble, Verdict, judge
from mail.providers.profiles import Profile

TAKEN = {"sent", "queued"}
TURNED_DOWN = {"invalid", "rejected"}
NOT_TAKEN = "failed"


class BatchMessage(AnymailMessage):
    """One message for all recipients of a claim."""

    tokens: dict[str, str]
    """Each address's own token, for a provider that merges nothing."""
    key: str
    """By which a provider that keeps keys knows the call again."""

    def fill(self, address: str, words: MutableMapping[str, str], *names: str) -> None:
        """Put the recipient's own token into these of their words."""
        for name in names:
            if name in words:
                words[name] = words[name].replace(TOKEN, self.tokens[address])


def prepare(claim: Claim, profile: Profile) -> BatchMessage:
    """One message for all recipients in the provider's merge syntax, with dictionaries of its own.

    Metadata for every recipient is what makes it a batch: without any, all see each other.
    """
    letter = claim.letter
    message = BatchMessage(
        subject=profile.plain(letter.subject),
        body=profile.plain(letter.text),
        from_email=claim.from_email,
        to=[recipient.address for recipient in claim.recipients],
        reply_to=[claim.reply_to] if claim.reply_to else None,
        headers=claim.common_headers,
    )
    if letter.html:
        message.attach_alternative(profile.markup(letter.html), "text/html")
    if profile.merge:
        message.merge_data = {r.address: {"token": r.token} for r in claim.recipients}
    message.merge_metadata = {r.address: {"d": str(r.delivery_id)} for r in claim.recipients}
    message.merge_headers = {r.address: _headers(claim, profile, r) for r in claim.recipients}
    message.tags = [f"mailing-{claim.mailing_id}"]
    message.esp_extra = dict(profile.extra)
    message.tokens = {r.address: r.token for r in claim.recipients}
    message.key = str(claim.key)
    return message


def _headers(claim: Claim, profile: Profile, recipient: Recipient) -> dict[str, str]:
    own = claim.personal_headers(recipient)
    if profile.drops_common_headers:
        own = claim.common_headers | own
    if profile.keeps_message_id:
        own["Message-ID"] = recipient.message_id
    return own


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
    failed = []
    answers = message.anymail_status.recipients
    for recipient in claim.recipients:
        answer = answers.get(recipient.address)
        if answer and answer.status in TAKEN:
            report.accepted[recipient.delivery_id] = answer.message_id or ""
        elif answer and answer.status in TURNED_DOWN:
            report.refused.append(recipient.delivery_id)
        elif answer and answer.status == NOT_TAKEN:
            failed.append(recipient)
        else:
            report.unknown.append(recipient.delivery_id)
    return _with_failed(report, failed)


def _with_failed(report: Report, failed: list[Recipient]) -> Report:
    """Certainly not taken, and nobody says whether for good.

    A few among others are tried again alone. Where nobody was taken it may be the letter, which
    halving tells.
    """
    if not failed:
        return report
    if len(failed) > 1 and not (report.accepted or report.unknown or report.refused):
        report.refused = [recipient.delivery_id for recipient in failed]
        report.trouble, report.detail = Trouble.LETTER, "The provider took none of the batch."
        return report
    reason = f"The provider did not take {len(failed)} of the batch."
    return report.leave(failed, Verdict(Outcome.NOT_SENT, Trouble.RECIPIENT, detail=reason))

"""The words beside the box: what somebody agrees to, kept with each consent as it was shown."""

from hashlib import sha256

from content.models import SiteIdentity


def consent_words(site: SiteIdentity) -> str:
    """Names the sender and the purpose, and says that stopping is as easy as starting."""
    sender = site.name
    if site.organisation_name and site.organisation_name != site.name:
        sender = f"{site.name}, which is run by {site.organisation_name},"
    return (
        f"Yes, send me {site.name}’s newsletters by e-mail: new resources, examples of practice, "
        f"research and training. {sender} alone will send them. "
        "I can stop them at any time, from any newsletter or on this site."
    )


def fingerprint(words: str) -> str:
    """Travels with the form, so that nobody agrees to words other than those they saw."""
    return sha256(words.encode()).hexdigest()[:16]

"""The words that members and consent are kept in."""

from django.db import models


class Frequency(models.TextChoices):
    EVERY = "every", "Every edition"
    MONTHLY = "monthly", "At most once a month"
    QUARTERLY = "quarterly", "At most once a quarter"


class LetterFormat(models.TextChoices):
    HTML = "html", "With headings, colours and a picture"
    TEXT = "text", "Plain text"


class Pause(models.TextChoices):
    """What may be chosen of a pause; the words beside each name its day (`PreferencesForm`)."""

    NONE = "none", "No pause"
    KEEP = "keep", "Stay paused"
    MONTH = "month", "For one month"
    QUARTER = "quarter", "For three months"
    DAY = "day", "Until a day that I choose"


class ConsentAction(models.TextChoices):
    REQUESTED = "requested", "Asked to join"
    CONFIRMED = "confirmed", "Confirmed by e-mail"
    CHANGED = "changed", "Changed preferences"
    WITHDRAWN = "withdrawn", "Withdrew"
    ERASED = "erased", "Erased"


class LawfulBasis(models.TextChoices):
    CONSENT = "consent", "Consent (PECR reg. 22, UK GDPR Art. 6(1)(a))"
    CHARITY_SOFT_OPT_IN = "charity_soft_opt_in", "Charity soft opt-in (PECR reg. 22(3A))"


class Actor(models.TextChoices):
    """Who did it."""

    MEMBER = "member", "The member"
    STAFF = "staff", "Staff, for the member"
    SYSTEM = "system", "The site by itself"

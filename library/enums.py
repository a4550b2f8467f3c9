"""The fixed choices of the library. What editors may extend is in `taxonomy`."""

from django.db import models


class Kind(models.TextChoices):
    """What a page of the library is; stored, because readers filter on it."""

    LOCAL_AREA = "local-area", "Local area case study"
    PROTOCOL_IN_ACTION = "protocol-in-action", "Strategy or protocol in action"
    PRACTICE_EXAMPLE = "practice-example", "Practice example"
    SERVICE_MODEL = "service-model", "Service model"
    DID_NOT_WORK = "did-not-work", "Lesson from something that did not work"
    RESOURCE = "resource", "Resource"
    PROTOCOL = "protocol", "Strategy or protocol"
    POLICY = "policy", "Policy or law"
    RESEARCH = "research", "Research or evaluation"
    GUIDE = "guide", "Guide"
    QUESTION = "question", "Question and answer"
    SERVICE = "service", "Service"

    @property
    def icon(self) -> str:
        """The sign of its family in the sprite."""
        return _ICONS[self]


_ICONS = {
    Kind.LOCAL_AREA: "case-study",
    Kind.PROTOCOL_IN_ACTION: "protocol",
    Kind.PRACTICE_EXAMPLE: "practice",
    Kind.SERVICE_MODEL: "practice",
    Kind.DID_NOT_WORK: "practice",
    Kind.RESOURCE: "resource",
    Kind.PROTOCOL: "protocol",
    Kind.POLICY: "policy",
    Kind.RESEARCH: "research",
    Kind.GUIDE: "guide",
    Kind.QUESTION: "answer",
    Kind.SERVICE: "service",
}


class Cost(models.TextChoices):
    """What a reader pays for it."""

    UNKNOWN = "", "Not recorded"
    FREE = "free", "Free"
    PAID = "paid", "To be paid for"


class Access(models.TextChoices):
    """Whether everybody can read the whole of it."""

    UNKNOWN = "", "Not recorded"
    OPEN = "open", "Open to everybody"
    PAYWALL = "paywall", "Behind a paywall"


class Standing(models.TextChoices):
    """Whether a policy or protocol holds."""

    UNKNOWN = "", "Not recorded"
    DRAFT = "draft", "Draft"
    IN_FORCE = "in-force", "In force"
    LAPSED = "lapsed", "No longer in force"


class ServiceStatus(models.TextChoices):
    """Whether families can be sent to a service."""

    OPEN = "open", "Running"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


class Answer(models.TextChoices):
    """What the owner of a service said when asked."""

    NONE = "", "No answer yet"
    CONFIRMED = "confirmed", "All is right"
    CORRECTED = "corrected", "Sent corrections"


class Decision(models.TextChoices):
    """What became of a correction."""

    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class MayCopy(models.TextChoices):
    """Whether another area may take over the words."""

    UNKNOWN = "", "Not recorded"
    YES = "yes", "Yes"
    ASK = "ask", "Ask its owner first"
    NO = "no", "No"


class SectionStatus(models.TextChoices):
    """How far one section of a record goes. "Not recorded" judges nobody: the source is silent."""

    DESCRIBED = "described", "Described"
    NOTHING_YET = "nothing_yet", "Nothing in place yet"
    NOT_EXPLORED = "not_explored", "Not explored"
    TOO_EARLY = "too_early", "Too early to say"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_RECORDED = "not_recorded", "Not recorded"

    @property
    def sentence(self) -> str:
        """What stands in a section that has no text of its own."""
        return _SENTENCES[self]

    @property
    def window(self) -> str:
        """The name of its drawing."""
        return _WINDOWS[self]


_SENTENCES = {
    SectionStatus.DESCRIBED: "",
    SectionStatus.NOTHING_YET: "Nothing is in place yet.",
    SectionStatus.NOT_EXPLORED: "This was not explored.",
    SectionStatus.TOO_EARLY: "It is too early to say.",
    SectionStatus.NOT_APPLICABLE: "This does not apply here.",
    SectionStatus.NOT_RECORDED: "Our source does not say.",
}
_WINDOWS = {
    SectionStatus.DESCRIBED: "described",
    SectionStatus.NOTHING_YET: "nothing",
    SectionStatus.NOT_EXPLORED: "unexplored",
    SectionStatus.TOO_EARLY: "early",
    SectionStatus.NOT_APPLICABLE: "not-applicable",
    SectionStatus.NOT_RECORDED: "not-recorded",
}


class Maturity(models.TextChoices):
    """How far the work itself has come."""

    EXPLORING = "exploring", "Exploring"
    PILOTING = "piloting", "Piloting"
    RUNNING = "running", "Running"
    EMBEDDED = "embedded", "Embedded"
    ENDED = "ended", "Ended"


class Rating(models.TextChoices):
    """A judgement in a word; never a number."""

    NONE = "none", "Not yet judged"
    STANDARD = "standard", "Meets the standard"
    PLUS = "plus", "Strong"


class Evaluation(models.TextChoices):
    """Whether somebody independent has looked."""

    UNKNOWN = "", "Not recorded"
    NO = "no", "No"
    PLANNED = "planned", "Planned"
    YES = "yes", "Yes"


class Freshness(models.TextChoices):
    """What a reader is told about the age of a page."""

    CURRENT = "current", "Up to date"
    OVERDUE = "overdue", "May be out of date"
    ARCHIVED = "archived", "Archived"

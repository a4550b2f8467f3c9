"""What the lists of a record are made of."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from content.blocks import BodyBlock
from library.languages import LANGUAGES


class StillOpen(TextChoices):
    """Whether a challenge is still one."""

    UNKNOWN = "unknown", "Not recorded"
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class ChallengeValue(blocks.StructValue):
    """A challenge in words."""

    @property
    def still_open_words(self) -> str:
        return StillOpen(self["still_open"] or StillOpen.UNKNOWN).label


class ChallengeBlock(blocks.StructBlock):
    """What stood in the way."""

    challenge = blocks.CharBlock(max_length=160)
    response = blocks.TextBlock(
        required=False,
        max_length=400,
        label="What was done or suggested",
        help_text="Leave empty if nothing was.",
    )
    still_open = blocks.ChoiceBlock(
        choices=StillOpen.choices, default=StillOpen.UNKNOWN, label="Still open?"
    )

    class Meta:
        template = "blocks/challenge.html"
        value_class = ChallengeValue
        group = "Records"
        label = "Challenge"
        icon = "warning"
        description = "An obstacle, the answer to it, and whether it is still there."
        preview_value = {
            "challenge": "Families did not want to be known",
            "response": "A leaflet says what is recorded, and what is not.",
            "still_open": StillOpen.PARTLY,
        }


class LessonBlock(blocks.StructBlock):
    """What to take away."""

    lesson = blocks.CharBlock(
        max_length=90, help_text="Begin with a verb, end with a full stop: “Put it in writing.”"
    )
    detail = blocks.TextBlock(
        required=False, max_length=240, help_text="One more sentence, if it needs one."
    )

    class Meta:
        template = "blocks/lesson.html"
        group = "Records"
        label = "Lesson"
        icon = "tick"
        description = "One thing another area could do."
        preview_value = {
            "lesson": "Put it in writing.",
            "detail": "What hangs on one person leaves with them.",
        }


class FindingBlock(blocks.StructBlock):
    """One thing that was found out."""

    finding = blocks.CharBlock(max_length=240, help_text="One sentence, with its full stop.")

    class Meta:
        template = "blocks/finding.html"
        group = "Records"
        label = "Finding"
        icon = "tick"
        description = "One thing that a study found out."
        preview_value = {"finding": "Children who were told the truth asked fewer questions."}


class VoiceValue(blocks.StructValue):
    """A quotation in the form in which it is shown."""

    @property
    def quoted(self) -> str:
        return f"“{self['text']}”"

    @property
    def spoken_by(self) -> str:
        return ", ".join(part for part in (self["speaker"], self["age_band"]) if part)


class VoiceBlock(blocks.StructBlock):
    """Somebody's own words, with permission."""

    text = blocks.TextBlock(
        max_length=400, label="Quotation", help_text="Without quotation marks: the page adds them."
    )
    speaker = blocks.CharBlock(
        max_length=60,
        help_text="Never a name: “Grandparent”, “Family worker”, “Child”.",
    )
    age_band = blocks.CharBlock(
        max_length=30, required=False, help_text="For a child: “8 to 11”. Never an exact age."
    )
    source = blocks.CharBlock(
        max_length=160, required=False, help_text="The report it was published in, if it was."
    )
    permission = blocks.CharBlock(
        max_length=160,
        required=False,
        label="Permission (not shown)",
        help_text="Who agreed to its use, and when. For editors only.",
    )
    is_sample = blocks.BooleanBlock(
        required=False, label="Made-up quotation", help_text="The page then says so."
    )

    class Meta:
        template = "blocks/voice.html"
        value_class = VoiceValue
        group = "Records"
        label = "Voice"
        icon = "openquote"
        description = "A quotation with the part and age band of the speaker."
        preview_value = {
            "text": "I knew who I could go to.",
            "speaker": "Child",
            "age_band": "8 to 11",
            "source": "",
            "permission": "",
            "is_sample": True,
        }

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """The words shown; the permission is nobody's business but the editors'."""
        return [value["text"], value["speaker"]]


class MilestoneBlock(blocks.StructBlock):
    """Something that happened, and when."""

    when = blocks.CharBlock(max_length=40, help_text="Such as “March 2021” or “2021 to 2023”.")
    what = blocks.TextBlock(max_length=240)

    class Meta:
        template = "blocks/milestone.html"
        group = "Records"
        label = "Milestone"
        icon = "date"
        description = "One step in a timeline."
        preview_value = {"when": "March 2024", "what": "The partnership agreed on one question."}


class Version(TextChoices):
    """In which other form a record can be had."""

    EASY_READ = "easy-read", "Easy Read"
    WELSH = "cy", "Cymraeg"
    BSL = "bsl", "British Sign Language"
    LANGUAGE = "language", "Another language"
    PDF = "pdf", "To print"
    TEXT = "text", "Plain text"


class VersionValue(blocks.StructValue):
    """Another form, as its link says it."""

    @property
    def title(self) -> str:
        if self["kind"] == Version.LANGUAGE:
            return LANGUAGES.get(self["language"], Version.LANGUAGE.label)
        return Version(self["kind"]).label if self["kind"] else ""

    @property
    def lang(self) -> str:
        """The language its title is written in, where that is not English (WCAG 3.1.2)."""
        if self["kind"] == Version.LANGUAGE:
            return str(self["language"])
        return "cy" if self["kind"] == Version.WELSH else ""

    @property
    def address(self) -> str:
        return self["document"].url if self["document"] else self["url"]

    @property
    def facts(self) -> list[str]:
        if self["document"]:
            return self["document"].facts
        film = ["film"] if self["kind"] == Version.BSL else []
        return [*film, "on another site"]


class VersionBlock(blocks.StructBlock):
    """The same record in another form."""

    kind = blocks.ChoiceBlock(choices=Version.choices)
    language = blocks.ChoiceBlock(
        choices=list(LANGUAGES.items()),
        required=False,
        default="",
        help_text="Only if the kind is “Another language”.",
    )
    document = DocumentChooserBlock(required=False, label="File")
    url = blocks.URLBlock(
        required=False,
        default="",
        label="or address",
        help_text="Where it is, if it is no file of ours, such as a film in sign language.",
    )

    class Meta:
        template = "blocks/version.html"
        value_class = VersionValue
        group = "Records"
        label = "Version"
        icon = "doc-full"
        description = "Easy Read, another language, sign language, to print or as plain text."
        preview_value = {
            "kind": "bsl",
            "language": "",
            "document": None,
            "url": "https://films.example.org/in-sign-language",
        }

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """One way to get it, and a language exactly where one is asked for."""
        cleaned = super().clean(value)
        found = {}
        if bool(cleaned["document"]) == bool(cleaned["url"]):
            found["document"] = ValidationError("Choose a file or give an address, not both.")
        is_language = cleaned["kind"] == Version.LANGUAGE
        if is_language and not cleaned["language"]:
            found["language"] = ValidationError("Choose the language.")
        elif cleaned["language"] and not is_language:
            words = "Leave it empty, or choose “Another language” above."
            found["language"] = ValidationError(words)
        if found:
            raise blocks.StructBlockValidationError(block_errors=found)
        return cleaned


class GuideSectionBlock(blocks.StructBlock):
    """A section of a guide: a page of its own for readers, a part of one document for editors."""

    title = blocks.CharBlock(max_length=90)
    summary = blocks.CharBlock(
        max_length=160, required=False, help_text="One sentence, for the contents."
    )
    body = BodyBlock(required=False)
    slug = blocks.RegexBlock(
        regex=r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
        error_messages={"invalid": "Use small letters, digits and hyphens."},
        max_length=70,
        required=False,
        default="",
        label="Address",
        help_text="Leave empty: it is made from the title when the guide is first published, "
        "and stays. Others link to it.",
    )

    class Meta:
        template = "blocks/guide_section.html"
        group = "Guides"
        label = "Section"
        icon = "doc-full"
        label_format = "{title}"
        description = "One section, with an address of its own."
        preview_value = {
            "title": "What to say first",
            "summary": "Three sentences are enough.",
            "body": [{"type": "text", "value": "<p>Thank you for telling me.</p>"}],
            "slug": "",
        }

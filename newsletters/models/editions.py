"""The pages: all newsletters, the archive of one, its editions. Facts are on Dispatch."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from content.crumbs import crumbs
from content.models import BasePage, FeedLink
from content.pagination import paginate
from content.schema import Thing
from newsletters import prose, resolving, schema, showing
from newsletters.archive import Asked
from newsletters.blocks import SectionBlock
from newsletters.contents import EditionContent

SUBJECT_LENGTH = 150
EDITIONS_A_PAGE = 12
LETTER_MODES = {"email": "E-mail", "dark": "E-mail, dark", "text": "Plain text"}
FEED = FeedLink("newsletters_feed", "newsletters")


class NewsletterIndexPage(BasePage):
    """All newsletters, with the latest edition of each."""

    max_count = 1
    feed = FEED
    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletters.NewsletterPage"]

    introduction = models.TextField(blank=True, max_length=300)

    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    content_panels = [*BasePage.content_panels, "introduction"]

    class Meta:
        verbose_name = "list of newsletters"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        archives = (
            NewsletterPage.objects.live().public().child_of(self).select_related("newsletter")
        )
        asked = Asked.by(request)
        shelves = [] if asked.typed else [(it, it.editions().first()) for it in archives]
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "shelves": shelves,
            "asked": asked,
            "found": asked.found(request, self.editions()),
        }

    def editions(self) -> models.QuerySet["EditionPage"]:
        """Those of every newsletter that are out, the newest first."""
        editions = EditionPage.objects.live().public().descendant_of(self)
        return editions.order_by("-first_published_at", "-pk")


class NewsletterPage(BasePage):
    """The archive of one newsletter: every edition, open to all."""

    feed = FEED
    parent_page_types = ["newsletters.NewsletterIndexPage"]
    subpage_types = ["newsletters.EditionPage"]

    newsletter = models.OneToOneField(
        "newsletters.Newsletter", on_delete=models.PROTECT, related_name="archive"
    )

    content_panels = [*BasePage.content_panels, "newsletter"]

    class Meta:
        verbose_name = "archive of a newsletter"
        verbose_name_plural = "archives of newsletters"

    @property
    def anchor(self) -> str:
        """Its own name on a page that shows several."""
        return f"newsletter-{self.pk}"

    def editions(self) -> models.QuerySet["EditionPage"]:
        """Those that are out, the newest first."""
        return EditionPage.objects.live().public().child_of(self).order_by("-number", "-pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = Asked.by(request)
        page = paginate(request, self.editions(), per_page=EDITIONS_A_PAGE)
        editions = list(page.object_list)
        lead = editions.pop(0) if editions and page.number == 1 else None
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "asked": asked,
            "found": asked.found(request, self.editions()),
            "listed": page,
            "lead": lead,
            "lead_content": lead.content() if lead else None,
            "editions": editions,
        }


class EditionPage(BasePage):
    """The words of one edition. Gathering makes it, never a hand; its dispatch sends it."""

    is_creatable = False
    shared_as = "article"
    feed = FEED
    parent_page_types = ["newsletters.NewsletterPage"]
    subpage_types: list[str] = []

    number = models.PositiveIntegerField(editable=False, default=0)
    subject = models.CharField(
        max_length=SUBJECT_LENGTH,
        help_text="Neutral: it is read on locked screens. The first 60 characters are seen.",
    )
    preheader = models.CharField(
        "preview line",
        max_length=SUBJECT_LENGTH,
        blank=True,
        help_text="What a mail program shows beside the subject.",
    )
    introduction = RichTextField(features=prose.FEATURES, blank=True)
    body = StreamField([("section", SectionBlock())], blank=True, verbose_name="sections")

    for_sectors = ParentalManyToManyField(
        "taxonomy.Sector", verbose_name="who work in", related_name="+", blank=True
    )
    for_topics = ParentalManyToManyField(
        "taxonomy.Topic", verbose_name="who asked for", related_name="+", blank=True
    )
    for_roles = ParentalManyToManyField(
        "taxonomy.Role", verbose_name="who are", related_name="+", blank=True
    )
    for_areas = ParentalManyToManyField(
        "taxonomy.Area", verbose_name="who work somewhere in", related_name="+", blank=True
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels = [
        HelpPanel(template="newsletters/desk/edition_help.html"),
        *BasePage.content_panels,
        MultiFieldPanel(["subject", "preheader"], heading="In the inbox"),
        FieldPanel("introduction"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                HelpPanel(
                    "Left empty, everybody who takes the newsletter gets it. Otherwise only those "
                    "who told us one of what is chosen here, in each list that is not empty."
                ),
                FieldPanel("for_sectors", widget=CheckboxSelectMultiple),
                FieldPanel("for_topics", widget=CheckboxSelectMultiple),
                FieldPanel("for_roles", widget=CheckboxSelectMultiple),
                FieldPanel("for_areas"),
            ],
            heading="Only for members …",
            classname="collapsed",
        ),
    ]
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = "edition"

    @property
    def preview_modes(self) -> Sequence[tuple[str, str]]:
        """As readers see it: on the web, in colour in the inbox, and in plain words."""
        return [("", "Web"), *LETTER_MODES.items()]

    @property
    def has_workflow(self) -> bool:
        """None of Wagtail's: its last step would publish the page, and send nothing."""
        return False

    def get_workflow(self) -> None:
        """A second person approves an edition at the newsletter desk, and there alone."""

    @cached_property
    def newsletter(self) -> Any:
        """What it is an edition of."""
        return self.get_parent().specific.newsletter

    @property
    def previous(self) -> "EditionPage | None":
        """The one before it in the archive."""
        return self._others().filter(number__lt=self.number).order_by("-number").first()

    @property
    def next(self) -> "EditionPage | None":
        """The one after it."""
        return self._others().filter(number__gt=self.number).order_by("number").first()

    def _others(self) -> models.QuerySet["EditionPage"]:
        return EditionPage.objects.live().public().sibling_of(self, inclusive=False)

    def content(self) -> EditionContent:
        """What this version of the page says, with the pages it announces as they are now."""
        day = timezone.localtime(self.first_published_at or timezone.now()).date()
        return resolving.resolve(self, self.newsletter, day=day)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        content = self.content()
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "content": content,
            "lead": f"{content.newsletter}, no. {content.number}",
        }

    def structured_data(self, context: Mapping[str, Any]) -> list[Thing]:
        return [schema.issue(self, context["content"], address=context["address"])]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """The page, or the letter it would make."""
        if mode_name not in LETTER_MODES:
            return super().serve_preview(request, mode_name)
        return showing.content(request, self.content(), part=mode_name)

    def clean(self) -> None:
        super().clean()
        if "\n" in self.subject or "\r" in self.subject:
            raise ValidationError({"subject": "A subject is one line."})

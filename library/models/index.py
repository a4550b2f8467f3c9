"""The library's own page: the finder over all it holds."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from content.crumbs import crumbs
from content.models import BasePage
from content.pagination import PARAMETER, paginate
from library.facets import Choices, groups, known_choices
from library.filters import read
from library.finding import Finder, everything_in
from library.missing import note
from library.models.base import FEED
from library.stations import line


class LibraryIndexPage(BasePage):
    """Everything in the library, newest first."""

    max_count = 1
    feed = FEED
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "library.CaseStudyPage",
        "library.PracticeExamplePage",
        "library.ResourcePage",
        "library.ProtocolPage",
        "library.PolicyPage",
        "library.ResearchPage",
        "library.GuidePage",
        "library.QuestionPage",
        "library.ServicePage",
        "library.StatisticsPage",
        "library.GlossaryPage",
    ]

    introduction = models.TextField(
        blank=True, max_length=300, help_text="One or two sentences below the title."
    )

    content_panels: ClassVar[list] = [*BasePage.content_panels, "introduction"]

    class Meta:
        verbose_name = "library"

    @property
    def choices(self) -> Choices:
        """Everything that its items may be narrowed by."""
        return known_choices(everything_in(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        everything, known = everything_in(self), self.choices
        asked = read(request.GET, known)
        finder = Finder(everything, known, asked, today=timezone.localdate())
        found = finder.find()
        if not found.ids and asked.words:
            note(asked.typed, on=timezone.localdate())
        page = paginate(request, found.ids)
        if page.is_instead_of(number := request.GET.get(PARAMETER, "")):
            asked = asked.past_the_end(number)
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "asked": asked,
            "found": found,
            "groups": groups(
                known, asked.chosen, found.counts, is_lower_bound=found.is_lower_bound
            ),
            "line": line(known, asked, found),
            "results": page,
            "hits": finder.hits(page.object_list),
            "advice": [] if found.ids else finder.advice(found),
            "meant": None if found.ids else finder.better_spelt(),
        }

"""The library's own page: the list of all it holds."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest

from content.crumbs import crumbs
from content.models import BasePage, fetch_facts
from content.pagination import paginate
from library.listing import LibraryListForm, results
from library.models.base import FEED


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
        "library.QuestionPage",
    ]

    introduction = models.TextField(
        blank=True, max_length=300, help_text="One or two sentences below the title."
    )

    content_panels: ClassVar[list] = [*BasePage.content_panels, "introduction"]

    class Meta:
        verbose_name = "library"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        filters = LibraryListForm(request.GET)
        found = paginate(request, results(self, filters))
        found.object_list = list(found.object_list)
        fetch_facts(found.object_list)
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": crumbs(self, request),
            "filters": filters,
            "found": found,
        }

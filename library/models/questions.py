"""Questions that colleagues asked, and what the hub answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks import BodyBlock
from content.blocks.references import ReferenceBlock
from library.enums import Kind
from library.models.base import LibraryPage
from library.panels import question_tabs
from library.reading import of_question


class QuestionPage(LibraryPage):  # type: ignore[django-manager-missing]
    """A question as its title, and an answer that names nobody."""

    kinds = (Kind.QUESTION,)
    news_section = "helpline"
    is_creatable = True

    asked_by = models.CharField(
        max_length=80,
        blank=True,
        help_text="A part, never a name or a place: “A deputy head in a primary school”.",
    )
    answer = StreamField(BodyBlock(), blank=True)
    limits = models.TextField(
        "what this answer cannot do",
        max_length=400,
        blank=True,
        help_text="Where it stops, and whom to ask instead.",
    )
    references = StreamField([("reference", ReferenceBlock())], blank=True)

    search_fields = [
        *LibraryPage.search_fields,
        index.SearchField("answer"),
        index.SearchField("limits"),
    ]
    edit_handler = question_tabs()

    class Meta:
        verbose_name = "question and answer"
        verbose_name_plural = "questions and answers"

    def problems(self, chosen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from super().problems(chosen)
        if not self.answer:
            yield "answer", "Write the answer."

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | of_question(self, request, on=timezone.localdate())

"""What the library adds to the editors' desk."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.models import ReferenceIndex
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from library import richtext
from library.modeladmin import MissedSearchAdmin
from library.models import GlossaryTerm, KeyStatistic, Reference
from library.viewsets import GlossaryTermViewSet, KeyStatisticViewSet, ReferenceViewSet

modeladmin_register(MissedSearchAdmin)
register_snippet(KeyStatisticViewSet)
register_snippet(ReferenceViewSet)
register_snippet(GlossaryTermViewSet)


@hooks.register("register_rich_text_features")
def offer_rows_in_texts(features: FeatureRegistry) -> None:
    """Let editors choose figures and works instead of typing them."""
    richtext.register(features, richtext.StatisticHandler, icon="decimal", label="Key statistic")
    richtext.register(features, richtext.CitationHandler, icon="openquote", label="Cited work")
    richtext.register_terms(features, icon="help", label="Explained word")


@hooks.register("before_delete_snippet")
def keep_what_texts_use(
    request: HttpRequest, instances: Iterable[models.Model]
) -> HttpResponse | None:
    """Refuse to delete a row that stands in a text: the text would lose it without a word."""
    for row in instances:
        if isinstance(row, KeyStatistic | Reference | GlossaryTerm):
            uses = ReferenceIndex.get_grouped_references_to(row).count()
            if uses:
                messages.error(
                    request,
                    f"“{row}” is used in {uses} place{'' if uses == 1 else 's'} and cannot be "
                    "deleted. “Usage”, beside it, lists them. "
                    "For a figure that no longer holds, choose what supersedes it.",
                )
                name = f"wagtailsnippets_library_{row._meta.model_name}:edit"
                return redirect(reverse(name, args=[row.pk]))
    return None

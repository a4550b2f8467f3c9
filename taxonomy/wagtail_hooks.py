"""What the vocabularies add to the admin."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from taxonomy.models import Term
from taxonomy.usage import count_uses
from taxonomy.viewsets import VocabularyGroup

register_snippet(VocabularyGroup)


@hooks.register("before_delete_snippet")
def offer_to_retire(request: HttpRequest, instances: Iterable[models.Model]) -> HttpResponse | None:
    """Say where a term is chosen instead of deleting it; a term nobody chose may go."""
    terms = [instance for instance in instances if isinstance(instance, Term)]
    used = [(term, uses) for term in terms if (uses := count_uses(term))]
    if not used:
        return None
    for term, uses in used:
        times = "once" if uses == 1 else f"{uses} times"
        messages.error(
            request,
            f"“{term.label}” is chosen {times} and cannot be deleted. Tick “retired” instead: "
            "it stays where it is and is no longer offered.",
        )
    term = used[0][0]
    view, args = ("edit", [term.pk]) if len(terms) == 1 else ("list", [])
    return redirect(reverse(f"wagtailsnippets_taxonomy_{term._meta.model_name}:{view}", args=args))

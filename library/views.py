"""What the library answers besides its pages."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from library.suggestions import suggest

KEPT = 60
"""Seconds for which a browser need not ask again."""


@require_safe
@cache_control(public=True, max_age=KEPT)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by the first letters; nothing leads to an error."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": suggest(typed, request, today=timezone.localdate())})

"""What a form is bound to."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None

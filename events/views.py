"""What an event has besides its page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.models import Page

from events import calendars
from events.models import TrainingEventPage


@require_safe
def calendar(request: HttpRequest, page_path: str, uid: str = "") -> HttpResponse:
    """The dates of a public event for a diary, or the one that was asked for."""
    route = Page.route_for_request(request, page_path)
    events = TrainingEventPage.objects.live().public()
    event = get_object_or_404(events, pk=route.page.pk if route else None)
    sessions = event.sessions.filter(uid=uid) if uid else event.sessions.all()
    if not sessions:
        raise Http404("This event has no such date.")
    response = HttpResponse(
        calendars.calendar(event, list(sessions)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response

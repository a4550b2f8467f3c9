"""The addresses of events that are no pages. They stand below the page, wherever that is."""

from django.urls import re_path

from events import views

app_name = "events"
EVENT = r"^(?P<page_path>(?:[\w-]+/)+)"
UID = r"(?P<uid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    re_path(rf"{EVENT}calendar\.ics$", views.calendar, name="calendar"),
    re_path(rf"{EVENT}calendar-{UID}\.ics$", views.calendar, name="calendar-of-one-date"),
]

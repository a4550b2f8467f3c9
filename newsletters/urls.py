"""Addresses of newsletters that are not pages."""

from django.urls import path
from django.views.decorators.http import conditional_page, require_safe

from newsletters.feeds import EditionsFeed
from newsletters.views.preferences import preferences_view
from newsletters.views.subscriptions import change
from newsletters.views.unsubscribe import unsubscribe_view

urlpatterns = [
    path(
        "newsletters/feed/", require_safe(conditional_page(EditionsFeed())), name="newsletters_feed"
    ),
    path("unsubscribe/<str:token>/", unsubscribe_view, name="unsubscribe"),
    path("preferences/newsletters/", change, name="change_subscriptions"),
    path("preferences/<str:token>/", preferences_view, name="letter_preferences"),
]

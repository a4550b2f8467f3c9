"""Addresses of the library that are not pages."""

from django.urls import include, path, re_path
from django.views.decorators.http import conditional_page, require_safe

from library import views
from library.feeds import LibraryFeed

urlpatterns = [
    path("", include("library.directory.urls")),
    path("library/feed/", require_safe(conditional_page(LibraryFeed())), name="library_feed"),
    path("library/suggest/", views.suggestions, name="library_suggestions"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)cite\.(?P<form>ris|bib)$", views.cite, name="library_cite"),
]

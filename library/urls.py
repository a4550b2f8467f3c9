"""Addresses of the library that are not pages."""

from django.urls import path

from library import views

urlpatterns = [
    path("library/suggest/", views.suggestions, name="library_suggestions"),
]

"""Addresses of the directory of services."""

from django.urls import path

from library.directory import views

urlpatterns = [
    path("services/", views.services, name="services"),
]

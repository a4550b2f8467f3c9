"""Addresses of the directory of services."""

from django.urls import path

from library.directory import views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/open-referral.json", views.open_referral, name="open_referral"),
    path("services/services.csv", views.table, name="service_table"),
]

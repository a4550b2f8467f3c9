"""Addresses of the directory of services."""

from django.urls import path

from library.directory import views
from library.owners import views as owners

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/open-referral.json", views.open_referral, name="open_referral"),
    path("services/services.csv", views.table, name="service_table"),
    path("services/check/thanks/", owners.thanks, name="service_check_thanks"),
    path("services/check/<token>/", owners.check, name="service_check"),
]

"""Addresses of newsletters that are not pages."""

from django.urls import path

from newsletters.views.subscriptions import change
from newsletters.views.unsubscribe import unsubscribe_view

urlpatterns = [
    path("unsubscribe/<str:token>/", unsubscribe_view, name="unsubscribe"),
    path("preferences/newsletters/<slug:slug>/", change, name="change_subscription"),
]

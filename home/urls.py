"""Addresses of this room that are not pages."""

from django.urls import path

from home import views

urlpatterns = [
    path("pack/", views.pack, name="pack"),
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:slug>/", views.area, name="area"),
]

"""Addresses of the page kit."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from content import views

urlpatterns = [
    path("search/", views.search_site, name="search"),
    path("share/<int:pk>-<slug:digest>.png", views.shared_picture, name="shared_picture"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]

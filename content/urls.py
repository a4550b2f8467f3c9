"""Addresses of the page kit."""

from django.urls import path

from content import feedback_views, views

urlpatterns = [
    path("search/", views.search_site, name="search"),
    path("share/<int:pk>-<slug:digest>.png", views.shared_picture, name="shared_picture"),
    path("feedback/", feedback_views.answer, name="feedback"),
    path("feedback/thanks/", feedback_views.thanks, name="feedback_thanks"),
    path("feedback/<str:reference>/", feedback_views.more, name="feedback_more"),
    path("feedback/<str:reference>/thanks/", feedback_views.thanks, name="feedback_thanks"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("robots.txt", views.robots, name="robots"),
]

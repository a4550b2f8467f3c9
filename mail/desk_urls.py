"""Addresses of the post office's screens, below the admin."""

from django.urls import path

from mail.views import moves, progress, suppressions, uncertain

app_name = "post_office"
urlpatterns = [
    path("mailings/<int:pk>/", progress.ProgressView.as_view(), name="progress"),
    path("mailings/<int:pk>/pause/", moves.pause, name="pause"),
    path("mailings/<int:pk>/resume/", moves.resume, name="resume"),
    path("mailings/<int:pk>/cancel/", moves.CancelView.as_view(), name="cancel"),
    path("mailings/<int:pk>/uncertain/", uncertain.UncertainView.as_view(), name="uncertain"),
    path("addresses/", suppressions.SuppressionView.as_view(), name="suppressions"),
    path("addresses/lift/", suppressions.LiftView.as_view(), name="lift"),
]

"""Addresses of the newsletter desk, below the admin."""

from django.urls import path

from newsletters.results import views as results
from newsletters.views import desk, moves

app_name = "edition_desk"
urlpatterns = [
    path("", desk.DeskView.as_view(), name="index"),
    path("gather/<int:pk>/", desk.GatherView.as_view(), name="gather"),
    path("growth/", results.GrowthView.as_view(), name="growth"),
    path("<int:pk>/results/", results.ResultsView.as_view(), name="results"),
    path("<int:pk>/results.csv", results.ResultsTableView.as_view(), name="results_table"),
    path("<int:pk>/", desk.DispatchView.as_view(), name="dispatch"),
    path("<int:pk>/letter/", desk.LetterView.as_view(), name="letter"),
    path("special/<int:pk>/", desk.SpecialView.as_view(), name="special"),
    path("<int:pk>/approve/", desk.ApproveView.as_view(), name="approve"),
    path("<int:pk>/look/", desk.LookView.as_view(), name="look"),
    path("<int:pk>/ask/", desk.AskView.as_view(), name="ask"),
    path("<int:pk>/correct/", desk.CorrectionView.as_view(), name="correct"),
    path("<int:pk>/hurry/", moves.hurry, name="hurry"),
    path("<int:pk>/pause/", moves.pause, name="pause"),
    path("<int:pk>/resume/", moves.resume, name="resume"),
    path("<int:pk>/cancel/", moves.cancel, name="cancel"),
    path("<int:pk>/reopen/", moves.reopen, name="reopen"),
]

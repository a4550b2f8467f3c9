"""What readers said, as editors find it."""

import pytest
from django.urls import reverse

from content.modeladmin import plain_cell
from content.models import Feedback
from members.models import User
from tests.factories.pages import home_page, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return standard_page(home_page(), "About us")


@pytest.fixture
def answers(page):
    other = standard_page(page, "=SUM(A1)")
    Feedback.objects.create(page=page, was_useful=False, words='=HYPERLINK("http://x")')
    Feedback.objects.create(page=other, was_useful=True, words="Well said")
    return page


def listed(desk, **query):
    return desk.get(reverse("content_feedback_modeladmin_index"), query).content.decode()


def test_editors_find_answers_by_page_and_by_answer(desk, answers):
    assert "Well said" in listed(desk)
    assert "Well said" not in listed(desk, page=answers.pk)
    assert "HYPERLINK" not in listed(desk, was_useful__exact=1)


def test_a_page_that_is_none_filters_nothing(desk, answers):
    assert "Well said" in listed(desk, page="x")


def test_the_table_runs_nothing_in_a_spreadsheet(desk, answers):
    table = desk.get(reverse("content_feedback_modeladmin_index"), {"export": "csv"})

    rows = b"".join(table.streaming_content).decode()
    assert "'=HYPERLINK" in rows
    assert "'=SUM(A1)" in rows
    assert ",No," in rows


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", " =1", "\n=1"])
def test_a_cell_that_might_be_a_formula_is_text(text):
    assert plain_cell(text) == f"'{text}"


def test_other_cells_stay_as_they_are():
    assert plain_cell("Well said = fine") == "Well said = fine"


def test_an_answer_that_names_somebody_can_be_deleted_and_none_be_written(desk, answers):
    row = Feedback.objects.first()
    name = "content_feedback_modeladmin_{}"
    desk.post(reverse(name.format("delete"), args=[row.pk]))

    assert not Feedback.objects.filter(pk=row.pk).exists()
    assert desk.get(reverse(name.format("create"))).status_code == 302
    assert (
        desk.get(reverse(name.format("edit"), args=[Feedback.objects.get().pk])).status_code == 302
    )


def test_nobody_else_reads_them(client):
    client.force_login(User.objects.create_user("member@example.org"))

    assert client.get(reverse("content_feedback_modeladmin_index")).status_code == 302

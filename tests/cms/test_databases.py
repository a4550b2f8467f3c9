"""The database as the site asks it, and the tests' own, which each test finds anew."""

import pytest
from django.db import connection
from wagtail.models import Page, Site


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_what_the_migrations_made_and_nothing_else(turn):
    assert Page.objects.count() == 2
    assert Site.objects.count() == 1

    Site.objects.all().delete()
    Page.objects.get(depth=2).delete()


@pytest.mark.django_db
def test_one_process_of_the_database_answers_a_question():
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_parallel_workers_per_gather")
        assert cursor.fetchone() == ("0",)

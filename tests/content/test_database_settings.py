"""What the site's database reckons with."""

from importlib import import_module

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
MIGRATION = import_module("content.migrations.0013_pages_lie_on_fast_storage")


def set_for_new_connections():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(setconfig) FROM pg_db_role_setting "
            "JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()"
        )
        return {value for (value,) in cursor.fetchall()}


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_page_out_of_turn_costs_hardly_more_than_the_next():
    run("SET LOCAL random_page_cost = 4", MIGRATION.SET)

    assert "random_page_cost=1.1" in set_for_new_connections()

    run(MIGRATION.RESET)

    assert set_for_new_connections() == set()


def test_what_somebody_has_set_before_stays():
    run("SET LOCAL random_page_cost = 2", MIGRATION.SET)

    assert set_for_new_connections() == set()


def test_a_role_that_does_not_own_the_database_leaves_things_as_they_are():
    given = connection.get_connection_params() | {"dbname": "postgres"}
    with psycopg.connect(**given) as elsewhere:
        notices = []
        elsewhere.add_notice_handler(lambda notice: notices.append(notice.message_primary))
        elsewhere.execute("SET LOCAL random_page_cost = 4")
        elsewhere.execute(MIGRATION.SET)
        elsewhere.rollback()

    assert notices == ["random_page_cost stays as it is: the role does not own the database."]

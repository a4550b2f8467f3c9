"""How the database answers a web site."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def answer_alone(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let each question be answered by one process of PostgreSQL.

    Helpers take longer to start than a page's questions last, and those of other readers wait for
    them meanwhile. As a statement, because a pooler between may refuse start-up options.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")

"""What a reader is shown, and what that costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def words(reader, page, **headers):
    """All that stands on the page."""
    answer = reader.get(page.url, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(reader, page):
    """How often the database was asked for it."""
    with CaptureQueriesContext(connection) as made:
        reader.get(page.url)
    return len(made)

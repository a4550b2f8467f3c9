import pytest
from django.test import RequestFactory

from content.pagination import paginate


def page_of(query, items=range(45), **options):
    return paginate(RequestFactory().get(f"/library/{query}"), list(items), **options)


def test_each_page_holds_its_share():
    assert list(page_of("?page=2", per_page=20)) == list(range(20, 40))


@pytest.mark.parametrize(
    "query",
    ["", "?page=", "?page=abc", "?page=0", "?page=-1", "?page=4", "?page=1e9", "?page=9" * 500],
)
def test_an_unknown_page_is_the_first(query):
    assert page_of(query).number == 1


def test_the_title_names_the_page_from_the_second_on():
    assert page_of("").title_words == ""
    assert page_of("?page=2").title_words == "page 2 of 3"


def test_nothing_is_one_empty_page():
    assert page_of("?page=7", items=[]).number == 1

"""The tests' own database: what one test commits, the next does not find."""

import pytest
from wagtail.models import Page, Site


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_what_the_migrations_made_and_nothing_else(turn):
    assert Page.objects.count() == 2
    assert Site.objects.count() == 1

    Site.objects.all().delete()
    Page.objects.get(depth=2).delete()

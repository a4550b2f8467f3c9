"""The pattern page is for whoever works here."""

import pytest
from django.urls import reverse

from members.models import User

pytestmark = pytest.mark.django_db


def test_staff_see_every_component_and_nobody_keeps_the_page(desk):
    answer = desk.get("/styleguide/")

    assert answer.status_code == 200
    assert "Was this useful?" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_others_are_asked_to_sign_in_first(client):
    answer = client.get("/styleguide/")

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('staff_sign_in')}?next=/styleguide/"


def test_a_member_does_not_see_it(client):
    client.force_login(User.objects.create_user("member@example.org"))

    assert client.get("/styleguide/").status_code == 302


def test_the_help_menu_leads_to_it(desk):
    assert "/styleguide/" in desk.get(reverse("wagtailadmin_home")).content.decode()

"""Words travel compressed where nothing secret is among them."""

import pytest
from django.http import HttpResponse

from cms.compression import CompressPublic

pytestmark = pytest.mark.django_db


def test_what_everybody_gets_alike_travels_compressed(client):
    plain = client.get("/nowhere/")
    packed = client.get("/nowhere/", headers={"accept-encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain["Vary"]


def test_a_form_for_a_stranger_travels_compressed(client):
    """What protects it is made for this answer alone."""
    first = client.get("/sign-in/", headers={"accept-encoding": "gzip"})
    client.cookies.clear()
    second = client.get("/sign-in/", headers={"accept-encoding": "gzip"})

    assert first["Content-Encoding"] == second["Content-Encoding"] == "gzip"
    assert list(first.cookies) == ["csrf"]
    assert first.cookies["csrf"].value != second.cookies["csrf"].value


def test_what_may_hold_a_secret_is_not_compressed(client):
    """Its length would tell the secret letter by letter."""
    client.get("/sign-in/")
    has_a_cookie = client.get("/nowhere/", headers={"accept-encoding": "gzip"})

    assert client.cookies
    assert "Content-Encoding" not in has_a_cookie


def test_an_answer_that_gives_a_session_is_not_compressed(rf):
    def signs_in(request):
        response = HttpResponse("secret " * 100)
        response.set_cookie("sessionid", "x")
        return response

    answer = CompressPublic(signs_in)(rf.get("/", headers={"accept-encoding": "gzip"}))

    assert "Content-Encoding" not in answer

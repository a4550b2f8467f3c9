"""Words travel compressed where nothing secret is among them."""

import pytest

pytestmark = pytest.mark.django_db


def test_what_everybody_gets_alike_travels_compressed(client):
    plain = client.get("/nowhere/")
    packed = client.get("/nowhere/", headers={"accept-encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain["Vary"]


def test_what_may_hold_a_secret_is_not_compressed(client):
    """Its length would tell the secret letter by letter."""
    gives_a_cookie = client.get("/sign-in/", headers={"accept-encoding": "gzip"})
    has_a_cookie = client.get("/nowhere/", headers={"accept-encoding": "gzip"})

    assert gives_a_cookie.cookies
    assert "Content-Encoding" not in gives_a_cookie
    assert "Content-Encoding" not in has_a_cookie

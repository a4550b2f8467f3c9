"""What every answer tells the browser to refuse."""

from urllib.parse import unquote

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404
from django.urls import resolve
from django.views.static import serve

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/nowhere/", 404),
        ("/admin/login/", 302),
        ("/admin/", 302),
        ("/health/live", 200),
        ("/media/images/none.webp", 404),
        ("/media/original_images/secret.jpg", 404),
    ],
)
@pytest.mark.django_db
def test_every_answer_carries_the_orders(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert ALWAYS.items() <= dict(response.headers).items()
    assert "camera=()" in response["Permissions-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "object-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_public_page_runs_no_inline_script_and_stands_in_no_frame(client):
    response = client.get("/")

    assert "unsafe" not in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_reading_sets_no_cookie(client):
    assert not client.get("/").cookies
    assert not client.get("/nowhere/").cookies


@pytest.mark.parametrize(
    "address",
    [
        "/media/original_images/secret.jpg",
        "/media/images/../original_images/secret.jpg",
        "/media/images/..%2foriginal_images/secret.jpg",
    ],
)
def test_an_upload_is_reached_by_no_address(rf, tmp_path, address):
    (tmp_path / "images").mkdir()
    (tmp_path / "original_images").mkdir()
    (tmp_path / "original_images" / "secret.jpg").write_bytes(b"secret")

    with pytest.raises((Http404, SuspiciousFileOperation)):
        visit(rf.get(address), folder=tmp_path / "images")


def visit(request, folder):
    """What the site's address leads to, with the pictures taken from a folder."""
    found = resolve(unquote(request.path))
    return serve(request, found.kwargs["path"], document_root=folder)

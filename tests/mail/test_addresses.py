"""One normal form for addresses."""

import pytest
from django.core.exceptions import ValidationError

from mail.addresses import normalise


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("ada.b+news@example.org", "ada.b+news@example.org"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@XN--BCHER-KVA.example", "ada@xn--bcher-kva.example"),
        ("ada@faß.example", "ada@xn--fa-hia.example"),
    ],
)
def test_equal_people_are_equal_strings(written, normal):
    assert normalise(written) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada b@example.org",
        "ádá@example.org",
        "ada@exa mple.org",
        "ada@example.org\nBcc: x@example.org",
        "ada@-.org",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_cannot_be_delivered_to_is_refused(written):
    with pytest.raises(ValidationError):
        normalise(written)

"""What a template may not hold, as the policy for browsers refuses it."""

import re

from tests.architecture.files import named, templates

TAGS = re.compile(r"{%.*?%}", re.S)
REFUSED = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=[\"'](application/(ld\+)?json|importmap)[\"'])", re.I
    ),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.I),
    "an inline event handler": re.compile(r"\son[a-z]+=[\"']", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "somebody else's file": re.compile(r"(src|srcset)=[\"'](https?:)?//", re.I),
}


def test_no_template_holds_what_a_browser_would_refuse():
    refused = [
        f"{named(template)}: {what}"
        for template in templates()
        for what, pattern in REFUSED.items()
        if pattern.search(TAGS.sub("", template.read_text()))
    ]

    assert refused == []

"""What readers fetch is one style sheet."""

import json
import re

import pytest
from django.core.management import call_command

from cms.stylesheets import joined


def test_each_import_becomes_its_rules_in_the_same_layer():
    files = {"card.css": ".card {}\n", "print.css": "nav {}\n"}
    css = '@import url("card.css") layer(components);\n@import url("print.css") layer(print) print;'

    assert joined(css, files.__getitem__) == (
        "@layer components {\n.card {}\n}\n@layer print {\n@media print {\nnav {}\n}\n}"
    )


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "cms.stylesheets.JoinedStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_the_collected_style_sheet_is_whole_and_small(collected):
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    sheet = collected / manifest["css/site.css"]
    css = sheet.read_text()

    assert "@import" not in css
    assert "@layer components {" in css
    assert ".card__title" in css
    fonts = re.findall(r'url\("([^"]+woff2)"\)', css)
    assert fonts
    assert all((sheet.parent / font).resolve().exists() for font in fonts)
    assert sheet.with_name(f"{sheet.name}.gz").stat().st_size <= 25_000

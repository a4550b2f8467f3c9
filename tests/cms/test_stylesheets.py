"""What readers fetch is one style sheet."""

import json
import re

import pytest
from django.core.management import call_command

from cms.stylesheets import joined
from tests.browser import chromium


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
    # Ten packets: what comes in one journey on a connection that has just begun (RFC 6928).
    assert sheet.with_name(f"{sheet.name}.br").stat().st_size <= 13_500


def test_what_makes_the_sheet_small_changes_no_rule(collected):
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    folder = collected / "css"
    written = joined((folder / "site.css").read_text(), lambda name: (folder / name).read_text())
    sent = re.sub(
        r"(\.\w+)?\.[0-9a-f]{12}\.woff2",
        r"\1.woff2",
        (collected / manifest["css/site.css"]).read_text(),
    )

    with chromium() as browser:
        page = browser.new_page()
        assert page.evaluate(RULES, sent) == page.evaluate(RULES, written)
        browser.close()


RULES = r"""css => {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
  const rules = [...style.sheet.cssRules].map(rule => rule.cssText).join(" ");
  const bare = rules.replace(/\/\*.*?\*\//gs, "").replace(/\s+/g, " ");
  return bare.replace(/ ([,;{})])/g, "$1").replace(/([,;:{}(]) /g, "$1").split("}");
}"""
"""As the browser reads them. What it leaves as it was written, the values of custom properties, is
brought into one shape."""

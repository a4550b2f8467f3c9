"""Rules that hold for every component and for every style sheet."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPONENTS = {path.stem: path for path in (ROOT / "templates/components").glob("*.html")}
CSS = ROOT / "static/css"
SHEETS = [path for path in CSS.rglob("*.css") if path.parent.name != "admin"]
"""Those of the readers' site; the editors' desk has its own."""
STYLES = {path.stem: path for path in SHEETS if path.parent.name == "components"}
WITHOUT_STYLE = {
    "advice", "booking-date", "brand", "chips", "facet", "facts", "field-error", "helpline-tab",
    "tags",
}  # fmt: skip
"""They are styled with the component they are a part of."""
WITHOUT_TEMPLATE = {"art", "icon", "promises", "references", "steps-list", "suggestions"}
"""Drawn by template tags, or a list with a class."""
NEEDS_A_FILE = {"components/picture.html"}
"""What cannot be shown without something uploaded."""


def test_every_component_has_a_style_sheet_of_its_name():
    assert set(COMPONENTS) - WITHOUT_STYLE == set(STYLES) - WITHOUT_TEMPLATE


def test_the_style_sheet_of_the_site_imports_every_file_once():
    imported = re.findall(r'@import url\("([^"]+)"\)', (CSS / "site.css").read_text())

    files = {str(path.relative_to(CSS)) for path in SHEETS}
    assert Counter(imported) == Counter(files - {"site.css"})


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_says_its_arguments_first(name):
    said, found, markup = COMPONENTS[name].read_text().partition("{% endcomment %}")

    assert said.startswith("{% comment %}\n")
    assert said.count("\n") > 2
    assert found
    assert markup.strip()


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_is_listed_for_those_who_write_pages(name):
    assert f"`{name}`" in (ROOT / "docs/components.md").read_text()


def included(template):
    return set(re.findall(r'{% include "([^"]+)"', template.read_text()))


def test_the_pattern_page_shows_every_component():
    reached, waiting = set(), {"styleguide/index.html"}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= included(ROOT / "templates" / name) - reached

    assert {f"components/{name}.html" for name in COMPONENTS} - reached == NEEDS_A_FILE


def test_every_include_of_a_component_hands_over_only_what_it_names():
    careless = [
        f"{path.name}: {tag}"
        for path in (ROOT / "templates").rglob("*.html")
        for tag in re.findall(r'{% include "components/[^%]+%}', path.read_text())
        if not tag.endswith(" only %}")
    ]

    assert careless == []


def test_nothing_on_the_pattern_page_needs_an_unsafe_policy(pattern_page):
    assert not re.search(r"<[^>]+\sstyle=", pattern_page)
    assert not re.search(r"<[^>]+\son\w+=", pattern_page)
    assert not re.search(r"<style|<script(?![^>]+src=)", pattern_page)


def test_every_sign_used_is_in_the_sprite(pattern_page):
    sprite = (ROOT / "static/img/icons.svg").read_text()

    used = set(re.findall(r"icons\.svg#([\w-]+)", pattern_page))
    assert used
    assert {name for name in used if f'id="{name}"' not in sprite} == set()


def test_no_id_is_used_twice(pattern_page):
    counts = Counter(re.findall(r'\sid="([^"]+)"', pattern_page))

    assert {name for name, count in counts.items() if count > 1} == set()


def test_every_reference_between_elements_is_kept(pattern_page):
    ids = set(re.findall(r'\sid="([^"]+)"', pattern_page))
    pointers = re.findall(
        r'\s(?:for|aria-labelledby|aria-describedby|popovertarget)="([^"]+)"', pattern_page
    )

    assert {name for pointer in pointers for name in pointer.split()} <= ids


def test_only_the_tokens_name_colours():
    named = {
        path.name for path in SHEETS if re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", path.read_text())
    }

    assert named == {"tokens.css"}


def test_no_rule_shouts():
    assert [path.name for path in SHEETS if "!important" in path.read_text()] == []


def test_phones_of_320_and_of_390_pixels_are_shown_one_layout():
    """So that what only depends on the layout need be judged at one of these widths."""
    breaks = {
        float(width)
        for path in SHEETS
        for width in re.findall(r"(?:min|max)-width: ([\d.]+)rem\)", path.read_text())
    }

    assert len(breaks) > 5
    assert {width for width in breaks if 320 <= 16 * width <= 390} == set()


@pytest.mark.django_db
def test_every_template_takes_part_in_some_leaf(book):
    folder = ROOT / "templates"
    there = {str(it.relative_to(folder)) for it in folder.rglob("*.*") if it.name != ".gitkeep"}
    assert there - book.templates == set()


def test_whatever_is_typed_may_be_pasted():
    """A code from a letter, an address from a list (WCAG 3.3.8)."""
    scripts = (ROOT / "static/js").rglob("*.js")
    written = [*scripts, *(ROOT / "templates").rglob("*.html")]
    assert len(written) > 100
    listens = re.compile(r"""["']paste["']|onpaste""")
    assert not [path.name for path in written if listens.search(path.read_text())]

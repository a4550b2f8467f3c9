"""What the repository promises to whoever clones it."""

import ast
import json
import re
import tomllib

import pytest

from tests.architecture.files import ROOT, named

NOT_FOR_A_HOST = {"DEMO_MEMBERS"}
"""Settings of the demo alone, which an example for a host need not show."""


def names_asked_for() -> set[str]:
    """Every variable that a settings module asks `env.py` for."""
    return {
        node.args[0].value
        for module in (ROOT / "cms/settings").glob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    } | {"DATABASE_URL", "REDIS_URL"}


def test_the_readme_names_every_setting_and_no_other():
    table = re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.M)

    assert sorted(set(table)) == sorted(names_asked_for())
    assert len(table) == len(set(table))


def test_the_example_names_every_setting_of_a_host_and_no_other():
    example = re.findall(r"^#?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M)

    assert sorted(example) == sorted(names_asked_for() - NOT_FOR_A_HOST)


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=named)
def test_a_lock_file_names_no_host_and_hashes_every_package(lock):
    text = lock.read_text()
    packages = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.M | re.S)

    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", text)
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_lock_file_for_npm_names_no_host_and_hashes_every_package():
    lock = json.loads((ROOT / "requirements/npm/package-lock.json").read_text())
    packages = {name: facts for name, facts in lock["packages"].items() if name}

    assert packages
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert [name for name, facts in packages.items() if "integrity" not in facts] == []


def test_every_declared_package_is_locked():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        re.match(r"[A-Za-z0-9.-]+", requirement)[0].lower()
        for requirement in declared["project"]["dependencies"]
    }
    locked = re.findall(r"^([a-z0-9.-]+)(?:\[.*?\])?==", lock_of("production"), re.M)

    assert wanted <= set(locked)


def lock_of(name: str) -> str:
    """A lock file's text."""
    return (ROOT / f"requirements/{name}.txt").read_text()

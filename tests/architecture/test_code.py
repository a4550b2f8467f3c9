"""The shape of the code: who imports whom, how long things are, who reads the environment."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.files import ROOT, modules, named

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
MAY_READ_THE_ENVIRONMENT = ("cms/settings/env.py", "cms/embedded/")
NAMING_THE_SETTINGS = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", '


def test_imports_go_down_the_picture():
    judged = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert judged.returncode == 0, judged.stdout


def test_a_module_is_short_enough_to_be_read_in_one_go():
    lengths = {named(module): len(module.read_text().splitlines()) for module in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_a_function_fits_on_a_screen():
    lengths = {
        f"{named(module)}: {node.name}": lines_of_work(node)
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def lines_of_work(function):
    """What a function does, without what it takes and promises."""
    body = function.body[ast.get_docstring(function) is not None :]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_module_has_a_double_or_is_empty():
    doubles = [named(module) for module in modules() if module.with_suffix("").is_dir()]
    empty = [
        named(module)
        for module in modules()
        if module.stat().st_size == 0 and module.name != "__init__.py"
    ]

    assert doubles + empty == []


def test_the_environment_is_read_in_one_place():
    readers = [
        f"{named(module)}: {line.strip()}"
        for module in [*modules(), ROOT / "manage.py"]
        if not named(module).startswith(MAY_READ_THE_ENVIRONMENT)
        for line in module.read_text().splitlines()
        if ("os.environ" in line or "getenv" in line)
        and not line.strip().startswith(NAMING_THE_SETTINGS)
    ]

    assert readers == []


def test_imports_stand_at_the_top_of_a_module():
    hidden = [
        f"{named(module)}: {function.name}"
        for module in modules()
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef)
        and not (module.name == "apps.py" and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert hidden == []

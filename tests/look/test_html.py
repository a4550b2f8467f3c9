"""The Nu HTML checker, one run of it over every page in every state."""

import json
import re
import shutil
import subprocess

import pytest

from tests.architecture.files import ROOT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (shutil.which("java") and shutil.which("npm")),
        reason="The Nu HTML checker needs Java and npm: apt-get install default-jre-headless npm",
    ),
]
FOR_MAIL_PROGRAMS = re.compile(
    r"xmlns:[vo]|mso-|supported-color-schemes|Attribute “vertical-align”"
    r"|Bad value “auto” for attribute “height”"
)
"""What MJML writes into letters for Outlook and its like, in full knowledge of HTML."""


@pytest.fixture(scope="module")
def checker():
    subprocess.run([ROOT / "requirements/npm/install.sh", "tests"], check=True, timeout=300)
    return ROOT / "var/npm/node_modules/vnu-jar/build/dist/vnu.jar"


def judged(checker, folder):
    """What the checker says about the files of a folder, by file."""
    said = subprocess.run(
        [
            "java",
            "-jar",
            checker,
            "--errors-only",
            "--exit-zero-always",
            "--format",
            "json",
            folder,
        ],
        capture_output=True,
        check=True,
        timeout=300,
        text=True,
    )
    return json.loads(said.stderr)["messages"]


def test_every_page_in_every_state_is_valid_html(book, checker, tmp_path):
    names = {}
    for number, leaf in enumerate(book.of_readers()):
        file = tmp_path / f"{number}.html"
        file.write_bytes(leaf.body)
        names[file.name] = leaf

    faults = []
    for fault in judged(checker, tmp_path):
        leaf = names[fault["url"].rpartition("/")[2]]
        if leaf.is_letter and FOR_MAIL_PROGRAMS.search(fault["message"]):
            continue
        faults.append(f"{leaf.name}: {fault['message']} {fault.get('extract', '').strip()}")

    assert faults == []


def test_the_checker_finds_what_is_wrong(checker, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>No</title><p><div></p>")

    assert judged(checker, tmp_path)

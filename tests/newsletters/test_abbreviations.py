"""Abbreviations that a reader may not know: named, unless somebody explains them."""

import pytest

from content import explained
from library import glossary
from library.models import GlossaryPage, GlossaryTerm
from newsletters.abbreviations import unknown
from tests.factories.library import LibraryIndexPageFactory


@pytest.fixture(autouse=True)
def _no_glossary(monkeypatch):
    monkeypatch.setattr(explained, "_sources", [])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("MARAC and MAPPA met; MARAC again", ["MARAC", "MAPPA"]),
        ("TAFs, DSLs’ work and HMPPS’s page", ["TAF", "DSL", "HMPPS"]),
        ("KS2 pupils (SEND)", ["KS2", "SEND"]),
        ("MARAC/MAPPA and POV-based", ["MARAC", "MAPPA", "POV"]),
        ("The trust (CQC) said so", ["CQC"]),
    ],
)
def test_words_in_capitals_are_found(line, found):
    assert unknown([line]) == found


@pytest.mark.parametrize(
    "line",
    [
        "The NHS, the BBC and MPs in the UK read a PDF; GCSEs and COVID-19",
        "Part II, chapter XIV, on A4 beside the M25 in TF3 4NT",
        "See HTTPS://X.ORG or https://example.org/ABC and write to INFO@EXAMPLE.ORG",
        "NEWS FROM ALL PRISONS",
        "I am A. Nobody",
    ],
)
def test_what_everybody_knows_and_what_is_no_abbreviation_is_not(line):
    assert unknown([line]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Multi-Agency Public Protection Arrangements (MAPPA) hold",
        "A MAPPA (multi-agency public protection arrangements) holds",
        "HM Prison and Probation Service (HMPPS) and early help assessments (EHAs)",
    ],
)
def test_what_the_letter_explains_is_known_wherever_it_stands(line):
    assert unknown(["MAPPA, HMPPS and EHA come first.", line]) == unknown(
        [" ".join(it for it in ("MAPPA", "HMPPS", "EHA") if it not in line)]
    )


def test_brackets_that_do_not_explain_it_are_no_explanation():
    assert unknown(["Support for families (MAPPA)", "The meeting on Monday (CQC)"]) == [
        "MAPPA",
        "CQC",
    ]


@pytest.mark.django_db
def test_what_the_glossary_explains_is_known_while_it_is_published(monkeypatch):
    explained.by(glossary.explained)
    library = LibraryIndexPageFactory()
    page = library.add_child(instance=GlossaryPage(title="Glossary", slug="glossary"))
    GlossaryTerm.objects.create(
        term="MAPPA", slug="mappa", definition="How agencies work together on risk."
    )
    GlossaryTerm.objects.create(
        term="designated safeguarding lead",
        slug="dsl",
        definition="Who leads on safeguarding. Also: designated safeguarding lead (DSL).",
    )

    assert unknown(["MAPPA and DSLs and TAFs"]) == ["TAF"]

    page.unpublish()
    assert unknown(["MAPPA"]) == ["MAPPA"]

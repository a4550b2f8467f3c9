"""Guides, and the works and words that they lean on."""

import json

from library.models import GlossaryTerm, GuidePage, LibraryIndexPage, Reference
from tests.factories.library import TERMS, EvidenceTypeFactory, some


def work(title, **fields):
    return Reference.objects.create(authors="Smith, J.", year="2009", title=title, **fields)


def term(name="remand"):
    return GlossaryTerm.objects.create(term=name, slug=name, definition="Prison before the trial.")


def cite(row):
    return f'<embed embedtype="citation" id="{row.pk}"/>'


def text(html):
    return [{"type": "text", "value": html}]


def section(title, html="<p>Words.</p>", **fields):
    value = {"title": title, "summary": "", "slug": "", "body": text(html)} | fields
    return {"type": "section", "value": value}


def guide(*sections, introduction="", **fields):
    """The smallest guide that may be published."""
    page = GuidePage(
        **{
            "title": "The first week",
            "slug": "first-week",
            "summary": "What to do, in one sentence.",
            "information_correct_at": "2026-03-01",
            "evidence_type": some(EvidenceTypeFactory),
            "introduction": json.dumps(text(introduction) if introduction else []),
            "sections": json.dumps(list(sections)),
        }
        | fields
    )
    for name, factory in TERMS.items():
        setattr(page, name, [some(factory)])
    LibraryIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return GuidePage.objects.get(pk=page.pk)

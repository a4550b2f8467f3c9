"""A word in every field that an editor can fill, whatever kinds and fields there will be."""

import json
from datetime import date

from django.db import models
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page, get_page_models

from content import changes
from content.models import Organisation
from library.models import LibraryIndexPage, LibraryPage
from tests.factories.content import document, picture
from tests.factories.library import TERMS, EvidenceTypeFactory, some

WORD = "zqcanary"
OPEN = {"title", "summary"}
PLAIN = {field.name for field in Page._meta.get_fields()} - {"seo_title", "search_description"}


def kinds():
    """Every kind of item that an editor can make."""
    return [
        kind for kind in get_page_models() if issubclass(kind, LibraryPage) and kind.is_creatable
    ]


def item(kind, number=0, **fields):
    """An item whose title and summary are like others, and whose every other word is the canary."""
    page = kind(
        title=f"Lanternfish {number}", slug=f"lanternfish-{number}",
        summary=f"What everybody may know, {number}.",
        kind=kind.kinds[0] if kind.kinds else "", live=True,
        first_published_at=timezone.now(), last_published_at=timezone.now(),
        evidence_type=some(EvidenceTypeFactory), information_correct_at=date(2026, 3, 1),
    )  # fmt: skip
    page.full_clean = lambda **kwargs: None  # some fields would refuse the canary
    fill(page)
    for name, value in fields.items():
        setattr(page, name, value)
    for name, factory in TERMS.items():
        setattr(page, name, [some(factory)])
    for relation in get_all_child_relations(kind):
        child = relation.related_model()
        fill(child)
        if relation.get_accessor_name() not in _OF_WAGTAIL:
            getattr(page, relation.get_accessor_name()).add(child)
    LibraryIndexPage.objects.get().add_child(instance=page)
    changes.note(page)
    return kind.objects.get(pk=page.pk)


_OF_WAGTAIL = {"wagtail_admin_comments"}


def fill(row):
    """The canary in every text, address and stream of this row, and in the bodies it names."""
    for field in row._meta.concrete_fields:
        if field.name in PLAIN | OPEN or not field.editable:
            continue
        if isinstance(field, StreamField):
            setattr(row, field.name, json.dumps(raw(field.stream_block)))
        elif isinstance(field, models.URLField):
            setattr(row, field.name, f"https://example.org/{WORD}")
        elif isinstance(field, models.EmailField):
            setattr(row, field.name, f"{WORD}@example.org")
        elif isinstance(field, RichTextField):
            setattr(row, field.name, f"<p>{WORD}</p>")
        elif isinstance(field, (models.CharField, models.TextField)):
            first = next((key for key, _ in field.choices or () if key), WORD)
            setattr(row, field.name, first)
        elif isinstance(field, models.BooleanField) and field.name.endswith("is_public"):
            setattr(row, field.name, True)
        elif isinstance(field, models.ForeignKey) and field.related_model is Organisation:
            setattr(row, field.name, Organisation.objects.get_or_create(name=WORD)[0])


def raw(block):
    """What the database would hold of a block with the canary in all that it can hold."""
    for kind, holds in HOLDS.items():
        if isinstance(block, kind):
            return holds(block)
    return block.get_prep_value(block.get_default())


def _table(block):
    name, column = next(iter(block.child_blocks.items()))
    head = {"type": name, "heading": WORD}
    return {"columns": [head], "rows": [{"values": [raw(column)]}], "caption": WORD}


HOLDS = {
    blocks.BaseStreamBlock: lambda block: [
        {"type": name, "value": raw(it)} for name, it in block.child_blocks.items()
    ],
    blocks.BaseStructBlock: lambda block: {
        name: raw(it) for name, it in block.child_blocks.items()
    },
    blocks.ListBlock: lambda block: [{"type": "item", "value": raw(block.child_block)}],
    TypedTableBlock: _table,
    DocumentChooserBlock: lambda _: document(title=WORD).pk,
    ImageChooserBlock: lambda _: picture(title="A picture", description=WORD).pk,
    blocks.ChooserBlock: lambda _: None,
    blocks.URLBlock: lambda _: f"https://example.org/{WORD}",
    blocks.EmailBlock: lambda _: f"{WORD}@example.org",
    blocks.RichTextBlock: lambda _: f"<p>{WORD}</p>",
    blocks.MultipleChoiceBlock: lambda block: [block.field.choices[0][0]],
    blocks.TimeBlock: lambda _: "09:00",
    blocks.ChoiceBlock: lambda block: next((key for key, _ in block.field.choices if key), ""),
    (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock): lambda _: WORD,
    (blocks.IntegerBlock, blocks.FloatBlock, blocks.DecimalBlock): lambda _: 3,
    blocks.BooleanBlock: lambda _: True,
    blocks.DateBlock: lambda _: "2026-03-01",
}
"""By kind of block; the first that fits counts."""

"""What editors put into running text by choosing it, instead of typing what may change.

Stored is a reference (`<embed embedtype="statistic" id="7"/>`); readers see the row as it is now.
"""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse_lazy
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
    LinkElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import EmbedHandler, LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from library import cited, glossary, statistics
from library.models import GlossaryTerm, KeyStatistic, Reference

SCRIPTS = ["wagtailadmin/js/chooser-modal.js", "js/admin/chosen.js"]


class RowHandler(EmbedHandler):
    """A row standing in a text."""

    model: ClassVar[type[models.Model]]

    @classmethod
    def get_model(cls) -> type[models.Model]:
        return cls.model

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        """Lets Wagtail say on which pages the row is used."""
        if attrs.get("id", "").isdecimal():
            yield cls.model, attrs["id"], "", ""


class StatisticHandler(RowHandler):
    """A key statistic in the middle of a sentence."""

    identifier = "statistic"
    model = KeyStatistic

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = statistics.known()
        return [statistics.inline(attrs.get("id", ""), known) for attrs in attrs_list]


class CitationHandler(RowHandler):
    """A cited work at the end of a sentence."""

    identifier = "citation"
    model = Reference

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = cited.known()
        return [cited.inline(attrs.get("id", ""), known) for attrs in attrs_list]


class TermHandler(LinkHandler):
    """Words of a text that lead to their meaning."""

    identifier = "term"

    @staticmethod
    def get_model() -> type[models.Model]:
        return GlossaryTerm

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        known = glossary.known()
        return [glossary.opening(attrs.get("id", ""), known) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        """Lets Wagtail say on which pages the term is used."""
        if attrs.get("id", "").isdecimal():
            yield GlossaryTerm, attrs["id"], "", ""


class TermInEditor(LinkElementHandler):
    """Shows the editor's own words as leading somewhere."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"id": attrs.get("id", "")}


class RowInEditor(InlineEntityElementHandler):
    """Shows a stored reference in the editor by the name of its row."""

    mutability = "IMMUTABLE"

    def __init__(self, entity_type: str, model: type[models.Model]) -> None:
        super().__init__(entity_type)
        self.model = model

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        key = dict(attrs).get("id") or ""
        row = self.model._default_manager.filter(pk=key).first() if key.isdecimal() else None
        state.current_block.text += str(row) if row else "[no longer there]"
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"id": attrs.get("id", "")}


def register(
    features: FeatureRegistry, handler: type[RowHandler], *, icon: str, label: str
) -> None:
    """Offer rows of that model in every text whose features name them."""
    name, entity_type = handler.identifier, handler.identifier.upper()
    features.register_embed_type(handler)
    _offer(features, name, handler.model, icon=icon, label=label)
    _convert(
        features,
        name,
        {f'embed[embedtype="{name}"]': RowInEditor(entity_type, handler.model)},
        lambda props: DOM.create_element("embed", {"embedtype": name, "id": props.get("id")}),
    )


def register_terms(features: FeatureRegistry, *, icon: str, label: str) -> None:
    """Let words lead to their meaning in every text whose features name "term"."""
    features.register_link_type(TermHandler)
    _offer(features, "term", GlossaryTerm, icon=icon, label=label)
    _convert(
        features,
        "term",
        {'a[linktype="term"]': TermInEditor("TERM")},
        lambda props: DOM.create_element(
            "a", {"linktype": "term", "id": props.get("id")}, props["children"]
        ),
    )


def _offer(features: FeatureRegistry, name: str, model: Any, *, icon: str, label: str) -> None:
    choose = model.snippet_viewset.chooser_viewset.get_url_name("choose")
    facts = {
        "type": name.upper(),
        "icon": icon,
        "description": label,
        "chooserUrls": {"row": reverse_lazy(choose)},
    }
    features.register_editor_plugin("draftail", name, EntityFeature(facts, js=SCRIPTS))


def _convert(
    features: FeatureRegistry,
    name: str,
    reading: dict[str, InlineEntityElementHandler],
    writing: Callable[[dict[str, Any]], Any],
) -> None:
    rule = {
        "from_database_format": reading,
        "to_database_format": {"entity_decorators": {name.upper(): writing}},
    }
    features.register_converter_rule("contentstate", name, rule)

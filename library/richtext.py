"""What editors put into running text by choosing it, instead of typing what may change.

Stored is a reference (`<embed embedtype="statistic" id="7"/>`); readers see the row as it is now.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse_lazy
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from library import statistics
from library.models import KeyStatistic

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
        return [statistics.inline(statistics.of(attrs.get("id"))) for attrs in attrs_list]


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
    name = handler.identifier
    entity_type = name.upper()
    viewset = handler.model.snippet_viewset.chooser_viewset  # type: ignore[attr-defined]
    features.register_embed_type(handler)
    features.register_editor_plugin(
        "draftail",
        name,
        EntityFeature(
            {
                "type": entity_type,
                "icon": icon,
                "description": label,
                "chooserUrls": {"row": reverse_lazy(viewset.get_url_name("choose"))},
            },
            js=SCRIPTS,
        ),
    )
    features.register_converter_rule(
        "contentstate",
        name,
        {
            "from_database_format": {
                f'embed[embedtype="{name}"]': RowInEditor(entity_type, handler.model)
            },
            "to_database_format": {
                "entity_decorators": {
                    entity_type: lambda props: DOM.create_element(
                        "embed", {"embedtype": name, "id": props.get("id")}
                    )
                }
            },
        },
    )

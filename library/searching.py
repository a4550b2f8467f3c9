"""What the search index may hold of an item."""

from copy import copy
from typing import Any

from wagtail.search import index

OPEN = frozenset(
    {"title", "summary"}
    | {"topics", "sectors", "areas", "roles", "stages", "ages", "flags"}
    | {"evidence_type", "resource_type"}
)
"""What lists show of every item. All else is held back for members, also what comes later."""


def said_to_everybody(field: Any) -> Any:
    """The same field of the index; of an item for members it holds nothing, unless it is open.

    The index is one for all readers, so what is not in it cannot be found by anybody.
    """
    if field.field_name in OPEN or isinstance(field, index.FilterField):
        return field
    held = copy(field)
    nothing = None if isinstance(field, index.RelatedFields) else ""
    held.get_value = lambda item: nothing if item.for_members else field.get_value(item)
    return held

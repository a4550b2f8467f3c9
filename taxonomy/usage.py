"""Where a term is chosen.

Wagtail's reference index does not see many-to-many fields, and deleting a chosen term would
silently take it off every page. So the database itself is asked, by whatever points at the term.
"""

from django.db.models import ForeignObjectRel

from taxonomy.models import Term


def count_uses(term: Term) -> int:
    """How often the term is chosen, by pages, people and other terms."""
    return sum(
        relation.related_model._base_manager.filter(**{relation.field.name: term.pk}).count()
        for relation in _relations_to(type(term))
    )


def is_in_use(term: Term) -> bool:
    """Whether anything has chosen the term."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: term.pk}).exists()
        for relation in _relations_to(type(term))
    )


def _relations_to(model: type[Term]) -> list[ForeignObjectRel]:
    """Foreign keys to the model; those of many-to-many tables are among the hidden ones."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and (relation.one_to_many or relation.one_to_one)
    ]

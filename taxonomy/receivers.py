"""What must hold whoever deletes a term."""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete

from taxonomy.models import Term
from taxonomy.usage import is_in_use


def keep_terms_in_use(sender: type, instance: object, **kwargs: object) -> None:
    """Refuse: the places where the term is chosen would lose it without a word."""
    if isinstance(instance, Term) and is_in_use(instance):
        raise ProtectedError(f"“{instance.label}” is in use. Retire it instead.", {instance})


def connect() -> None:
    """Watch every vocabulary."""
    pre_delete.connect(keep_terms_in_use, dispatch_uid="taxonomy.keep_terms_in_use")

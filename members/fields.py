"""A column for e-mail addresses that only ever holds their normal form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from mail.addresses import normalise


class AddressField(models.EmailField):
    """Normalises on every way in: forms, managers, bulk inserts, and look-ups.

    So `Ada@Example.ORG` and `ada@example.org` are one person wherever either is typed.
    """

    def to_python(self, value: Any) -> Any:
        return normalise(value) if isinstance(value, str) and value else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        """For look-ups: what is no address at all matches nobody, and raises nothing."""
        try:
            return super().get_prep_value(value)
        except ValidationError:
            return value.strip().lower()

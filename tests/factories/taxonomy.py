"""Terms and places."""

import factory

from taxonomy.models import (
    Area,
    AreaKind,
    EventFormat,
    EventLevel,
    ResourceType,
    Role,
    Sector,
    Topic,
)


class TermFactory(factory.django.DjangoModelFactory):
    """A term of any vocabulary."""

    class Meta:
        abstract = True

    label = factory.Sequence(lambda number: f"Term {number}")
    slug = factory.Sequence(lambda number: f"term-{number}")


class TopicFactory(TermFactory):
    class Meta:
        model = Topic


class SectorFactory(TermFactory):
    class Meta:
        model = Sector


class RoleFactory(TermFactory):
    class Meta:
        model = Role


class ResourceTypeFactory(TermFactory):
    class Meta:
        model = ResourceType
        django_get_or_create = ["slug"]


class EventFormatFactory(TermFactory):
    class Meta:
        model = EventFormat
        django_get_or_create = ["slug"]


class EventLevelFactory(TermFactory):
    class Meta:
        model = EventLevel


class AreaFactory(TermFactory):
    class Meta:
        model = Area

    kind = AreaKind.AUTHORITY

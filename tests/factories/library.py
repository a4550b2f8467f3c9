"""Pages of the library."""

from datetime import date

import factory
import wagtail_factories
from wagtail.models import Site

from library.models import CaseStudyPage, LibraryIndexPage, PracticeExamplePage
from library.models.evidence import ANONYMITY
from taxonomy.models import AgeBand, EvidenceType, Flag, Stage
from tests.factories.taxonomy import (
    AreaFactory,
    RoleFactory,
    SectorFactory,
    TermFactory,
    TopicFactory,
)

REVIEWED = date(2026, 3, 1)
"""The day on which the pages made here were last reviewed."""


class StageFactory(TermFactory):
    class Meta:
        model = Stage


class AgeBandFactory(TermFactory):
    class Meta:
        model = AgeBand


class FlagFactory(TermFactory):
    class Meta:
        model = Flag


class EvidenceTypeFactory(TermFactory):
    class Meta:
        model = EvidenceType


TERMS = {
    "topics": TopicFactory,
    "sectors": SectorFactory,
    "roles": RoleFactory,
    "stages": StageFactory,
    "ages": AgeBandFactory,
    "areas": AreaFactory,
}


def some(term_factory):
    """Any term of that vocabulary."""
    return term_factory._meta.model.objects.first() or term_factory()


class LibraryIndexPageFactory(wagtail_factories.PageFactory):
    title = "Library"
    slug = "library"
    parent = factory.LazyFunction(lambda: Site.objects.get(is_default_site=True).root_page)

    class Meta:
        model = LibraryIndexPage


class RecordFactory(wagtail_factories.PageFactory):
    """The smallest record that may be published; terms that are not given are shared."""

    title = factory.Sequence(lambda number: f"Record {number}")
    summary = "What happened, in one sentence."
    purpose = "To notice children sooner."
    information_correct_at = REVIEWED
    last_reviewed = REVIEWED
    evidence_type = factory.LazyFunction(lambda: some(EvidenceTypeFactory))

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        checked = dict.fromkeys(ANONYMITY, True)
        terms = {name: kwargs.pop(name, None) for name in TERMS}
        terms["flags"] = kwargs.pop("flags", [])
        parent = kwargs.pop("parent", None) or LibraryIndexPage.objects.first()
        page = model_class(**(checked | kwargs))
        for name, made in terms.items():
            setattr(page, name, [some(TERMS[name])] if made is None else made)
        parent.add_child(instance=page)
        return page


class CaseStudyFactory(RecordFactory):
    class Meta:
        model = CaseStudyPage


class PracticeExampleFactory(RecordFactory):
    class Meta:
        model = PracticeExamplePage

"""Entries of the directory of services."""

from datetime import date

from library.models import LibraryIndexPage, ServicePage
from taxonomy.models import Area, AreaKind, ReferralRoute, ServiceDelivery, ServiceKind
from tests.factories.library import REVIEWED, AgeBandFactory, StageFactory, some
from tests.factories.taxonomy import AreaFactory, TermFactory


class ServiceKindFactory(TermFactory):
    class Meta:
        model = ServiceKind


class ServiceDeliveryFactory(TermFactory):
    class Meta:
        model = ServiceDelivery


class ReferralRouteFactory(TermFactory):
    class Meta:
        model = ReferralRoute


TERMS = {
    "areas": AreaFactory,
    "service_kinds": ServiceKindFactory,
    "deliveries": ServiceDeliveryFactory,
    "referral_routes": ReferralRouteFactory,
    "ages": AgeBandFactory,
    "stages": StageFactory,
}


def service(**fields):
    """The smallest service that may be published; terms that are not given are shared."""
    wanted = {
        "title": "Example Family Centre",
        "summary": "A drop-in, in one sentence.",
        "phone": "01632 960 151",
        "last_reviewed": REVIEWED,
    } | fields
    terms = {name: wanted.pop(name, None) for name in TERMS}
    page = ServicePage(**wanted)
    for name, made in terms.items():
        setattr(page, name, [some(TERMS[name])] if made is None else made)
    LibraryIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return ServicePage.objects.get(pk=page.pk)


def place(label, kind=AreaKind.AUTHORITY, parent=None, **fields):
    """A place by its name."""
    slug = label.lower().replace(" ", "-")
    return Area.objects.create(label=label, slug=slug, kind=kind, parent=parent, **fields)


OWNER = "owner@example.org"
LONG_AGO = date(2025, 3, 20)


def owned(**fields):
    """An entry that somebody should be asked about."""
    return service(**{"owner_email": OWNER, "last_reviewed": LONG_AGO} | fields)

from content.models.base import BasePage, FeedLink
from content.models.changes import ChangeKind, PageChange
from content.models.documents import CustomDocument
from content.models.feedback import Feedback
from content.models.gone import GoneAddress
from content.models.images import CustomImage, Rendition
from content.models.links import Link, LinksRead, LinkUse
from content.models.listing import Listable, fetch_facts
from content.models.navigation import Navigation
from content.models.organisations import Organisation
from content.models.settings import SiteIdentity
from content.models.standard import StandardPage

__all__ = [
    "BasePage",
    "ChangeKind",
    "CustomDocument",
    "CustomImage",
    "FeedLink",
    "Feedback",
    "GoneAddress",
    "Link",
    "LinkUse",
    "LinksRead",
    "Listable",
    "Navigation",
    "Organisation",
    "PageChange",
    "Rendition",
    "SiteIdentity",
    "StandardPage",
    "fetch_facts",
]

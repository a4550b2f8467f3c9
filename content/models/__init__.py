from content.models.base import BasePage
from content.models.documents import CustomDocument
from content.models.images import CustomImage, Rendition
from content.models.listing import Listable
from content.models.organisations import Organisation

__all__ = ["BasePage", "CustomDocument", "CustomImage", "Listable", "Organisation", "Rendition"]

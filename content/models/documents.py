"""Files to download."""

from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument


class CustomDocument(AbstractDocument):
    """A file; its format and size are shown in every link to it."""

    admin_form_fields = WagtailDocument.admin_form_fields

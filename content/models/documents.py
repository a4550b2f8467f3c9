"""Files to download."""

from django.template.defaultfilters import filesizeformat
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

FORMATS = {
    "csv": "CSV",
    "docx": "Word document",
    "odt": "OpenDocument text",
    "pdf": "PDF",
    "pptx": "PowerPoint slides",
    "txt": "plain text",
    "xlsx": "Excel sheet",
}


class CustomDocument(AbstractDocument):
    """A file; its format and size are shown in every link to it."""

    admin_form_fields = WagtailDocument.admin_form_fields

    @property
    def format_label(self) -> str:
        """What kind of file it is, in words."""
        extension = self.file_extension.lower()
        return FORMATS.get(extension, extension.upper())

    @property
    def facts(self) -> list[str]:
        """Format and size, as a link says them."""
        size = self.get_file_size()
        return [self.format_label, *([filesizeformat(size)] if size else [])]

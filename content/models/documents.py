"""Files to download."""

from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat, pluralize
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from content import pdf

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

    pages = models.PositiveIntegerField(null=True, editable=False)
    is_tagged = models.BooleanField(null=True, editable=False)
    """Whether a screen reader finds order and headings in it; None where nobody can say."""

    admin_form_fields = WagtailDocument.admin_form_fields

    @property
    def format_label(self) -> str:
        """What kind of file it is, in words."""
        extension = self.file_extension.lower()
        return FORMATS.get(extension, extension.upper())

    @property
    def facts(self) -> list[str]:
        """Format, size and length, as a link says them."""
        size, pages = self.get_file_size(), self.pages
        facts = (
            self.format_label,
            filesizeformat(size) if size else "",
            f"{pages} page{pluralize(pages)}" if pages else "",
            "tagged for screen readers" if self.is_tagged else "",
        )
        return [fact for fact in facts if fact]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the file, and what can be read in it: forms look before, programs do not."""
        if self.file and not self.file._committed and self.file_size is None:
            self._set_document_file_metadata()
        super().save(*args, **kwargs)

    def _set_document_file_metadata(self) -> None:
        """Wagtail's size and digest of a file that has arrived, and what can be read in it."""
        super()._set_document_file_metadata()
        self.pages = self.is_tagged = None
        if self.file_extension.lower() == "pdf":
            found = pdf.read(self.file)
            self.pages, self.is_tagged = found.pages, found.is_tagged
            self.file.seek(0)

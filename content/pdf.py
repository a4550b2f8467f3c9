"""What a reader wants to know of a PDF before fetching it."""

import logging
from dataclasses import dataclass
from typing import IO

from pypdf import PdfReader

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """How long it is, and whether a screen reader finds its order and headings; None: unknown."""

    pages: int | None = None
    is_tagged: bool | None = None


def read(file: IO[bytes]) -> PdfFacts:
    """What the file says of itself. Whatever is wrong with it, it is an answer: nothing is known.

    Tagged means that it carries a structure and declares so (ISO 32000, 14.7 and 14.8).
    """
    try:
        reader = PdfReader(file)
        root = reader.root_object
        marks = root.get("/MarkInfo")
        declared = bool(marks and marks.get_object().get("/Marked"))
        return PdfFacts(reader.get_num_pages(), declared and "/StructTreeRoot" in root)
    except Exception:  # noqa: BLE001 (a file of any sort may be called PDF; it is kept as it is)
        log.warning("A file that is called PDF could not be read")
        return PdfFacts()

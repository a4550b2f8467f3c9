"""Pictures, files and the words that every page repeats."""

from datetime import time
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject
from wagtail.models import Collection, Site

from content.models import CustomDocument, CustomImage, Navigation, SiteIdentity

GPS = 0x8825


def jpeg(*, size=(640, 480), exif=None):
    """A photograph's bytes."""
    written = BytesIO()
    Image.new("RGB", size, "#0b5a6e").save(written, "JPEG", exif=exif or b"")
    return written.getvalue()


def jpeg_with_place():
    """A photograph's bytes as a telephone writes them: with the place and the device."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone 7"
    exif[0x0112] = 6
    exif[GPS] = {1: "N", 2: (52.0, 40.0, 0.0), 3: "W", 4: (2.0, 27.0, 0.0)}
    return jpeg(exif=exif.tobytes())


def picture(*, data=None, name="street.jpg", **fields):
    """A picture in the library."""
    return CustomImage.objects.create(
        **(
            {
                "title": "Street",
                "description": "A street in the evening",
                "file": ImageFile(BytesIO(data or jpeg()), name=name),
            }
            | fields
        )
    )


def pdf(*, pages, tagged=False, password=""):
    """A PDF of so many empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    if tagged:
        writer.root_object[NameObject("/MarkInfo")] = DictionaryObject(
            {NameObject("/Marked"): BooleanObject(True)}
        )
        writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject(
            {NameObject("/Type"): NameObject("/StructTreeRoot")}
        )
    if password:
        writer.encrypt("", password, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def document(*, name="checklist.pdf", data=b"%PDF-1.7 " + b"x" * 2048, **fields):
    """A file in the library."""
    return CustomDocument.objects.create(
        **(
            {
                "title": "Ten-minute checklist",
                "file": ContentFile(data, name=name),
                "collection": Collection.get_first_root_node(),
            }
            | fields
        )
    )


WEEKDAYS_NINE_TO_FIVE = [
    ("hours", {"days": ["0", "1", "2", "3", "4"], "opens": time(9), "closes": time(17)})
]


def identity(**fields):
    """What the editors said about the site; with a helpline unless told otherwise."""
    site = Site.objects.get(is_default_site=True)
    return SiteIdentity.objects.create(
        **(
            {
                "site": site,
                "helpline_number": "08081 570 123",
                "helpline_hours": WEEKDAYS_NINE_TO_FIVE,
            }
            | fields
        )
    )


def link(*, page=None, url="", label=""):
    """A link of a menu."""
    return ("link", {"label": label, "page": page, "url": url})


def column(heading, *links):
    """A column of links at the foot."""
    return ("column", {"heading": heading, "links": [value for _, value in links]})


def navigation(**fields):
    """The menus."""
    return Navigation.objects.create(site=Site.objects.get(is_default_site=True), **fields)

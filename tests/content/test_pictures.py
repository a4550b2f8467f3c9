import zlib
from io import BytesIO
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images.rect import Rect
from wagtail.models import Collection

from content.models import CustomDocument, CustomImage
from content.pictures import without_notes
from newsletters import pictures as for_letters
from tests.factories.content import GPS, document, jpeg, jpeg_with_place, picture

pytestmark = pytest.mark.django_db

DETAILS = {"title": "Street", "description": "A street", "credit": "", "tags": ""}


def upload(data, name="street.jpg"):
    return SimpleUploadedFile(name, data)


def bomb(side=30_000):
    """A few bytes that claim to be an enormous picture."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def add(desk, data, name="street.jpg", **details):
    fields = DETAILS | {"collection": Collection.get_first_root_node().pk} | details
    return desk.post(reverse("wagtailimages:add"), fields | {"file": upload(data, name)})


def test_a_picture_with_words_is_kept(desk):
    assert add(desk, jpeg()).status_code == 302
    assert CustomImage.objects.get().default_alt_text == "A street"


def test_a_picture_without_words_is_refused_and_nothing_typed_is_lost(desk):
    shown = add(desk, jpeg(), title="My street", description=" ").content.decode()

    assert "Say what the picture shows, or tick “decorative”." in shown
    assert 'value="My street"' in shown
    assert not CustomImage.objects.exists()


def test_a_decorative_picture_needs_no_words(desk):
    add(desk, jpeg(), description="", is_decorative="on")

    assert CustomImage.objects.get().default_alt_text == ""


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"not a picture", "street.jpg", "Upload a valid image"),
        (jpeg()[:900], "street.jpg", "This picture is damaged"),
        (bomb(), "street.png", "This picture has too many pixels"),
        (bomb(12_000), "street.png", "This picture has too many pixels"),
        (bomb(7_000), "street.png", "This picture has too many pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "street.svg", "Upload a valid image"),
        (jpeg(), "street.png", "Not a valid .png image"),
    ],
    ids=["text", "cut off", "enormous", "large", "just too large", "drawing", "wrong name"],
)
def test_a_broken_picture_is_refused_in_words(desk, data, name, message):
    response = add(desk, data, name)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not CustomImage.objects.exists()


def test_several_at_once_ask_for_words_before_they_are_kept(desk):
    root = Collection.get_first_root_node().pk
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(jpeg_with_place()), "title": "Street", "collection": root},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"]
    assert "What it shows" in answer["form"]
    assert not CustomImage.objects.exists()

    kept_as = answer["uploaded_file_id"]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[kept_as])

    def send(description):
        details = DETAILS | {"collection": root, "description": description}
        fields = {f"uploaded-image-{kept_as}-{name}": value for name, value in details.items()}
        return desk.post(address, fields, headers={"x-requested-with": "XMLHttpRequest"}).json()

    refused = send("")
    assert not refused["success"]
    assert "Say what the picture shows" in refused["form"]
    assert send("A street")["success"]
    assert not notes_of(CustomImage.objects.get())


def test_several_at_once_refuse_a_damaged_one(desk):
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload(jpeg()[:900]), "title": "Street"},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()

    assert not answer["success"]
    assert "This picture is damaged" in answer["error_message"]


@pytest.mark.parametrize(
    ("data", "description", "message"),
    [
        (jpeg(), "", "Say what the picture shows"),
        (jpeg()[:900], "A street", "This picture is damaged"),
    ],
    ids=["no words", "cut off"],
)
def test_a_picture_added_while_writing_keeps_the_same_rules(desk, data, description, message):
    fields = DETAILS | {"collection": Collection.get_first_root_node().pk}
    sent = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
    sent["image-chooser-upload-description"] = description
    sent["image-chooser-upload-file"] = upload(data)

    answer = desk.post(reverse("wagtailimages_chooser:create"), sent)

    assert message in answer.json()["htmlFragment"]
    assert not CustomImage.objects.exists()


def notes_of(image):
    with image.open_file() as file, Image.open(file) as opened:
        return {tag: value for tag, value in opened.getexif().items() if tag != 0x0112}


def test_the_place_of_a_photograph_is_forgotten_and_its_turn_is_not():
    image = picture(data=jpeg_with_place())

    with image.open_file() as file, Image.open(file) as opened:
        assert opened.getexif().get_ifd(GPS) == {}
        assert opened.getexif()[0x0112] == 6
    assert not notes_of(image)
    assert image.file_size == image.file.size
    assert image.file_hash == CustomImage.objects.get().file_hash != ""


def test_only_the_clean_file_stays():
    image = picture(data=jpeg_with_place(), name="garden.jpg")

    _, files = image.file.storage.listdir("original_images")
    assert [name for name in files if name.startswith("garden")] == [image.filename]


def test_a_photograph_that_is_exchanged_is_cleared_too(desk):
    image = picture()
    desk.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        DETAILS | {"collection": image.collection_id, "file": upload(jpeg_with_place(), "new.jpg")},
    )

    image.refresh_from_db()
    assert "new" in image.file.name
    assert not notes_of(image)


@pytest.mark.parametrize("format_name", ["PNG", "WEBP", "AVIF"])
def test_notes_are_dropped_in_each_format(format_name):
    exif = Image.Exif()
    exif[0x0110] = "Telephone 7"
    written = BytesIO()
    Image.new("RGB", (20, 20)).save(written, format_name, exif=exif.tobytes())

    clean = without_notes(written)

    with Image.open(BytesIO(clean or written.getvalue())) as opened:
        assert 0x0110 not in opened.getexif()


def test_a_picture_without_notes_is_left_as_it_is():
    assert without_notes(BytesIO(jpeg())) is None


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "macro.docm"])
def test_only_harmless_files_may_be_uploaded(desk, name):
    root = Collection.get_first_root_node().pk
    response = desk.post(
        reverse("wagtaildocs:add"),
        {"title": "File", "collection": root, "tags": "", "file": upload(b"<script>", name)},
    )

    assert "is not allowed" in response.content.decode()
    assert not CustomDocument.objects.exists()


def test_a_file_says_what_it_is():
    assert document(name="form.DOCX").facts == ["Word document", "2.0\xa0KB"]


def test_the_cut_for_letters_keeps_what_an_editor_marked():
    sky_and_street = Image.new("RGB", (600, 1200), "#ffffff")
    sky_and_street.paste("#000000", (0, 600, 600, 1200))
    written = BytesIO()
    sky_and_street.save(written, "JPEG")
    image = picture(data=written.getvalue())
    image.set_focal_point(Rect(250, 50, 350, 150))
    sky = image.get_rendition(for_letters.SHOWN)
    image.set_focal_point(Rect(250, 1050, 350, 1150))
    street = image.get_rendition(for_letters.SHOWN)

    assert sky.url != street.url
    assert [Image.open(cut.file).convert("L").getpixel((5, 5)) > 128 for cut in (sky, street)] == [
        True,
        False,
    ]

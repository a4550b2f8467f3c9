"""A picture before it is kept: looked through, and cleared of the camera's notes."""

from io import BytesIO
from typing import IO, Any

from PIL import Image, UnidentifiedImageError

ORIENTATION = 0x0112
NOTES = ("exif", "xmp", "comment", "photoshop", "Raw profile type exif", "XML:com.adobe.xmp")
"""Where formats keep the place, the device and the owner."""


class NotAPicture(Exception):
    """Nothing we can open."""


class TooLarge(Exception):
    """More pixels than this machine should ever unpack."""


class Damaged(Exception):
    """The file begins like a picture and does not go on as one."""


def look_through(file: IO[bytes], *, most_pixels: int) -> None:
    """Decode all of it, so that a broken picture is refused now, not on a reader's screen.

    The size is read first: what claims to be enormous is never unpacked.
    """
    try:
        file.seek(0)
        with Image.open(file) as picture:
            if picture.width * picture.height > most_pixels:
                raise TooLarge
            picture.load()
    except UnidentifiedImageError as error:
        raise NotAPicture from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Damaged from error
    finally:
        file.seek(0)


def without_notes(file: IO[bytes]) -> bytes | None:
    """The same picture without place, device and owner; None when it carries none."""
    file.seek(0)
    with Image.open(file) as picture:
        if not any(picture.info.get(name) for name in NOTES):
            return None
        kept = Image.Exif()
        if turned := picture.getexif().get(ORIENTATION):
            kept[ORIENTATION] = turned
        clean = BytesIO()
        picture.info.pop("comment", None)
        picture.save(clean, **_options(picture), exif=kept.tobytes() if kept else b"")
        return clean.getvalue()


def _options(picture: Image.Image) -> dict[str, Any]:
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if picture.format in {"JPEG", "MPO"}:
        # A telephone's JPEG may hold a second, larger picture; only the first is kept.
        return options | {
            "format": "JPEG",
            "quality": "keep" if picture.format == "JPEG" else 95,
        }
    options["format"] = picture.format
    if picture.format in {"WEBP", "AVIF"}:
        options["quality"] = 90
    if getattr(picture, "is_animated", False):
        options["save_all"] = True
    return options

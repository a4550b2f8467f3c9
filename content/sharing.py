"""The picture that is shown with a shared link: where it is found, and kept once it is drawn."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from django.conf import settings
from django.urls import reverse

from content.art import cards
from content.models import BasePage, SiteIdentity
from content.visibility import public_pages

OF_THE_SITE = 0
"""Stands for no page: the picture of what has none of its own, such as the form to join."""

_one_at_a_time = Lock()
"""Drawing takes memory and a tenth of a second, and the pens are shared by all threads."""


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The words on it, and whose street it shows."""

    title: str
    name: str
    seed: int

    @property
    def digest(self) -> str:
        """Changes with the words: nobody can have others drawn, and a copy never goes stale."""
        words = json.dumps([cards.VERSION, self.title, self.name, self.seed])
        return sha256(words.encode()).hexdigest()[:20]

    @property
    def url(self) -> str:
        """Where it is found."""
        return reverse("shared_picture", args=[self.seed, self.digest])

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""
        return f"“{self.title}”, above a street in the evening with lights in the windows."


def picture_of(page: BasePage | None, identity: SiteIdentity) -> SharedPicture:
    """The picture of a page, or of the site."""
    if page is None:
        return SharedPicture(identity.strap or identity.name, identity.name, OF_THE_SITE)
    return SharedPicture(page.shared_title, identity.name, page.pk)


def public_picture(pk: int, identity: SiteIdentity) -> SharedPicture | None:
    """The picture of the page with that id, if everybody may see the page."""
    if pk == OF_THE_SITE:
        return picture_of(None, identity)
    found = public_pages([pk]).get(pk)
    page = found.specific if found else None
    return picture_of(page, identity) if isinstance(page, BasePage) else None


def drawn(picture: SharedPicture) -> Path:
    """The file with the picture, made when it is first asked for; it replaces its page's last."""
    folder = Path(settings.MEDIA_ROOT) / "cache" / "share"
    path = folder / f"{picture.seed}-{picture.digest}.png"
    with _one_at_a_time:
        if not path.exists():
            _keep(cards.card(picture.title, picture.name, seed=picture.seed), path)
            for former in folder.glob(f"{picture.seed}-*.png"):
                if former != path:
                    former.unlink(missing_ok=True)
    return path


def _keep(data: bytes, path: Path) -> None:
    """Write the file so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)

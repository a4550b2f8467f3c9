"""One style sheet for readers out of the many that people write."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

import rcssmin
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\)(?P<media> \w+)?;')


def joined(css: str, read: Callable[[str], str]) -> str:
    """The style sheet with each file it imports in its place, in the same layer."""

    def inlined(found: re.Match[str]) -> str:
        rules = read(found["file"])
        if found["media"]:
            rules = f"@media{found['media']} {{\n{rules}}}\n"
        return f"@layer {found['layer']} {{\n{rules}}}"

    return IMPORT.sub(inlined, css)


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Collects the site's style sheet as one small file: one journey instead of fifty."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        def read(name: str) -> str:
            storage, path = paths[str(PurePosixPath(SHEET).parent / name)]
            with storage.open(path) as file:
                # File by file: inside of `@layer` it would take some selectors for declarations.
                return str(rcssmin.cssmin(bytes(file.read()).decode()))

        whole = InMemoryStorage()
        whole.save(SHEET, ContentFile(joined(read("site.css"), read).encode()))
        yield from super().post_process(paths | {SHEET: (whole, SHEET)}, **options)

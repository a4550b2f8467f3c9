"""Where a server's socket lies, and whether anybody answers there."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

LONGEST = 103
"""Characters in the path of a socket: macOS takes 103, Linux 107."""


def socket_folder(data: Path, name: str) -> Path:
    """The data folder itself, or a private folder with a short name when its path is too long."""
    if _fits(data / name):
        return data
    key = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"alongside-{os.geteuid()}-{key}"
    return folder if _fits(folder / name) else Path("/tmp") / folder.name  # noqa: S108


def make_private(folder: Path, owner: int) -> None:
    """Make the folder, or be sure that the one which is there is nobody else's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
        raise PermissionError(f"{folder} belongs to somebody else")
    folder.chmod(0o700)


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= LONGEST

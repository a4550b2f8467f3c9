"""The project's own files, as the rules see them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "cms",
    "home",
    "library",
    "events",
    "newsletters",
    "members",
    "content",
    "taxonomy",
    "mail",
)


def modules() -> list[Path]:
    """Every module of the apps, but for migrations."""
    return [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Every template that becomes a web page. E-mails live by other rules."""
    folders = (ROOT / "templates", *(ROOT / app / "templates" for app in APPS))
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*.html"))
        if "emails" not in path.parts
    ]


def named(path: Path) -> str:
    """A file's name within the project."""
    return str(path.relative_to(ROOT))

"""The whole site as one command: the Procfile's processes, from their start to their end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from cms import procfile
from cms.leftovers import AlreadyRunning, sole_supervisor
from cms.settings.env import Misconfigured, passed_on


@contextmanager
def sole_site() -> Iterator[None]:
    """Be the only site that runs from this folder and on this port, before anything is prepared."""
    try:
        with sole_supervisor(run_folder()):
            if not procfile.port_is_free(settings.BIND, settings.PORT):
                raise Misconfigured(
                    f"Port {settings.PORT} is in use by another program. Set PORT to a free one."
                )
            yield
    except AlreadyRunning:
        raise Misconfigured(
            f"The site already runs from {settings.VAR_DIR}. "
            "Stop it first, or set VAR_DIR to another folder."
        ) from None


def run(*, patience: float, meanwhile: Callable[[], object] = lambda: None) -> str | None:
    """Run until somebody asks for the end (None), or one process ends itself: its name."""
    with procfile.Processes(
        procfile.read(settings.BASE_DIR / "Procfile"),
        folder=run_folder(),
        environment=passed_on(PYTHONUNBUFFERED="1", **settings.FOR_PROCESSES),
    ) as processes:
        ended = processes.watch(meanwhile)
        processes.stop(patience=patience)
    return ended


def run_folder() -> Path:
    """Where the locks of running processes lie."""
    folder: Path = settings.VAR_DIR / "run"
    return folder

"""Launching servers and finding those that this checkout launched, and no others."""

import os
import pwd
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

import psutil

SERVER_USER = "nobody"
"""Who runs PostgreSQL when we are root: it refuses to be root, and this user exists everywhere."""


class Identity(TypedDict, total=False):
    """What `subprocess` is told about whom to run as; empty for whoever we are."""

    user: int
    group: int
    extra_groups: list[int]


def launch(
    command: Sequence[str | Path], *, folder: Path, log: Path, identity: Identity
) -> "subprocess.Popen[bytes]":
    """Start a server that works in `folder`, deaf to this terminal's Ctrl-C."""
    with log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - our own program and folder
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
            **identity,
        )
    _launched.append(child)
    return child


def wait_for(answer: Callable[[], bool], *, lives: Callable[[], bool], patience: float) -> bool:
    """Whether the server answers before patience, or the server's life, ends."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if answer():
            return True
        if not lives():
            return False
        time.sleep(0.05)
    return False


_launched: list["subprocess.Popen[bytes]"] = []
"""Held, not awaited: others may use these servers after this process has ended."""


def running_in(folder: Path, pid_file: str) -> psutil.Process | None:
    """The process that `pid_file` names, if it still lives and really works in `folder`.

    A number alone proves nothing: after a crash it may belong to somebody else.
    """
    try:
        process = psutil.Process(int((folder / pid_file).read_text().split("\n", 1)[0]))
    except (OSError, ValueError, psutil.Error):
        return None
    return process if _works_in(process, folder) else None


def end(process: psutil.Process, *signals: signal.Signals, patience: float) -> None:
    """Ask a process to leave, more firmly each time."""
    for number in signals:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        if wait_for(lambda: _is_dead(process), lives=lambda: True, patience=patience):
            break
    take_note()


def take_note() -> None:
    """Let the system forget those of our servers that have ended."""
    for child in _launched:
        child.poll()


def end_all_in(folder: Path) -> None:
    """End what a killed server left behind in its folder: it would keep the next one out."""
    for process in _all_in(folder):
        end(process, signal.SIGTERM, signal.SIGKILL, patience=3)


def _all_in(folder: Path) -> Iterator[psutil.Process]:
    return (process for process in psutil.process_iter() if _works_in(process, folder))


def _is_dead(process: psutil.Process) -> bool:
    """Ended, though nobody may have taken note: the first process of a container often does not."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return (
            not _is_dead(process)
            and process.name() in {"postgres", "valkey-server"}
            and Path(process.cwd()) == folder.resolve()
        )
    except psutil.Error:
        return False


def server_identity() -> Identity:
    """Whom a server runs as that refuses to be root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(SERVER_USER)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_to_server(folder: Path) -> None:
    """Let the server own a folder that it shall write in."""
    if identity := server_identity():
        os.chown(folder, identity["user"], identity["group"])


def let_read(programs: Path) -> None:
    """Let the server use the wheel's files, when we are root and have kept them to ourselves."""
    if os.geteuid() != 0 or programs.stat().st_mode & stat.S_IROTH:
        return
    for path in (programs, *programs.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & stat.S_IRWXU & ~stat.S_IWUSR) >> 6)


def let_pass(path: Path) -> None:
    """Let the server walk down to `path`, when we are root: pass through, not look around."""
    if os.geteuid() != 0:
        return
    for parent in path.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)

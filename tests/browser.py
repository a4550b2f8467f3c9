"""A browser for tests: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from playwright.sync_api import Browser, sync_playwright

SILENT = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""It runs as root in a container, and asks nothing of anybody by itself."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser for as long as the block lasts.

    Playwright keeps an event loop in this thread, and Django would refuse its database beside one.
    Nothing here is asynchronous: the loop only ever runs while Playwright waits for the browser.
    Beside a loop Django would also open connections of its own, outside the test's transaction:
    those that are there already are handed in.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is not installed. On Debian: apt-get install chromium"
    known = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        for alias, connection in known.items():
            connections[alias] = connection
        browser = playwright.chromium.launch(executable_path=path, args=list(SILENT))
        yield browser
        browser.close()

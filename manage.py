#!/usr/bin/env python
"""Django's command line. Without DJANGO_SETTINGS_MODULE it speaks to the demo."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.embedded.refusal import Unavailable
from cms.embedded.starting import start_for
from cms.settings.env import said_plainly


def main() -> None:
    """Have the servers that the settings may expect, then do as Django does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    try:
        start_for(sys.argv)
        with said_plainly():
            execute_from_command_line(sys.argv)
    except Unavailable as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

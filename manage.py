#!/usr/bin/env python
"""Django's command line. Without DJANGO_SETTINGS_MODULE it speaks to the demo."""

import os
import sys

from django.core.management import execute_from_command_line

from cms.embedded.refusal import Unavailable
from cms.embedded.starting import start_for


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    try:
        start_for(sys.argv)
    except Unavailable as refusal:
        sys.exit(str(refusal))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

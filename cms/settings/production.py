"""A host: everything from the environment, nothing loosened."""

from cms.settings.base import *  # noqa: F403

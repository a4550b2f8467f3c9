"""A host: everything from the environment, nothing loosened."""

from cms.settings import env
from cms.settings.base import *  # noqa: F403

SECRET_KEY = env.secret_key("SECRET_KEY", refused=env.DEMO_SECRET_KEY)
BASE_URL = WAGTAILADMIN_BASE_URL = env.web_address("BASE_URL", secure=True)

"""Composition: settings, addresses, the worker. It may know every app; no app may know it."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]

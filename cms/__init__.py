"""Composition: settings, addresses, the worker. It may know every app; no app may know it."""

"""The owners of services: asked once a year, and heard through a link of their own."""

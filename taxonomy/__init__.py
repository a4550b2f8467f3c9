"""Foundation: the controlled vocabularies that describe everything on the hub."""

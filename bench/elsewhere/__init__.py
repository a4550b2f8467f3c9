"""Programs that run in environments of their own, with other people's packages."""

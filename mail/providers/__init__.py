"""How each provider is spoken to."""

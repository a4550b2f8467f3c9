"""What a demonstration is filled with: one module a feature, its words in TOML."""

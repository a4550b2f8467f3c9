"""The pages about oneself. No address stands in any of their addresses."""

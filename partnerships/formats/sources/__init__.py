"""How others write sources."""

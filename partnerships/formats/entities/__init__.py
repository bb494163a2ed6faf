"""How others write companies, people and deals."""

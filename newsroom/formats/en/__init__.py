"""The same in English."""

"""The editors' desk: one file a noun."""

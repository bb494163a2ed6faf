"""How the desk writes days and moments where nothing else says so: in Django's lists and forms."""

"""The doors of the desk, as what was done by them is told."""

DOORS = {
    "admin": "at the desk",
    "api": "over the API",
    "web": "on the pages",
    "provider": "at the provider of logins",
    "worker": "in the background",
}


def by_door(word: str) -> str:
    """By which way something was done: a command is called by its name."""
    return DOORS.get(word, f"by {word}" if word else "")

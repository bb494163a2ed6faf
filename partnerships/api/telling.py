"""Numbering what changed while nobody asks, so that who asks finds it done."""

from .changes import tell_what_changed
from .urls import NOUNS


def tell_changes() -> None:
    """Number all that changed for readers so far."""
    while tell_what_changed(NOUNS, waiting=True):
        pass

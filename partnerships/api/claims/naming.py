"""By which names a claim is found: its public id or its reference, with or without collection."""

from uuid import UUID

from django.db.models import Q


def claim_named(word, path=""):
    """The condition on claims that a public id or a reference stands for."""
    collection, colon, reference = word.rpartition(":")
    named = Q(**{f"{path}reference": reference})
    if colon:
        return named & Q(**{f"{path}collection__slug": collection})
    try:
        return named | Q(**{f"{path}uid": UUID(word)})
    except ValueError:
        return named

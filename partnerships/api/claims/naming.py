"""By which names a claim is found: its public id or its reference, with or without collection."""

from uuid import UUID

from django.db.models import Q


def claim_named(word, path="", reads="exact"):
    """The condition on claims that a public id or a reference stands for.

    With iexact for `reads`, capitals aside: as filters read all words.
    """
    collection, colon, reference = word.rpartition(":")
    named = Q(**{f"{path}reference__{reads}": reference})
    if colon:
        return named & Q(**{f"{path}collection__slug__{reads}": collection})
    try:
        return named | Q(**{f"{path}uid": UUID(word)})
    except ValueError:
        return named

"""By which names parties go, and which of them stand in a text."""

from django.db.models import F, Value
from django.db.models.functions import StrIndex

from ...models import Party, PartyName


def names_in(text: str) -> dict[str, set[int]]:
    """The names of parties that stand in the text, each with the keys of the parties that bear it.

    A name may be of several parties. Two queries, whatever the number of parties.
    """
    found: dict[str, set[int]] = {}
    for rows, name, party in (
        (Party.objects.all(), "name", "pk"),
        (PartyName.objects.all(), "text", "party"),
    ):
        standing = rows.annotate(stands_at=StrIndex(Value(text), F(name)))
        standing = standing.filter(stands_at__gt=0)
        for words, key in standing.order_by("pk").values_list(name, party):
            found.setdefault(words, set()).add(key)
    return found

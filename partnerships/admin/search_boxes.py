"""The search boxes of the desk: each asks indexes alone, and takes no more from them than is shown.

A list is counted to 10,000 rows; of a word that more rows have, as many are looked through: of
those that the list would show, so that what an editor may not know of, or did not ask for, keeps
none of them out. Of parties and records by whose words a row is found as many are looked through
that the editor may know of; of a word that more of those have, a row may be missed.
"""

from functools import reduce
from operator import or_

from ..models import Party
from ..models.base import in_indexed_words
from ..rules.exact_search import SoughtThing, named_exactly
from ..rules.words_asked import asked_in_words
from .unseen import visible

LOOKED_THROUGH = 10_001  # rows from each index: more than a list counts


def by_words(queryset, words, user):
    """The rows whose words answer."""
    return in_indexed_words(queryset, asked_in_words(words, may_go_on=True))


def find_sources(queryset, words, user):
    """Sources by the words of theirs, or by their address or its domain."""
    words = words.strip()
    if named := named_exactly("sources", SoughtThing(words, words, [], None), user):
        return queryset.filter(reduce(or_, (condition for condition, _ in named)))
    return by_words(queryset, words, user)


def find_parties(queryset, words, user):
    """Parties by any of their names."""
    return queryset.named(words)


def searching(*keys, own=True, of=None, exactly=()):
    """A search for rows by words of their `own`, by the names of the parties that `keys` lead to,
    by the words of the record that the key `of` names, or by what stands `exactly` in columns of
    other records, capitals aside."""

    def search(queryset, words, user):
        rows_of_list, query = queryset.order_by(), asked_in_words(words, may_go_on=True)
        found = [in_indexed_words(rows_of_list, query)] if own else []
        if keys:
            named = Party.objects.visible_to(user).named(words).order_by()
            parties = named.values("pk")[:LOOKED_THROUGH]
            found += [rows_of_list.filter(**{f"{key}__in": parties}) for key in keys]
        if of is not None:
            model = queryset.model._meta.get_field(of).related_model
            known = visible(model._default_manager.order_by(), user)
            records = in_indexed_words(known, query).values("pk")[:LOOKED_THROUGH]
            found.append(rows_of_list.filter(**{f"{of}__in": records}))
        found += [rows_of_list.filter(**{f"{column}__iexact": words.strip()}) for column in exactly]
        first, *others = (rows.values("pk")[:LOOKED_THROUGH] for rows in found)
        return queryset.filter(pk__in=first.union(*others, all=True) if others else first)

    return search

"""The search boxes of the desk: each asks indexes alone, and takes no more from them than is shown.

A list is counted to 10,000 rows; of a word that more rows have, as many are looked through.
"""

from django.contrib.postgres.search import SearchQuery

from ..models import Party
from ..models.base import in_indexed_words

LOOKED_THROUGH = 10_001  # rows from each index: more than a list counts


def asked_in_words(words):
    """The words as a search asks for them; the last of them may be a beginning."""
    query = SearchQuery(words, config="english", search_type="websearch")
    *_, last = words.split()
    if last.isalnum():
        beginning = SearchQuery(f"{last}:*", config="english", search_type="raw")
        *before, _ = words.rsplit(maxsplit=1) if " " in words.strip() else ["", ""]
        if before and before[0]:
            before = SearchQuery(before[0], config="english", search_type="websearch")
            beginning = before & beginning
        query = query | beginning
    return query


def by_words(queryset, words):
    """The rows whose words answer."""
    return in_indexed_words(queryset, asked_in_words(words))


def find_parties(queryset, words):
    """Parties by any of their names."""
    return queryset.named(words)


def searching(*keys, own=True, of=None, exactly=()):
    """A search for rows by words of their `own`, by the names of the parties that `keys` lead to,
    by the words of the record that the key `of` names, or by what stands `exactly` in columns of
    other records, capitals aside."""

    def search(queryset, words):
        all_rows, query = queryset.model._base_manager.order_by(), asked_in_words(words)
        found = [in_indexed_words(all_rows, query)] if own else []
        if keys:
            parties = Party.objects.named(words).order_by().values("pk")[:LOOKED_THROUGH]
            found += [all_rows.filter(**{f"{key}__in": parties}) for key in keys]
        if of is not None:
            model = queryset.model._meta.get_field(of).related_model
            records = in_indexed_words(model._base_manager.order_by(), query)
            found.append(all_rows.filter(**{f"{of}__in": records.values("pk")[:LOOKED_THROUGH]}))
        found += [all_rows.filter(**{f"{column}__iexact": words.strip()}) for column in exactly]
        first, *others = (rows.values("pk")[:LOOKED_THROUGH] for rows in found)
        return queryset.filter(pk__in=first.union(*others, all=True) if others else first)

    return search

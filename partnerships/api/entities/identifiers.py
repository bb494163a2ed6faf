"""Parties found by their number in somebody's register, whichever it is."""

from functools import reduce
from operator import or_

from django.db.models import Q

from ...models import Identifier, Party
from ...models.entities.parties import identifier_named
from ..filters import WordsFilter
from ..known_words import KnownWords


class IdentifierNames(KnownWords):
    """The identifiers of parties."""

    def condition(self, word):
        return identifier_named(word)


def _known_identifiers(reader):
    return IdentifierNames(Identifier.objects.filter(party__in=reader.sees(Party)), "value")


def _with_identifier(words, reader):
    named = reduce(or_, map(identifier_named, words))
    return Q(pk__in=Identifier.objects.filter(named).order_by().values("party"))


def by_identifier():
    """`identifier`: the parties that have this number, or had it."""
    return WordsFilter(
        _with_identifier,
        "With this number in a register, or once with it: lei:…, cik:…, wikidata:Q… (or qid:Q…), "
        "isin:…, ticker:NASDAQ:MSFT, company_number:…, or the number alone.",
        of=_known_identifiers,
    )

"""Parties found by their number in somebody's register, whichever it is."""

from functools import reduce
from operator import or_

from django.db.models import Q

from ...models import Identifier, Party
from ...vocabulary import Scheme
from ..filters import WordsFilter
from ..known_words import KnownWords

CALLED = {scheme.value: scheme for scheme in Scheme} | {"qid": Scheme.WIKIDATA}
CIK_DIGITS = 10


def identifier_named(word):
    """The condition of an identifier: `lei:549300…`, or its value alone, capitals aside."""
    first, _, rest = word.partition(":")
    scheme = CALLED.get(first.strip().lower().replace(" ", "_"))
    value = (rest if scheme else word).strip()  # a ticker has a colon of its own
    named = Q(value__iexact=value)
    if value.isascii() and value.isdigit() and scheme in (Scheme.CIK, None):
        named |= Q(scheme=Scheme.CIK, value=value.zfill(CIK_DIGITS))
    return named & Q(scheme=scheme) if scheme else named


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

"""What is looked for by what names it and nothing else: its reference, its address, whose it is, a
sum. The words are asked beside it (word_search)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from ..models import Amount, DealParty, Party
from ..models.sources.sources import at_address
from ..vocabulary import Rank
from .people import Asker

REFERENCE = re.compile(r"[A-Za-z]{0,8}[-_]?\d{1,8}[A-Za-z]{0,2}")
DOMAIN = re.compile(r"(?:www\.)?((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})/?", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://\S+|(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}/\S+)", re.IGNORECASE)
NAMED, BY_PARTY = 1.0, 0.45  # how like: it itself; less than a party, which begins at a half


@dataclass(frozen=True)
class SoughtThing:
    """What was typed: its words, and the sums among them, each with its currency or “”; `bare` is
    what stands beside these, and `query` how a search asks for that."""

    words: str
    bare: str
    sums: list[tuple[Decimal, str]]
    query: object


def named_exactly(noun: str, asked: SoughtThing, user: Asker) -> list[tuple[Q, float]]:
    """Which rows of the noun are what was named, each condition with how like they are to it."""
    named = BY_NOUN.get(noun)
    return named(asked, user) if named else []


def _claims(asked, user):
    if REFERENCE.fullmatch(asked.words):
        return [(Q(reference__iexact=asked.words), NAMED)]
    return []


def _sources(asked, user):
    if domain := DOMAIN.fullmatch(asked.words):
        # The index of its letters finds it, and the pattern that it is no part of another.
        site = re.escape(domain[1].lower())
        host = rf"^https?://([^/]*\.)?{site}([/:?#]|$)"
        return [(Q(url__icontains=domain[1], url__iregex=host), 0.9)]
    if ADDRESS.fullmatch(asked.words):
        bare = re.sub(r"^https?://(www\.)?", "", asked.words, flags=re.IGNORECASE)
        return [(at_address(asked.words), NAMED), (Q(url__icontains=bare), 0.9)]
    return []


def _deals(asked, user):
    """Those of a party that is so named, and those with such a sum."""
    found = []
    of_party = _of_party(asked.bare, user) if len(asked.bare.strip()) > 1 else None
    if of_party and not asked.sums:
        found.append((of_party, BY_PARTY))
    if asked.sums:
        of_sum = Q()
        for much, currency in asked.sums:
            amounts = Amount.objects.exclude(rank=Rank.DEPRECATED).filter(
                Q(low=much) | Q(high=much)
            )
            if currency:
                amounts = amounts.filter(currency=currency)
            of_sum &= Q(pk__in=amounts.order_by().values("deal"))
        if of_party:
            of_sum &= of_party | Q(indexed_words=asked.query)
        found.append((of_sum, NAMED))
    return found


def _of_party(name, user):
    known = Party.objects.visible_to(user).named(name.strip()).order_by()
    within = DealParty.objects.filter(party__in=known.values("pk")).order_by()
    return Q(pk__in=within.values("deal"))


BY_NOUN = {"claims": _claims, "sources": _sources, "deals": _deals}

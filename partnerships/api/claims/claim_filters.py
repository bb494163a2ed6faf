"""What lists of claims can be narrowed by."""

from functools import reduce
from operator import or_
from types import SimpleNamespace

from django.db.models import Exists, OuterRef, Q

from ...models import Citation, ClaimDeal, ClaimListing, ClaimParty, Deal, Party, Source
from ...models.sources.sources import clearance_of
from ...vocabulary import ClaimKind, Finding, Seen, Stance, State, Tier
from ..figures import at_least, at_most
from ..filters import (
    Filters,
    ValueFilter,
    WordsFilter,
    as_of,
    in_words,
    search_filter,
    since,
    until,
)
from ..known_words import slugs_of
from ..parameters import day_in_full
from ..sources.sources import from_origin, on_unnamed_people
from .verdicts import in_state


def resting_on(claims, origins, reader):
    return claims.with_kept(clearance_of(reader.user), "origins").filter(origins=origins)


def parse_number(text):
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValueError("Write a whole number, such as 1.")
    return int(text)


OF_VALUE = {"prefix": "value_", "unit": "value_unit"}


class OfVerdict(WordsFilter):
    """Words about the latest verdict."""

    is_joined = True

    def filter(self, rows, groups):
        return super().filter(rows.with_verdict(), groups) if groups else rows


def with_finding(words, reader):
    without = Q(finding=None) if "null" in words else Q()
    return Q(finding__in=words) | without


def with_another_finding(words, reader):
    return with_finding({*Finding.values, "null"} - set(words), reader)


def on_unnamed(words, reader):
    """A condition: how much of the support rests on people whom its reports do not name."""
    support = Citation.objects.filter(claim=OuterRef("pk"), stance=Stance.SUPPORTS)
    support = support.filter(source__in=reader.sees(Source))
    unnamed = Q(source__in=on_unnamed_people(reader).values("pk"))
    some, others = Exists(support.filter(unnamed)), Exists(support.filter(~unnamed))
    meant = {"only": Q(some, ~others), "some": Q(some), "no": Q(others, ~some)}
    return reduce(or_, (meant[word] for word in words))


class ClaimFilters(Filters):
    related = {
        "parties": lambda reader: ClaimParty.objects.filter(
            claim=OuterRef("pk"), party__in=reader.sees(Party)
        ),
        "deals": lambda reader: ClaimDeal.objects.filter(
            claim=OuterRef("pk"), deal__in=reader.sees(Deal)
        ),
        "citations": lambda reader: Citation.objects.filter(
            claim=OuterRef("pk"), source__in=reader.sees(Source)
        ),
    }

    listings = {"party": ClaimListing}
    unlisted_orders = frozenset({"amount"})

    party = WordsFilter("party__slug", "About this party.", among="parties")
    deal = WordsFilter("deal__slug", "About this deal.", among="deals")
    partnership = WordsFilter(
        "deal__partnership__slug", "About a deal of this partnership.", among="deals"
    )
    kind = WordsFilter("kind", "What sort of claim it is.", known=ClaimKind)
    finding = OfVerdict(
        with_finding,
        "What two people signed, or null where no verdict stands.",
        known=SimpleNamespace(values=[*Finding.values, "null"]),
    )
    not_finding = OfVerdict(
        with_another_finding,
        "Anything but this: what two people signed, or null where no verdict stands.",
        known=SimpleNamespace(values=[*Finding.values, "null"]),
    )
    state = OfVerdict(
        in_state, "Where its latest verdict stands, as far as you may know.", known=State
    )
    layer = WordsFilter("layer", "Whose claim it is, such as article or later.")
    collection = WordsFilter("collection__slug", "The story it was recorded for.")
    reference = WordsFilter("reference", "Its short name within the collection, such as S28.")
    stance = WordsFilter(
        "stance", "With a citation that speaks this way.", among="citations", known=Stance
    )
    source = WordsFilter("source__slug", "With a citation of this source.", among="citations")
    origin = WordsFilter(
        from_origin("source__"),
        "With a citation of a source that goes back to this report, by its id.",
        among="citations",
        of=slugs_of(Source),
    )
    tier = WordsFilter(
        "source__tier", "With a citation of this tier.", among="citations", known=Tier
    )
    seen = WordsFilter(
        "source__seen",
        "With a citation of a source seen in this way.",
        among="citations",
        known=Seen,
    )
    origins = ValueFilter(
        parse_number,
        resting_on,
        "How many independent reports support it; 1 rests on one origin alone, 0 on none.",
        {"type": "integer", "minimum": 0},
    )
    unnamed = WordsFilter(
        on_unnamed,
        "Whether its support rests on unnamed people: only, some of it, or no part of it.",
        known=SimpleNamespace(values=["only", "some", "no"]),
    )
    amount_min = at_least("Its figure is one", **OF_VALUE)
    amount_max = at_most("Its figure is one", **OF_VALUE)
    date_from = since()
    date_to = until()
    as_of = as_of()
    checked_for = ValueFilter(
        day_in_full,
        lambda claims, day, reader: claims.filter(as_of=day),
        "The day for which the claim is to be true: `as_of` of the row.",
        {"format": "date"},
    )
    search = search_filter(
        in_words, "Words of its statement; quotation marks, or, and a minus are understood."
    )

"""Conflicts of claims: with their own words, with the sums of a deal, with what they back."""

from functools import partial, reduce
from operator import or_

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery

from ...models import (
    Amount,
    Claim,
    ClaimDeal,
    ClaimEvent,
    Deal,
    Event,
    FactSource,
    Stake,
    Valuation,
)
from ...text.dates import format_date
from ...vocabulary import CURRENCIES, ClaimKind, ConflictKind, Rank, Standing
from .meant import miss, possible_days, possible_figure
from .of_records import HAS_SUM, SUM
from .told import (
    SHOWN_SIDES,
    ConflictRule,
    ConflictSide,
    RecordConflict,
    claim_told,
    claims_told,
    date_said,
    figure_said,
    in_order,
    share_said,
    sum_told,
)

CLAIMED = ("value_low", "value_high", "value_qualifier")
SHARE = ("percent_min", "percent_max", "qualifier")

# Each finds keys in a lasting order, and tells them.


def _worded_otherwise(user):
    """Claims whose text dates otherwise what the desk holds to be so."""
    rows = Claim.objects.visible_to(user).exclude(date_as_worded="").exclude(date="")
    rows = rows.alias(**possible_days("text", "date_as_worded"), **possible_days("desk", "date"))
    return rows.filter(miss("text", "desk")).order_by("pk").values_list("pk", flat=True)


def _tell_worded_otherwise(keys, user):
    for claim in claims_told(keys):
        words = f" (“{claim.date_words}”)" if claim.date_words else ""
        text = f"the text: {format_date(claim.date_as_worded, between=True)}{words}"
        desk = f"the desk: {format_date(claim.date, between=True)}"
        is_signed = claim.finding is not None  # type: ignore[attr-defined]  # of with_verdict
        held = Standing.SIGNED if is_signed else Standing.OPEN
        yield RecordConflict(
            ConflictKind.DATES,
            str(claim),
            "The day that the words of the text give is not the one that the desk holds.",
            [claim_told(claim, text), ConflictSide(claim, desk, held)],
        )


def _only(link, field, among):
    """The one deal or event that a claim is about; None where it is about several, or none. What
    is hidden is not counted."""
    links = link.objects.filter(claim=OuterRef("pk"), **{f"{field}__in": among.values("pk")})
    one = links.order_by().values("claim").annotate(n=Count("pk"), only=Min(field)).filter(n=1)
    return Subquery(one.values("only"))


def _of_one_deal(user):
    """The claims that give a sum of money and are about one deal, `only`."""
    only = _only(ClaimDeal, "deal", Deal.objects.visible_to(user))
    claims = Claim.objects.visible_to(user).filter(kind=ClaimKind.FIGURE, value_unit__in=CURRENCIES)
    return claims.annotate(only=only).exclude(only=None)


def _sums(user):
    """The sums of deals that count, and what companies were worth in them."""
    amounts = Amount.objects.visible_to(user).exclude(rank=Rank.DEPRECATED)
    valuations = Valuation.objects.visible_to(user).exclude(deal=None)
    return [rows.filter(HAS_SUM).order_by("deal", "pk") for rows in (amounts, valuations)]


def _claimed_otherwise(user):
    """Claims about one deal whose figure none of its sums could be."""
    claims = _of_one_deal(user).exclude(value_low=None, value_high=None)
    claims = claims.alias(**possible_figure("said", CLAIMED))
    has, fits = [], []
    for sums in _sums(user):
        here = sums.order_by().filter(deal=OuterRef("only"), currency=OuterRef("value_unit"))
        has.append(Q(Exists(here)))
        other = miss("held", "said", OuterRef)
        fits.append(Q(Exists(here.alias(**possible_figure("held", SUM)).exclude(other))))
    found = claims.filter(reduce(or_, has)).exclude(reduce(or_, fits))
    return found.order_by("pk").values_list("pk", flat=True)


def _tell_claimed_otherwise(keys, user):
    about = dict(_of_one_deal(user).filter(pk__in=keys).values_list("pk", "only"))
    sums: dict[tuple, list] = {}
    for rows in _sums(user):
        for row in rows.filter(deal__in=about.values()).select_related("deal"):
            sums.setdefault((row.deal_id, row.currency), []).append(row)
    for claim in claims_told(keys):
        others = sums[about[claim.pk], claim.value_unit]
        yield RecordConflict(
            ConflictKind.VALUES,
            str(others[0].deal),
            "None of the sums that are recorded of the deal could be the one that the claim gives.",
            [claim_told(claim, figure_said(claim)), *map(sum_told, others[: SHOWN_SIDES - 1])],
        )


def _dated_otherwise(user):
    """Claims that date one event, and another day than the record does."""
    only = _only(ClaimEvent, "event", Event.objects.visible_to(user))
    claims = Claim.objects.visible_to(user).filter(kind=ClaimKind.DATE).exclude(date="")
    events = Event.objects.filter(pk=OuterRef("only")).exclude(date="")
    other_day = events.alias(**possible_days("held", "date")).filter(miss("held", "said", OuterRef))
    found = claims.annotate(only=only).alias(**possible_days("said", "date"))
    found = found.filter(Exists(other_day))
    return found.order_by("pk").values_list("pk", "only")


def _tell_dated_otherwise(pairs, user):
    events = Event.objects.in_bulk({event for _, event in pairs})
    claims = claims_told([claim for claim, _ in pairs])
    for claim, (_, key) in zip(claims, pairs, strict=True):
        event = events[key]
        sides = [
            claim_told(claim, date_said(claim)),
            ConflictSide(event, format_date(event.date, between=True), Standing.OPEN),
        ]
        why = "The claim dates the event otherwise than the record does."
        yield RecordConflict(ConflictKind.DATES, str(event), why, sides)


# Claims that back a field of a record, and do not give what stands there.


def _backing(user):
    return FactSource.objects.visible_to(user).filter(claim__isnull=False)


def _backed_figures(target, fields, unit, named, user):
    """Backing of a record by a claim that gives a figure of its unit, and another one."""
    facts = _backing(user).filter(
        **{f"{target}__isnull": False}, claim__kind=ClaimKind.FIGURE, claim__value_unit=unit
    )
    facts = facts.filter(field__in=["", *named])
    said = possible_figure("said", CLAIMED, "claim__") | possible_figure(
        "held", fields, f"{target}__"
    )
    return facts.alias(**said).filter(miss("said", "held")).order_by("pk")


def _backed_dates(target, field, user):
    """Backing of a date of a record by a claim that gives another day."""
    facts = _backing(user).filter(field=field).exclude(claim__date="")
    facts = facts.exclude(**{f"{target}__{field}": ""}).filter(**{f"{target}__isnull": False})
    days = possible_days("said", "claim__date") | possible_days("held", f"{target}__{field}")
    return facts.alias(**days).filter(miss("said", "held")).order_by("pk")


def _tell_backed(kind, target, says, keys, user):
    facts = in_order(FactSource.objects.select_related(target, *NAMED_BY.get(target, ())), keys)
    claims = claims_told([fact.claim_id for fact in facts])
    for fact, claim in zip(facts, claims, strict=True):
        record = getattr(fact, target)
        told = claim_told(claim, says(claim))
        if fact.rank == Rank.DEPRECATED and told.standing != Standing.DEPRECATED:
            told = told._replace(standing=Standing.DEPRECATED, why=fact.note)
        why = "A claim that backs the record does not give what stands in it."
        yield RecordConflict(kind, str(record), why, [told, _record_told(record, fact.field)])


def _record_told(record, field):
    if isinstance(record, Amount | Valuation) and field != "date":
        return sum_told(record)
    if isinstance(record, Stake) and field not in ("start", "end"):
        return ConflictSide(record, share_said(record), Standing.OPEN)
    return ConflictSide(record, format_date(getattr(record, field)), Standing.OPEN)


def _backed_rules():
    figures = [
        ("amount", SUM, F("amount__currency"), ConflictKind.VALUES),
        ("valuation", SUM, F("valuation__currency"), ConflictKind.VALUES),
        ("stake", SHARE, "%", ConflictKind.SHARES),
    ]
    for target, fields, unit, kind in figures:
        found = partial(_backed_figures, target, fields, unit, fields)
        yield ConflictRule(
            kind, _keyed(found), partial(_tell_backed, kind, target, figure_said), *OF[target]
        )
    for target, field in DATED:
        found = partial(_backed_dates, target, field)
        told = partial(_tell_backed, ConflictKind.DATES, target, date_said)
        yield ConflictRule(ConflictKind.DATES, _keyed(found), told, *OF[target])


def _keyed(found):
    return lambda user: found(user).values_list("pk", flat=True)


DATED = [
    ("amount", "date"),
    ("valuation", "date"),
    ("event", "date"),
    *((target, end) for target in ("role", "stake", "deal", "term") for end in ("start", "end")),
]
# The ways from the backing of a record to the parties and to the deal of that.
OF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "amount": (("amount__deal__parties__party",), ("amount__deal",)),
    "valuation": (("valuation__company",), ("valuation__deal",)),
    "event": (("event__parties__party",), ()),
    "role": (("role__person", "role__company"), ()),
    "stake": (("stake__holder", "stake__company"), ()),
    "deal": (("deal__parties__party",), ("deal",)),
    "term": (("term__deal__parties__party",), ("term__deal",)),
}
# What stands in the name of such a record.
NAMED_BY = {
    "amount": ["amount__deal"],
    "valuation": ["valuation__company"],
    "role": ["role__person", "role__company"],
    "stake": ["stake__holder", "stake__company"],
    "term": ["term__deal"],
}
ABOUT = (("about_parties__party",), ("about_deals__deal",))
OF_CLAIMS = [
    ConflictRule(ConflictKind.DATES, _worded_otherwise, _tell_worded_otherwise, *ABOUT),
    ConflictRule(ConflictKind.DATES, _dated_otherwise, _tell_dated_otherwise, *ABOUT),
    ConflictRule(ConflictKind.VALUES, _claimed_otherwise, _tell_claimed_otherwise, *ABOUT),
    *_backed_rules(),
]

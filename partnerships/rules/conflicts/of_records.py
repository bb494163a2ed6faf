"""Conflicts among records of one kind: sums, worths, posts, shares."""

from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, Lower

from ...models import Amount, Role, Stake, Valuation
from ...text.date_words import day_in_words
from ...vocabulary import AmountBasis, ConflictKind, Holding, Rank, Standing
from .meant import miss, possible_days, possible_figure
from .told import (
    SHOWN_SIDES,
    ConflictRule,
    ConflictSide,
    RecordConflict,
    share_said,
    sum_told,
)

SUM = ("low", "high", "qualifier")
HAS_SUM = Q(low__isnull=False) | Q(high__isnull=False)


def _apart(known, same, compared, differ):
    """Each row with the later ones that are alike in `same` and `differ` from it, which only those
    can that do not have the very words in what is `compared`: these cost nothing to pass over."""
    alike = Q(**{each: OuterRef(each) for each in compared})
    later = known.filter(
        ~alike, differ, pk__gt=OuterRef("pk"), **{each: OuterRef(each) for each in same}
    )
    later = later.order_by("pk").values("pk")
    rows = known.filter(Exists(later)).annotate(others=ArraySubquery(later[: SHOWN_SIDES - 1]))
    return rows.order_by("pk").values_list("pk", "others")


def _tell_apart(kind, why, rows, thing, side, found, user):
    """Rows that cannot be so beside the first of them; `thing` says what they are of."""
    known = rows.in_bulk({key for first, others in found for key in (first, *others)})
    for first, others in found:
        row = known[first]
        yield RecordConflict(kind, thing(row), why, [side(known[key]) for key in (first, *others)])


def _with_ends(rows):
    """Sums, each with what it may be and of which days."""
    return rows.filter(HAS_SUM).alias(**possible_figure("sum", SUM), **possible_days("day", "date"))


def _left_out(known: QuerySet, group: list[str]) -> QuerySet:
    """The keys of rows whose sum has no figure in common with another's of their group, whatever
    the days: one pass finds them, where to compare each with each costs the square of the rows."""
    most = Window(Max("sum_from"), partition_by=group)
    least = Window(Min("sum_to"), partition_by=group)
    rows = known.annotate(most=most, least=least)
    return rows.filter(Q(sum_to__lt=F("most")) | Q(sum_from__gt=F("least"))).values("pk")


def _amounts_apart(user):
    """Sums of one sense in one deal, of the same days as far as these are known, that have no
    figure in common. What is planned may come otherwise, and what nobody holds is beside none."""
    known = _with_ends(Amount.objects.visible_to(user)).exclude(basis=AmountBasis.PLANNED)
    known = known.alias(  # nobody named is like nobody named: NULL would be like nothing
        whose=Coalesce("party", 0), paid_by=Coalesce("payer", 0), paid_to=Coalesce("payee", 0)
    )
    neither = Q(rank=Rank.DEPRECATED) & Q(rank=OuterRef("rank"))
    apart = miss("sum", "sum", OuterRef) & ~miss("day", "day", OuterRef)
    same = ["deal", "measure", "currency", "whose", "paid_by", "paid_to"]
    return _apart(known, same, SUM, apart & ~neither).filter(pk__in=_left_out(known, same))


def _worth_apart(user):
    """What a company was worth in one sense, in one deal or on one day, by accounts that have no
    figure in common."""
    known = _with_ends(Valuation.objects.visible_to(user))
    day = Q(day_from=F("day_to"), day_to=OuterRef("day_to"))
    deal = Q(deal=OuterRef("deal")) & ~miss("day", "day", OuterRef)
    one_day = day & Q(day_from=OuterRef("day_from"))
    apart = miss("sum", "sum", OuterRef) & (one_day | deal)
    same = ["company", "basis", "currency"]
    of_a_day = _left_out(known, [*same, "day_from", "day_to"])
    in_a_deal = _left_out(known.exclude(deal=None), [*same, "deal"])
    found = _apart(known, same, SUM, apart)
    return found.filter(Q(pk__in=of_a_day) | Q(pk__in=in_a_deal))


def _posts_apart(user):
    """Accounts of one post of one person, on the same days for sure, of which one begins or ends
    on another day."""
    known = Role.objects.visible_to(user).alias(
        **possible_days("begun", "start"), **possible_days("ended", "end")
    )
    post = Q(post=OuterRef("post")) & ~Q(post="")
    same = (post | Q(title__iexact=OuterRef("title"))) & Q(certain__overlap=OuterRef("certain"))
    apart = miss("begun", "begun", OuterRef) | miss("ended", "ended", OuterRef)
    return _apart(known, ["person", "company", "kind"], ("start", "end"), same & apart)


def _period_told(row):
    return ConflictSide(row, row.because, Standing.OPEN)


def _shares_too_many(user):
    """Stakes on whose first certain day all that are held for sure are more than the whole."""
    known = Stake.objects.visible_to(user).filter(holding=Holding.HELD, certain__isnull=False)
    here = known.filter(
        company=OuterRef("company"),
        interest=OuterRef("interest"),
        certain__contains=OuterRef("first"),
    )
    total = here.order_by().values("company").annotate(n=Sum("percent_min")).values("n")
    begun = known.annotate(first=Lower("certain"), total=Subquery(total)).filter(total__gt=100)
    before = known.filter(
        pk__lt=OuterRef("pk"),
        company=OuterRef("company"),
        interest=OuterRef("interest"),
        certain__startswith=OuterRef("first"),
    )
    return begun.exclude(Exists(before)).order_by("pk").values_list("pk", "first")


def _tell_shares_too_many(pairs, user):
    begun = Stake.objects.select_related("company").in_bulk({key for key, _ in pairs})
    known = Stake.objects.visible_to(user).filter(holding=Holding.HELD, percent_min__isnull=False)
    for key, day in pairs:
        stake = begun[key]
        rows = known.filter(company=stake.company, interest=stake.interest, certain__contains=day)
        sides = [
            ConflictSide(row, f"{row}: {share_said(row)}", Standing.OPEN)
            for row in rows.select_related("holder", "company").order_by("-percent_min", "pk")
        ]
        interest = stake.get_interest_display().lower()
        why = f"On {day_in_words(day)} more than the whole was held."
        yield RecordConflict(
            ConflictKind.SHARES, f"{stake.company}, {interest}", why, sides[:SHOWN_SIDES]
        )


OF_RECORDS = [
    ConflictRule(
        ConflictKind.VALUES,
        _amounts_apart,
        partial(
            _tell_apart,
            ConflictKind.VALUES,
            "Two accounts of one sum of the deal have no figure in common.",
            Amount.objects.select_related("deal"),
            lambda amount: str(amount.deal),
            sum_told,
        ),
        ("deal__parties__party", "payer", "payee", "party"),
        ("deal",),
    ),
    ConflictRule(
        ConflictKind.VALUES,
        _worth_apart,
        partial(
            _tell_apart,
            ConflictKind.VALUES,
            "Two accounts of what the company was worth have no figure in common.",
            Valuation.objects.select_related("company"),
            lambda valuation: str(valuation.company),
            sum_told,
        ),
        ("company",),
        ("deal",),
    ),
    ConflictRule(
        ConflictKind.POSTS,
        _posts_apart,
        partial(
            _tell_apart,
            ConflictKind.POSTS,
            "Two accounts of one post begin or end on other days.",
            Role.objects.select_related("person", "company"),
            str,
            _period_told,
        ),
        ("person", "company"),
    ),
    ConflictRule(
        ConflictKind.SHARES, _shares_too_many, _tell_shares_too_many, ("holder", "company")
    ),
]

"""What deals add up to: group by group, each figure with the rows that it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...models import Amount, Party
from ...text.money import DealSum, Total, sums_of_deal
from ...vocabulary import Measure, Rank

NOT_TOLD = "their part of it is not told"
Key = tuple[str | None, ...]


@dataclass
class GroupTotal:
    """What one group adds up to, in one currency."""

    group: dict[str, str | None]
    sums: Total


def _year(amount):
    """The year in which its deal was announced, or else rumoured; None where nobody knows it."""
    day = amount.deal.announced_earliest
    return day and str(day.year)


def payer_of(amount: Amount) -> Party | None:
    """Who paid the sum; of a party's share that party, where nobody else is named."""
    if amount.payer is None and amount.measure == Measure.PARTY_SHARE:
        return amount.party
    return amount.payer


GROUPS: dict[str, Callable[[Amount], str | None]] = {
    "payer": lambda amount: payer.slug if (payer := payer_of(amount)) else None,
    "payee": lambda amount: amount.payee.slug if amount.payee else None,
    "kind": lambda amount: ", ".join(sorted(amount.deal.kinds)),
    "measure": lambda amount: amount.measure,
    "basis": lambda amount: amount.basis,
    "year": _year,
    "deal": lambda amount: amount.deal.slug,
}


def group_totals(
    amounts: Iterable[Amount],
    by: Iterable[str] = (),
    payers: frozenset[int] = frozenset(),
    payees: frozenset[int] = frozenset(),
) -> list[GroupTotal]:
    """What the amounts add up to, by each of `by` (words of GROUPS) and always by currency.

    What of a deal covers what is decided before it is parted, so that groups add up to the whole. A
    sum whose accounts differ in what it is parted by is in the group that names each.

    Of `payers` and `payees`, where some are asked for, what they paid and were paid is added up. A
    sum of several who share it, such as a round's total, is nobody's: it is left out, and their
    part of it counts as not disclosed.

    The amounts are of whole deals, each with its deal, the announcement of that, its payer, its
    payee and whose share it is.
    """
    by = list(by)
    deals: dict[int, list[Amount]] = {}
    for amount in amounts:
        deals.setdefault(amount.deal_id, []).append(amount)
    groups: dict[Key, dict[str, Total]] = {}
    for rows in deals.values():
        for currency, of_currency in _by_currency(rows).items():
            sums, left_out = _told(of_currency, payers, payees)
            parted = [(_key(one.rows or [row for row, _ in left_out], by), one) for one in sums]
            for key, one in parted:
                _total_of(groups, key, currency).add(one)
            homes = [key for key, _ in parted]
            for row, why in left_out:
                key = _key([row], by)
                home = key if key in homes or not homes else homes[0]
                _total_of(groups, home, currency).left_out.append((row, why))
    return [
        GroupTotal(dict(zip(by, key, strict=True)), sums)
        for key in sorted(groups, key=lambda each: [word or "" for word in each])
        for _, sums in sorted(_where_known(groups[key]).items())
    ]


def _by_currency(rows):
    """The rows of one deal, by currency. What is not disclosed has none, and goes with others."""
    known = sorted({row.currency for row in rows if row.currency})
    parts: dict[str, list[Amount]] = {}
    for row in rows:
        parts.setdefault(row.currency or next(iter(known), ""), []).append(row)
    return parts


def _told(rows, payers, payees):
    """The sums of one deal that are meant, and the rows that are in none of them, with why."""
    meant = [(row, _is_meant(row, payers, payees)) for row in rows]
    sums, left_out = sums_of_deal(row for row, is_meant in meant if is_meant)
    shared = [row for row, is_meant in meant if is_meant is None]
    if not sums and any(row.rank != Rank.DEPRECATED for row in shared):
        sums.append(DealSum([]))
    return sums, left_out + [(row, NOT_TOLD) for row in shared]


def _is_meant(amount, payers, payees):
    """Whether the sum is one between those asked for; None where it is shared, and nobody says."""
    told = []
    for asked, party in ((payers, payer_of(amount)), (payees, amount.payee)):
        if asked:
            told.append(None if party is None else party.pk in asked)
    return False if False in told else None if None in told else True


def _key(rows, by):
    """The group of one sum, of which each row is an account."""
    return tuple(_words_of(rows, GROUPS[each]) for each in by)


def _words_of(rows, word):
    return ", ".join(sorted({found for row in rows if (found := word(row))})) or None


def _total_of(groups, key, currency):
    return groups.setdefault(key, {}).setdefault(currency, Total(currency))


def _where_known(totals):
    """The totals of a group by currency: what has none goes with the only one that there is."""
    if len(totals) == 2 and "" in totals:
        nameless = totals.pop("")
        [known] = totals.values()
        known.undisclosed += nameless.undisclosed
        known.made_of += nameless.made_of
        known.left_out += nameless.left_out
    return totals

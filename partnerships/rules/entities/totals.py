"""What deals add up to: group by group, each figure with the rows that it is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ...models import Amount
from ...text.money import Total, total
from ...vocabulary import Measure, Rank, Step

NOT_TOLD = "their part of it is not told"
ANNOUNCEMENTS = (Step.ANNOUNCED, Step.RUMOURED)  # the first of them that is known


@dataclass
class GroupTotal:
    """What one group adds up to, in one currency; `made_of` are the rows that are in it."""

    group: dict[str, str | None]
    sums: Total
    made_of: list[Amount] = field(default_factory=list)


def _year(amount):
    """The year in which its deal was announced, or else rumoured; None where nobody knows it."""
    found = {step.step: step.earliest for step in amount.deal.steps.all()}
    day = next((found[step] for step in ANNOUNCEMENTS if found.get(step)), None)
    return day and str(day.year)


GROUPS: dict[str, Callable[[Amount], str | None]] = {
    "payer": lambda amount: amount.payer.slug if amount.payer else None,
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

    Of `payers` and `payees`, where some are asked for, what they paid and were paid is added up. A
    sum of several who share it, such as a round's total, is nobody's: it is left out, and their
    part of it counts as not disclosed.

    The amounts are of whole deals, each with its deal, the steps of that, its payer and its payee.
    """
    by = list(by)
    groups: dict[tuple[str | None, ...], list[Amount]] = {}
    for amount in amounts:
        if _is_meant(amount, payers, payees) is not False:
            key = tuple(GROUPS[each](amount) for each in by)
            groups.setdefault(key, []).append(amount)
    return [
        _group_total(dict(zip(by, key, strict=True)), rows, currency, payers, payees)
        for key, of_group in sorted(
            groups.items(), key=lambda each: [word or "" for word in each[0]]
        )
        for currency, rows in _by_currency(of_group)
    ]


def _is_meant(amount, payers, payees):
    """Whether the sum is one between those asked for; None where it is shared, and nobody says."""
    told = []
    for asked, key in ((payers, amount.payer_id), (payees, amount.payee_id)):
        if asked and key is None and amount.measure == Measure.PARTY_SHARE:
            key = amount.party_id
        if asked:
            told.append(None if key is None else key in asked)
    return False if False in told else None if None in told else True


def _by_currency(amounts):
    """The amounts of each currency. What is not disclosed has none, and goes with its deal's."""
    known = sorted({amount.currency for amount in amounts if amount.currency})
    of_deals = {amount.deal_id: amount.currency for amount in amounts if amount.currency}
    if len(known) < 2:
        return [("".join(known), amounts)]
    parts: dict[str, list[Amount]] = {}
    for amount in amounts:
        currency = amount.currency or of_deals.get(amount.deal_id, "")
        parts.setdefault(currency, []).append(amount)
    return sorted(parts.items())


def _group_total(group, amounts, currency, payers, payees):
    theirs = [amount for amount in amounts if _is_meant(amount, payers, payees)]
    shared = [amount for amount in amounts if not _is_meant(amount, payers, payees)]
    sums = total(theirs, currency)
    told = {amount.deal_id for amount in theirs}
    live = [amount for amount in shared if amount.rank != Rank.DEPRECATED]
    sums.undisclosed += len({amount.deal_id for amount in live} - told)
    sums.left_out += [(amount, NOT_TOLD) for amount in shared]
    left_out = {id(amount) for amount, _ in sums.left_out}
    made_of = [amount for amount in theirs if id(amount) not in left_out]
    return GroupTotal(group, sums, made_of)

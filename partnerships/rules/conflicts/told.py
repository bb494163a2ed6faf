"""How the accounts of a conflict are told, and whether each is still held."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model, QuerySet

from ...models import Amount, Claim, Stake, Valuation
from ...text.dates import format_date
from ...text.money import counted
from ...vocabulary import CORRECTED, ConflictKind, Rank, Standing
from ..people import Asker

SHOWN_SIDES = 10  # of one conflict


class ConflictSide(NamedTuple):
    """One of the accounts that cannot all be so: the row that gives it, and what that is."""

    record: Model
    says: str
    standing: Standing
    why: str = ""


class RecordConflict(NamedTuple):
    """Accounts of one thing that cannot all be so."""

    kind: ConflictKind
    thing: str
    why: str
    sides: list[ConflictSide]


@dataclass(frozen=True)
class ConflictRule:
    """A way in which rows cannot all be so: `found(user)` are their keys, in a lasting order;
    `told(keys, user)` says what they are. `parties` and `deals` are the ways from a row to those.
    """

    kind: ConflictKind
    found: Callable[[Asker], QuerySet]
    told: Callable[[list, Asker], Iterator[RecordConflict]]
    parties: tuple[str, ...]
    deals: tuple[str, ...] = ()


def in_order(rows: QuerySet, keys: Iterable) -> list:
    """The rows with those keys, in their order."""
    found = rows.in_bulk(set(keys))
    return [found[key] for key in keys]


def claims_told(keys: Iterable[int]) -> list[Claim]:
    """The claims with their verdicts, in the order of the keys."""
    return in_order(Claim.objects.with_verdict().prefetch_related("verdicts"), keys)


def claim_told(claim: Claim, says: str) -> ConflictSide:
    """What the claim gives. What two people found wrong in it is held no longer."""
    finding = claim.finding  # type: ignore[attr-defined]  # of with_verdict
    if finding is None:
        return ConflictSide(claim, says, Standing.OPEN)
    if finding in CORRECTED:
        stands = next(one for one in claim.verdicts.all() if one.superseded_at is None)
        return ConflictSide(claim, says, Standing.DEPRECATED, stands.correction)
    return ConflictSide(claim, says, Standing.SIGNED)


def sum_told(row: Amount | Valuation) -> ConflictSide:
    """A sum of a deal, or what a company was worth."""
    much = counted(row.qualifier, row.low, row.high, row.currency)
    sense = row.get_basis_display().lower()
    if isinstance(row, Amount):
        sense = f"{row.get_measure_display().lower()}, {sense}"
    says = "; ".join(filter(None, [f"{much} ({sense})", format_date(row.date)]))
    if not isinstance(row, Amount):
        return ConflictSide(row, says, Standing.OPEN)
    return ConflictSide(row, says, OF_RANK[row.rank], row.deprecated_reason)


OF_RANK: dict[str, Standing] = {
    Rank.PREFERRED: Standing.PREFERRED,
    Rank.NORMAL: Standing.OPEN,
    Rank.DEPRECATED: Standing.DEPRECATED,
}


def share_said(stake: Stake) -> str:
    """The share of a stake in words."""
    return counted(stake.qualifier, stake.percent_min, stake.percent_max, "%")


def figure_said(claim: Claim) -> str:
    """The figure of a claim in words."""
    return counted(claim.value_qualifier, claim.value_low, claim.value_high, claim.value_unit)


def date_said(claim: Claim) -> str:
    """The date of a claim in words, as where a day lies."""
    return format_date(claim.date, between=True)

"""What a checkable token is, and what the tokens of a kind say."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from ...vocabulary import Qualifier


@dataclass(frozen=True, slots=True)
class Token:
    """Words of a text that can be wrong: `text[start:end] == words`, in code points.

    `value` is what they say: a Quantity of money, percentages and figures, a Dated of dates, a
    Named of names, the words between the marks of quotations, the word in small letters of others.
    """

    kind: str
    start: int
    end: int
    words: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: exactly, about, at least or up to a figure, or between two.

    `unit` is a currency of ISO 4217, %, percentage points or a measure ("megawatts"); `counted` are
    the words after a figure without one that say what is counted ("GPUs"). `rank` is true of
    ordinals. One without bounds could not be read: it agrees with the same words alone.
    """

    qualifier: str
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    counted: tuple[str, ...] = ()
    rank: bool = False

    @property
    def is_read(self) -> bool:
        """Whether we know how much it is."""
        return self.low is not None or self.high is not None

    @classmethod
    def of(
        cls,
        figure: Decimal,
        qualifier: str = Qualifier.EXACT,
        unit: str = "",
        counted: Iterable[str] = (),
        rank: bool = False,
    ) -> Self:
        """A quantity of one figure, with its bounds as its qualifier has them."""
        low = None if qualifier == Qualifier.UP_TO else figure
        high = None if qualifier == Qualifier.AT_LEAST else figure
        return cls(qualifier, low, high, unit, tuple(counted), rank)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as EDTF; "" where the words do not say which.

    `is_relative` is true where it follows from the anchor or from the date before it. `fault` is
    what the calendar has against it. `tells_ends` is true of several days whose first and last
    the words name.
    """

    edtf: str
    is_relative: bool = False
    fault: str = ""
    tells_ends: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name, and the parties that bear it; none where the desk does not know it."""

    name: str
    parties: frozenset[Hashable] = frozenset()

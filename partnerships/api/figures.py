"""Lists narrowed by how much: from a figure on, or up to one, in a currency or unit.

As with dates, a row is there when its figure may lie there: “up to $11.9 billion” may be two.
"""

from decimal import Decimal

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from drf_spectacular.utils import extend_schema_field

from ..text.money import read_figure
from ..vocabulary import Qualifier
from .filters import ListFilter, OneField

HOW = " Such as 1000000000, 1bn, $1bn or 1bn EUR; without a currency, in any."


def figure_asked(text):
    """The one figure that is written, with its unit where one is told.

    Errors   ValueError, with a sentence.
    """
    asked = read_figure(text)
    if asked.qualifier != Qualifier.EXACT or asked.low is None:
        raise ValueError("Write one figure and no hedge, such as 1bn or $1 billion.")
    return asked


class FigureFilter(ListFilter):
    """A bound of a figure that stands in the rows, or in those that are related to them as `among`
    says: then all that is asked among these is asked of one and the same row."""

    field_class = OneField
    repeats = False

    def __init__(self, help_text, bound, *, among=None, prefix="", unit="currency", also=None):
        super().__init__(read=figure_asked)
        self.among, self.bound, self.also = among, bound, also or Q()
        self.low, self.high, self.unit = f"{prefix}low", f"{prefix}high", unit
        extend_schema_field({"type": "string", "description": help_text + HOW})(self)

    def condition(self, asked, reader, known=None):
        lies_there = self.bound(self.low, self.high, Decimal(asked.low))
        in_unit = Q(**{f"{self.unit}__iexact": asked.unit}) if asked.unit else Q()
        return lies_there & in_unit & self.also

    def filter(self, rows, asked):
        return rows if asked is None else rows.filter(self.condition(asked, self.parent.reader))


def _or_more(low, high, asked):
    return Q(**{f"{high}__gte": asked}) | Q(**{high: None, f"{low}__isnull": False})


def _or_less(low, high, asked):
    return Q(**{f"{low}__lte": asked}) | Q(**{low: None, f"{high}__isnull": False})


def at_least(of, **kwargs):
    """`amount_min`: rows whose figure may be as much, or more."""
    return FigureFilter(f"{of} that may be as much as this, or more.", _or_more, **kwargs)


def at_most(of, **kwargs):
    """`amount_max`: rows whose figure may be as much, or less."""
    return FigureFilter(f"{of} that may be as much as this, or less.", _or_less, **kwargs)


def as_much_as(low="low", high="high"):
    """What rows are sorted by that are sorted by how much: the most that it may be, or else the
    least."""
    return Coalesce(F(high), F(low))

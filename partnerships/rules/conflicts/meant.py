"""What dates and figures may be, in PostgreSQL: from the least to the most that each can mean.

What is open or unknown goes on for ever: so nothing here is NULL, and "not" means what it says.
"""

from datetime import date
from decimal import Decimal

from django.db.models import Case, DateField, DecimalField, F, Func, Q, Value, When
from django.db.models.functions import Coalesce

from ...vocabulary import Qualifier

FIGURE = DecimalField(max_digits=30, decimal_places=6)
ENDLESS = Decimal(10) ** 22
ENDS = ("from", "to")


def possible_days(name: str, field: str) -> dict[str, Coalesce]:
    """Annotations: the first and the last day that a date may mean. Of what is called `date` the
    record keeps both; of others PostgreSQL computes them, at some microseconds each."""
    *path, column = field.split("__")
    if column == "date":
        earliest, latest = (F("__".join([*path, end])) for end in ("earliest", "latest"))
    else:
        earliest, latest = (_computed(f"edtf_{end}", field) for end in ("earliest", "latest"))
    return {
        f"{name}_from": Coalesce(earliest, Value(date.min)),
        f"{name}_to": Coalesce(latest, Value(date.max)),
    }


def _computed(function, field):
    return Func(field, function=function, output_field=DateField())


def possible_figure(name: str, fields: tuple[str, ...], path: str = "") -> dict[str, Coalesce]:
    """Annotations: the least and the most that a figure may be."""
    low, high, qualifier = (f"{path}{field}" for field in fields)
    return {f"{name}_{end}": _meant(end == "from", low, high, qualifier) for end in ENDS}


def _meant(is_least, low, high, qualifier):
    """An end of a figure, as `text.money.ends_meant` has it; “about” is a tenth more or less."""

    def when(qualified, then, condition=None):
        one = Q(**{low: None}) | Q(**{high: None}) | Q(**{low: F(high)})
        return When((condition or one) & Q(**{qualifier: qualified}), then=then)

    given, either = F(low if is_least else high), Coalesce(F(low), F(high))
    tenth = Value(Decimal("0.9" if is_least else "1.1"), output_field=FIGURE)
    endless = Value(-ENDLESS if is_least else ENDLESS, output_field=FIGURE)
    figure = Case(
        when(Qualifier.UP_TO if is_least else Qualifier.AT_LEAST, endless),
        when(Qualifier.ABOUT, either * tenth),
        when(Qualifier.EXACT, either),
        when(Qualifier.ABOUT, given * tenth, Q(**{f"{low}__isnull": False})),
        default=given,
        output_field=FIGURE,
    )
    return Coalesce(figure, endless, output_field=FIGURE)


def miss(one: str, other: str, ref: type[F] = F) -> Q:
    """A condition on annotations: nothing is in both. `ref` says where the other ones are."""
    below = Q(**{f"{one}_to__lt": ref(f"{other}_from")})
    return below | Q(**{f"{one}_from__gt": ref(f"{other}_to")})

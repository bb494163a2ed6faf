"""Dates that are not sure of the day: the column, and the two ranges that follow from it.

The grammar is `partnerships.text.edtf`; the same rules stand in PostgreSQL (laws/dates.sql), which
computes the ranges, so that raw SQL and imports cannot disagree with the forms.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Func, Q, Value, When

from ..text import edtf
from ..text.periods import why_held
from ..vocabulary import Held
from .base import holds


def readable_date(text):
    """A validator: `text` is a date of EDTF levels 0 and 1, or the reason why not."""
    try:
        edtf.parse(text)
    except edtf.NotADate as fault:
        raise ValidationError(str(fault), code="not_a_date") from None


class EDTFField(models.CharField):
    """A date as EDTF writes it (2024-03-19, 2023-23, 2019~, ../2017); blank is unknown."""

    default_validators = [readable_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs  # migrations import nothing of ours


def valid_date(name, field):
    """A check constraint: the column is blank or a date of EDTF levels 0 and 1."""
    return models.CheckConstraint(
        name=name,
        condition=holds("edtf_is_valid", field),
        violation_error_message="Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn).",
    )


def computed(function, *arguments, of):
    """A column that PostgreSQL computes with our SQL function and keeps."""
    return models.GeneratedField(
        expression=Func(*arguments, function=function), output_field=of, db_persist=True
    )


def earliest_day(field):
    """The first day that the date in `field` may mean; null where open or unknown."""
    return computed("edtf_earliest", field, of=models.DateField(null=True))


def latest_day(field):
    """The last day that the date in `field` may mean; null where open or unknown."""
    return computed("edtf_latest", field, of=models.DateField(null=True))


PERIOD = "edtf_period"


def _whole_period():
    return Func("start", "end", "ongoing", function=PERIOD)


def _fits(field, period):
    """A condition: the date can be one end of an interval. A bad date is another's to refuse."""
    return Q(**{field: ""}) | ~Q(holds("edtf_is_valid", field)) | Q(holds("edtf_is_valid", period))


def is_open_on(day, period=None, confirmed="confirmed_on"):
    """A condition: by `day` the row's period had begun, and no end of it is known."""
    period = period or _whole_period()
    return holds("edtf_is_open", period, confirmed, Value(day, models.DateField()))


class AsOfQuerySet(models.QuerySet):
    """Questions that have a day in them."""

    def as_of(self, day):
        """Rows that held on `day`, for certain, so far as no end is known, or possibly: each says
        which in `held`.

        A row of which no date is known is possible on any day: unknown is not no.
        """
        # NULL contains no day and excludes none: it is asked for by name.
        return self.filter(Q(possible__contains=day) | Q(possible=None)).with_held(day)

    def with_held(self, day, is_open=None):
        """Each row's `held`: certain on `day`; open, where it had begun and no end is known; or
        else possible."""
        return self.annotate(
            held=Case(
                When(certain__contains=day, then=Value(Held.CERTAIN.value)),
                When(is_open or is_open_on(day), then=Value(Held.OPEN.value)),
                default=Value(Held.POSSIBLE.value),
                output_field=models.CharField(),
            )
        )


class Period(models.Model):
    """From when to when something held, as far as it is known.

    `certain` holds the days on which it held for sure, `possible` those on which it may have.
    """

    date_words = models.CharField(
        "dates as worded",
        max_length=200,
        blank=True,
        help_text="The source's own words, such as “last autumn”.",
    )
    start = EDTFField(
        help_text="2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
    )
    end = EDTFField(help_text="The last day on which it held. Blank: unknown, or still going on.")
    ongoing = models.BooleanField(
        default=False, help_text="It has not ended, as far as the desk knows."
    )
    confirmed_on = models.DateField(
        "last confirmed",
        null=True,
        blank=True,
        help_text="The last day for which a source shows it. "
        "Without one, “ongoing” is not certain.",
    )
    certain = computed(
        "edtf_certain", _whole_period(), "confirmed_on", of=DateRangeField(null=True)
    )
    possible = computed("edtf_possible", _whole_period(), of=DateRangeField(null=True))

    class Meta:
        abstract = True

    @property
    def edtf(self):
        """The period as one EDTF interval; blank when nothing is known."""
        return edtf.interval(self.start, self.end, self.ongoing)

    @property
    def because(self):
        """What an answer about a day rests on, in words."""
        return why_held(self.edtf, self.confirmed_on)


def period_constraints(noun):
    """What the database holds every period to; each name begins with `noun`."""
    return [
        valid_date(f"{noun}_start_is_a_date", "start"),
        valid_date(f"{noun}_end_is_a_date", "end"),
        models.CheckConstraint(
            name=f"{noun}_start_is_one_date",
            condition=_fits("start", Func("start", Value(""), Value(True), function=PERIOD)),
            violation_error_message="Write one day, month or year here; the last goes under “end”.",
        ),
        models.CheckConstraint(
            name=f"{noun}_end_is_one_date",
            condition=_fits("end", Func(Value(""), "end", Value(False), function=PERIOD)),
            violation_error_message="Write one day, month or year here, not an interval.",
        ),
        models.CheckConstraint(
            name=f"{noun}_ongoing_has_no_end",
            condition=Q(ongoing=False) | Q(end=""),
            violation_error_message="Still going on, but with an end: clear one of the two.",
        ),
        models.CheckConstraint(
            name=f"{noun}_does_not_end_before_it_starts",
            condition=Q(start="")
            | Q(end="")
            | ~Q(holds("edtf_is_valid", "start"))  # then another constraint says so
            | ~Q(holds("edtf_is_valid", "end"))
            | Q(holds("edtf_is_valid", _whole_period())),
            violation_error_message="It ends before it starts: correct one of the two dates.",
        ),
    ]


def period_indexes(noun):
    """GiST indexes under as-of questions."""
    return [
        GistIndex(fields=["certain"], name=f"{noun}_certain"),
        GistIndex(fields=["possible"], name=f"{noun}_possible"),
    ]


def certainly_alone(name, *same, condition, message, within="certain"):
    """An exclusion: rows alike in `same` share no certain day."""
    return ExclusionConstraint(
        name=name,
        expressions=[(within, RangeOperators.OVERLAPS)]
        + [(field, RangeOperators.EQUAL) for field in same],
        condition=condition,
        violation_error_message=message,
    )

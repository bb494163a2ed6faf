"""The lists of the desk: keys first, counted so far, asked for nothing that cannot be read."""

from decimal import Decimal, InvalidOperation

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.contrib.postgres.fields import ArrayField, RangeField
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import (
    CharField,
    DateField,
    DecimalField,
    FileField,
    GeneratedField,
    GenericIPAddressField,
    JSONField,
    TextField,
    Value,
)
from django.utils.functional import cached_property

from ..formats.tables import TABLE_FORMATS
from ..rules.spelling import name_like
from .list_order import RowOrder

COUNTED = 10_000  # rows are counted no further: beyond, the list says "more than 10,000"
DOWNLOAD = "download"  # the parameter that asks for the list as a table, and in which format
AFTER = "after"  # the parameter that names the row after which a list of more begins


# What an address may ask of a column that is no key: each takes any value, or refuses it as Django
# refuses a value that cannot be read. The others end in an error of PostgreSQL's.
ASKED_OF_ALL = {"", "exact", "in", "isnull", "isempty"}
ASKED_OF_ORDERED = {"gt", "gte", "lt", "lte"}
ASKED_OF_DAYS = {"year", "month", "day"}  # the year 0, or one of more figures, overflows
ASKED_OF_TEXT = {"iexact", "contains", "icontains", "startswith", "istartswith"}
NEVER_ASKED = (
    ArrayField,
    RangeField,
    JSONField,
    SearchVectorField,
    FileField,
    GenericIPAddressField,
)


def may_be_asked(field, lookup, value):
    """Whether an address may narrow a list by that lookup of the column, and that value."""
    kind = field.output_field if isinstance(field, GeneratedField) else field
    if isinstance(kind, NEVER_ASKED):
        return lookup == "isnull"
    if lookup in ASKED_OF_DAYS and isinstance(kind, DateField):
        return value.isdecimal() and len(value) <= 4 and int(value) > 0
    if isinstance(kind, DecimalField) and not all(_fits(kind, each) for each in value.split(",")):
        return False
    more = ASKED_OF_TEXT if isinstance(kind, (CharField, TextField)) else ASKED_OF_ORDERED
    return lookup in ASKED_OF_ALL | more


def _fits(column, value):
    """Whether a number is none that is greater or finer than PostgreSQL's own can be."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return True  # Django says so
    return number.is_finite() and abs(number.adjusted()) < column.max_digits


class CappedPaginator(Paginator):
    """Pages of a list that is counted to 10,000 and no further."""

    @cached_property
    def counted(self):
        return self.object_list.order_by().values(a_row=Value(1))[: COUNTED + 1].count()

    @property
    def count(self):
        return min(self.counted, COUNTED)


class ReadableChangeList(ChangeList):
    """A list that is asked for nothing that PostgreSQL cannot read."""

    def get_queryset(self, request, exclude_parameters=None):
        if any("\x00" in value for _, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters("No text here holds U+0000.")
        return super().get_queryset(request, exclude_parameters)


def asked_plainly(desk):
    """The same desk, of accounts, logins and tokens, whose list is asked by hand for no more than
    one of ours."""

    class AskedPlainly(desk):
        show_facets = admin.ShowFacets.NEVER  # as nowhere at the desk

        def get_changelist(self, request, **kwargs):
            return ReadableChangeList

        def lookup_allowed(self, lookup, value, request=None):
            first, _, asked = lookup.partition("__")
            own = {field.name: field for field in self.opts.concrete_fields}
            if first in own and not own[first].is_relation:
                return may_be_asked(own[first], asked, value)
            return super().lookup_allowed(lookup, value, request)

    AskedPlainly.__name__ = desk.__name__
    return AskedPlainly


class DeskChangeList(ReadableChangeList):
    """A list that finds the keys of its page first, and then what the columns show of those rows.

    What sorts and narrows it is asked of all rows, what the columns count of a page alone. Beyond
    10,000 rows it goes on after the last of them, which the address names: a page there costs what
    the first one does.
    """

    after = ""  # the key of the row after which it begins
    nearest = ""  # where nothing is found: the name that is most like what was typed
    may_be_downloaded = True

    def get_queryset(self, request, exclude_parameters=None):
        if DOWNLOAD in self.params:
            del self.params[DOWNLOAD], self.filter_params[DOWNLOAD]
        if AFTER in self.params:
            self.after = self.params.pop(AFTER)
            del self.filter_params[AFTER]
        rows = self.root_queryset
        self.root_queryset = self.model_admin.for_list(rows, request)
        found = super().get_queryset(request, exclude_parameters)
        self.root_queryset = rows
        return self._after(found) if self.after else found

    def _after(self, rows):
        try:
            return RowOrder(rows).after_row(self.after)
        except (ValueError, ObjectDoesNotExist):
            raise IncorrectLookupParameters("There is no such row to go on after.") from None

    def get_query_string(self, new_params=None, remove=None):
        """A page of this list is one after the same row; other lists begin at their beginning."""
        if self.after and PAGE_VAR in (new_params or {}):
            new_params = {AFTER: self.after} | new_params
        return super().get_query_string(new_params, remove)

    def _get_default_ordering(self):
        return self.model_admin.list_ordering or super()._get_default_ordering()

    def get_results(self, request):
        super().get_results(request)
        if self.query and not self.result_count:
            self.nearest = name_like(self.query, request.user)
        keys = list(self.result_list.values_list("pk", flat=True))
        self.result_list = self._read(request, keys)

    def _read(self, request, keys):
        """The rows with these keys, with all that the columns show of them."""
        rows = self.model_admin.for_list(self.root_queryset, request).filter(pk__in=keys)
        for spec in self.filter_specs:
            if getattr(spec, "says_how", False):
                rows = spec.queryset(request, rows)
        rows = {row.pk: row for row in self.apply_select_related(rows)}
        return [rows[key] for key in keys if key in rows]

    def in_batches(self, request, size):
        """All rows of the list in its order, so many at a time, each batch after the last row of
        the one before, whatever became of that meanwhile."""
        order, found = RowOrder(self.queryset), self.queryset
        while batch := list(order.keys_and_places(found)[:size]):
            yield self._read(request, [key for key, *_ in batch])
            found = order.after(batch[-1][1:])

    @property
    def nearest_address(self):
        """The list as it is when that name is looked for."""
        return self.get_query_string({SEARCH_VAR: self.nearest}, [PAGE_VAR])

    @property
    def formats(self):
        """Where the list is to be had as a table: the address of each format, and its name."""
        return [
            (self.get_query_string({DOWNLOAD: each}), how.name)
            for each, how in TABLE_FORMATS.items()
        ]

    @property
    def counted_out(self):
        """Whether the list is longer than its count says."""
        return self.paginator.counted > COUNTED

    @property
    def further(self):
        """The address of the rows after those that were counted, on the last page of these."""
        if self.counted_out and self.page_num == self.paginator.num_pages and self.result_list:
            return self.get_query_string({AFTER: self.result_list[-1].pk})
        return ""

    @property
    def after_row(self):
        """The row after which the list begins."""
        return self.root_queryset.filter(pk=self.after).first()

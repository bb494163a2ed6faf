"""What every row and every list of the API have in common."""

from functools import cached_property, partial
from operator import attrgetter

from django.core.exceptions import ValidationError
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from ..rules.known_then import as_known_at
from ..vocabulary import Held
from . import documents
from .etags import told_once
from .fields import Addresses, AddressField
from .filters import FilterBackend
from .paging import KeysetPagination
from .parameters import LONGEST_ID, checked, day_asked, fields_asked, moment_asked
from .plans import planned, read_by_plan
from .reading import Reader, anybody, listed_in
from .receipts import TAKEN_OFF, ask_for_receipt
from .rendering import say_who_may_keep
from .schema import RecordSchema
from .tables import BATCH, TableRenderer, list_renderers, renderer_asked, table_answer
from .whole_lists import NOWHERE, shortened

AS_THEY_ARE = (serializers.CharField, serializers.IntegerField, serializers.BooleanField)


class Record(serializers.ModelSerializer):
    """A row of the API. It says what must be fetched for its fields (`needs`), so that a page is
    read in as many queries as a single row, and only for the fields that are asked for.
    """

    needs = {}
    whole_lists = {}  # of its lists, by their names, which list of the API has all of each

    url = AddressField()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "Meta"):
            cls.Meta.read_only_fields = cls.Meta.fields

    def __init__(self, *args, only=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.only = only

    @classmethod
    def read(cls, rows, reader, only=None):
        """The rows with all that the fields are made of."""
        asked = (need for field, need in cls.needs.items() if only is None or field in only)
        for need in dict.fromkeys(asked):  # two fields may be made of the same
            rows = need(rows, reader)
        return rows

    def include_extra_kwargs(self, kwargs, extra_kwargs):
        # REST framework forgets of a field that is only read that it may be blank.
        blank = {"allow_blank": True} if "choices" in kwargs and "allow_blank" in kwargs else {}
        return super().include_extra_kwargs(kwargs, extra_kwargs) | blank

    def get_fields(self):
        fields = super().get_fields()
        reader = self.context.get("reader")
        if reader and reader.day is None:
            fields = {
                name: field
                for name, field in fields.items()
                if name not in ("held", "because") and not getattr(field, "is_of_the_day", False)
            }
        if self.only is not None:
            fields = {name: field for name, field in fields.items() if name in self.only}
        return fields

    def to_representation(self, row):
        record = {name: read(row) for name, read in self._plan}
        if self.lists:
            reader = self.context.get("reader") or anybody()
            own = getattr(self.Meta, "key", "pk")

            def key(whole):
                return attrgetter(whole.named_by or own)(row)

            return shortened(record, self.lists, self._addresses, key, reader.day)
        return record

    to_representation.is_by_fields = True  # a plan needs nothing but them

    @cached_property
    def lists(self):
        """By the names of the fields that are lists of rows: which list has all of each."""
        return {
            name: self.whole_lists.get(name, NOWHERE)
            for name, each in self.fields.items()
            if isinstance(each, serializers.ListSerializer)
        }

    @cached_property
    def _addresses(self):
        return Addresses(self.context.get("request"))

    @property
    def _plan(self):
        # Reading by attribute, decided once for all rows: half of what REST framework takes.
        if not hasattr(self, "_compiled"):
            self._compiled = [(name, _reading(field)) for name, field in self.fields.items()]
        return self._compiled


def _reading(field):
    """How the field is read from a row: the same value that REST framework would give."""
    if field.source == "*":
        return field.to_representation
    value = attrgetter(field.source)
    if isinstance(field, serializers.ListSerializer):
        each, listed = field.child.to_representation, listed_in(field.source)

        def read(row):
            rows = getattr(row, listed) if hasattr(row, listed) else value(row)
            return [each(one) for one in (rows.all() if hasattr(rows, "all") else rows)]

        return read
    if isinstance(field, AS_THEY_ARE) or type(field) is serializers.ChoiceField:
        return value

    def read_or_null(row):
        found = value(row)
        return None if found is None else field.to_representation(found)

    return read_or_null


class SluggedRecord(Record):
    """A row whose public id is its slug."""

    id = serializers.CharField(source="slug", help_text="Its public id, for ever.")


class NumberedRecord(Record):
    """A row whose public id is a UUID."""

    id = serializers.UUIDField(source="uid", help_text="Its public id, for ever.")


def held():
    """The field that says how sure it is that the row held on the day of `as_of`."""
    return serializers.ChoiceField(
        Held.choices,
        required=False,
        help_text="Whether it held: certain, open (it had begun and no end is known) or possible; "
        "only with `as_of`.",
    )


def because():
    """The field that says what the answer in `held` rests on."""
    return serializers.CharField(
        required=False,
        help_text="What `held` rests on: since 2014, last confirmed 19 March 2024, no end known; "
        "only with `as_of`.",
    )


class Records(viewsets.ReadOnlyModelViewSet):
    """The lists and rows of one noun.

    `orderings` names each order and the columns it goes by, the last of which are unique
    together; the first is the order of a list that asks for none. `table` are the columns of the
    list as a table.
    """

    schema = RecordSchema()
    lookup_url_kwarg = "id"
    lookup_value_regex = "[^/]+"
    filter_backends = [FilterBackend]
    pagination_class = KeysetPagination
    orderings = {}
    detail_parameters = ()
    stores_documents = False  # for readers without a login
    is_watched = True  # nothing but what PostgreSQL notes changes an answer
    table = ()
    forms = ()  # in which others write its rows
    only = None  # the fields that are asked for; None for all
    columns = None  # those of a table that are asked for; None for all
    moment = None  # what was known then is asked for; None for what is
    tells_the_past = frozenset({"list", "retrieve"})  # the actions that take known_at

    def begin_again(self):
        """Forget what was learnt of the rows before, so that a long table fills no memory."""
        vars(self).pop("_reader", None)

    @property
    def reader(self):
        if not hasattr(self, "_reader"):
            day = day_asked(self.request) if "as_of" in self.parameters else None
            self._reader = Reader(self.request.user, day, self.moment)
        return self._reader

    @property
    def parameters(self):
        """The names of the parameters that the request may have."""
        if self.action == "list":
            known = {"format", "ordering", *self.filterset_class.base_filters}
            known |= set() if self.is_table else {"cursor", "page_size"}
        else:
            known = set(self.detail_parameters)
        return known | {"fields", "known_at", *TAKEN_OFF}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        ask_for_receipt(self, request)
        if self.action in ("list", "retrieve"):
            checked(request, self.parameters, self.may_be_repeated)
            if self.is_table:
                self.columns = fields_asked(request, [column.name for column in self.table])
            else:
                self.only = fields_asked(request, self.shown_fields)
        if self.action in self.tells_the_past and (moment := moment_asked(request)):
            self.moment = moment
            # What answers is picked after this, and HEAD is answered as GET is.
            self.get = self.head = partial(self._as_it_was, self.get)

    def _as_it_was(self, answer, *args, **kwargs):
        with self.as_known():
            return answer(*args, **kwargs)

    def as_known(self):
        """A block in which is read what was known at the moment that is asked for, or is now."""
        return as_known_at(self.moment, self.request.user)

    def get_renderers(self):
        also = list_renderers(self) if self.action == "list" else ()
        return [*super().get_renderers(), *also]

    def perform_content_negotiation(self, request, force=False):
        renderers = self.get_renderers()
        named = self.action == "list" and not force and renderer_asked(request, renderers)
        if named:
            return named, named.media_type
        return super().perform_content_negotiation(request, force)

    @property
    def is_table(self):
        """Whether a table is asked for, and no page of JSON."""
        return isinstance(getattr(self.request, "accepted_renderer", None), TableRenderer)

    @property
    def shown_fields(self):
        """The names of the fields that a row is shown with."""
        return set(self.get_serializer_class().Meta.fields)

    @property
    def may_be_repeated(self):
        filters = self.filterset_class.base_filters.items() if self.action == "list" else ()
        return {name for name, each in filters if getattr(each, "repeats", False)}

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        return say_who_may_keep(request, response)

    def rows(self, reader):
        """The rows that `reader` may see, and that held on the reader's day."""
        return reader.sees(self.queryset.model)

    def in_order(self, rows, name):
        """The rows with the columns that the order of that name goes by."""
        return rows

    def get_queryset(self):
        # The schema is drawn without a request.
        return self.rows(self.reader if self.request else anybody())

    def get_serializer_context(self):
        context = super().get_serializer_context()
        is_drawn = getattr(self, "swagger_fake_view", False)  # for the schema: as all may ask it
        return context if is_drawn or not self.request else context | {"reader": self.reader}

    def get_serializer(self, *args, **kwargs):
        return super().get_serializer(*args, only=self.only, **kwargs)

    def list(self, request, *args, **kwargs):
        if not self.is_table:
            return self.page(request)
        rows = self.filter_queryset(self.get_queryset())
        return table_answer(self, self.paginator.all_keys(rows, request, self, BATCH))

    @told_once
    def page(self, request):
        keys = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown_rows(keys))

    def shown_rows(self, keys):
        """The rows with these primary keys as the reader is shown them, those that are there."""
        plan = planned(self, self.get_serializer_class(), self.only)
        if plan:
            rows = self.read_planned(plan, keys)
            return [rows[key] for key in keys if key in rows]
        rows = self.read(self.get_queryset().filter(pk__in=keys)).in_bulk()
        page = [rows[key] for key in keys if key in rows]
        return self.get_serializer(page, many=True).data

    def read_planned(self, plan, keys):
        """What is shown of the rows with these primary keys, by key, where a plan is known."""
        if documents.are_stored(self, plan):
            return documents.read_stored(plan, keys, self.reader, self.request)
        return read_by_plan(plan, keys, self.reader, Addresses(self.request))

    @told_once
    def retrieve(self, request, *args, **kwargs):
        key = self.kwargs[self.lookup_url_kwarg]
        if plan := planned(self, self.get_serializer_class(), self.only):
            row = self.find(self.get_queryset(), key)
            rows = self.read_planned(plan, [row.pk])
            if row.pk in rows:
                return Response(rows[row.pk])
        row = self.find(self.read(self.get_queryset()), key)
        return Response(self.get_serializer(row).data)

    def read(self, rows):
        return self.get_serializer_class().read(rows, self.reader, self.only)

    def find(self, rows, key):
        """The row with the public id `key`."""
        row = None
        if "\x00" not in key and len(key) <= LONGEST_ID:
            try:
                row = self.by_id(rows, key).first()
            except ValidationError:
                pass  # no UUID
        if row is None:
            raise NotFound(f"There is no such {self.queryset.model._meta.verbose_name} here.")
        return row

    def picked(self):
        """The row that the address names."""
        return self.find(self.get_queryset(), self.kwargs[self.lookup_url_kwarg])

    def by_id(self, rows, key):
        return rows.filter(**{self.lookup_field: key})


class NamedRecords(Records):
    """The lists and rows of what is known by its name, each row as of a day."""

    lookup_field = "slug"
    detail_parameters = ("as_of",)
    orderings = {"name": ("name", "slug")}

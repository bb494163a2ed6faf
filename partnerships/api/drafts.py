"""What is sent to be recorded: in the shape in which it is read, and checked field by field."""

from collections.abc import Mapping
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .parameters import LONGEST_ID

MOST = 200  # rows in one list


class Draft(serializers.Serializer):
    """Fields that may be written. A field that nobody can write is refused, never ignored.

    `computed` are members that the API shows beside these, and that may come back as they are.
    """

    computed = frozenset()
    elsewhere = {}  # fields that are changed in another way, each with a sentence on how

    def to_internal_value(self, data):
        try:
            values = super().to_internal_value(data)
            faults = {}
        except serializers.ValidationError as error:
            if not isinstance(data, Mapping):
                raise
            values, faults = {}, error.detail
        for name in data if isinstance(data, Mapping) else ():
            if name not in self.fields and name not in self.computed:
                told = self.elsewhere.get(name, "Nobody can write this field: leave it out.")
                shown = name[:40].encode(errors="replace").decode().replace("\x00", "?")
                faults[shown] = [told]
        if faults:
            raise serializers.ValidationError(faults)
        return values


class Text(serializers.CharField):
    """Words that are kept as they are sent: a quotation keeps its white space."""

    def __init__(self, **kwargs):
        kwargs = {"allow_blank": True, "trim_whitespace": False} | kwargs
        super().__init__(**kwargs)


class Choice(serializers.ChoiceField):
    """A word from a closed list."""

    def __init__(self, vocabulary, **kwargs):
        known = ", ".join(vocabulary.values)
        messages = {"invalid_choice": f"Choose one of: {known}."}
        super().__init__(vocabulary.choices, error_messages=messages, **kwargs)


class Part(Draft):
    """Several columns of a row under one name. Null empties them all; what is not named stays."""

    empty = {}

    def __init__(self, **kwargs):
        super().__init__(source="*", required=False, allow_null=True, **kwargs)

    def to_internal_value(self, data):
        return dict(self.empty) if data is None else super().to_internal_value(data)


ONE = {
    "description": "Its public id, or an object with it, as the API shows it.",
    "anyOf": [
        {"type": "string"},
        {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
    ],
}


def key_of(value):
    """The public id in what was sent: the id itself, or an object that has it."""
    key = value.get("id") if isinstance(value, Mapping) else value
    if not isinstance(key, str) or not key.isprintable() or len(key) > LONGEST_ID:
        raise serializers.ValidationError("Give a public id, such as openai-forprofit.")
    return key


def known_records(model, column, keys, reader):
    """The records with these public ids, by id, that the reader may know of."""
    rows = model.objects.all()
    if hasattr(rows, "visible_to"):
        rows = reader.sees(model)
    if column == "uid":
        keys = [key for key in keys if _is_uuid(key)]
    return {str(getattr(row, column)): row for row in rows.filter(**{f"{column}__in": keys})}


def _is_uuid(key):
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


@extend_schema_field(ONE)
class VisibleRecordField(serializers.Field):
    """A record by its public id. To those who may not know of it there is no such record."""

    def __init__(self, model, column="slug", **kwargs):
        super().__init__(**kwargs)
        self.model, self.column = model, column

    def to_internal_value(self, value):
        key = key_of(value)
        found = self.look_up(key, self.context["reader"])
        if found is None:
            noun = self.model._meta.verbose_name
            raise serializers.ValidationError(f"There is no such {noun}.")
        return found

    def look_up(self, key, reader):
        return known_records(self.model, self.column, [key], reader).get(key)


@extend_schema_field({"type": "array", "items": ONE, "maxItems": MOST})
class VisibleRecordsField(serializers.Field):
    """Records by their public ids, in one query."""

    def __init__(self, model, column="slug", **kwargs):
        super().__init__(required=False, **kwargs)
        self.model, self.column = model, column

    def to_internal_value(self, values):
        if not isinstance(values, list) or len(values) > MOST:
            raise serializers.ValidationError(f"Give a list of public ids, {MOST} at most.")
        keys, faults = [], {}
        for number, value in enumerate(values):
            try:
                keys.append(key_of(value))
            except serializers.ValidationError as error:
                faults[number] = error.detail
        found = known_records(self.model, self.column, keys, self.context["reader"])
        for number, key in enumerate(keys if not faults else ()):
            if key not in found:
                faults[number] = [f"There is no such {self.model._meta.verbose_name}."]
        if faults:
            raise serializers.ValidationError(faults)
        return list({key: found[key] for key in keys}.values())


class DateDraft(Part):
    """A date: the source's words, and the EDTF of what is held to be so."""

    computed = frozenset({"earliest", "latest", "text"})


class ClaimDateDraft(DateDraft):
    """The date of a claim: as worded, what those words mean, and what is held to be so."""

    empty = {"date_words": "", "date_as_worded": "", "date": ""}

    words = Text(source="date_words", required=False)
    as_worded = Text(source="date_as_worded", required=False)
    edtf = Text(source="date", required=False)


class PublishedDraft(DateDraft):
    """When a source was published."""

    empty = {"published_words": "", "published": ""}

    words = Text(source="published_words", required=False)
    edtf = Text(source="published", required=False)


def flat(errors, path=""):
    """Errors within errors as pairs of a path, such as `citations.0.quote`, and a sentence."""
    if isinstance(errors, Mapping):
        pairs = errors.items()
    elif any(isinstance(each, (Mapping, list)) for each in errors):
        pairs = enumerate(errors)
    else:
        for sentence in errors:
            yield path, str(sentence)
        return
    for name, within in pairs:
        step = "" if name == "non_field_errors" else str(name)
        yield from flat(within, ".".join(filter(None, [path, step])))

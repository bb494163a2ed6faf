"""One row of a table: which record it is, what it changes, whether it is sound, and its refusal."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.html import escape, format_html
from import_export import resources
from import_export.instance_loaders import ModelInstanceLoader
from import_export.results import Error, RowResult


class Changes(resources.Diff):
    """What a row changes, as the preview shows it: crossed out what goes, underlined what comes."""

    def as_html(self):
        before = [""] * len(self.left) if self.new else self.left
        return [_marked(*cells) for cells in zip(before, self.right, strict=True)]


def _marked(before, after):
    if before == after:
        return escape(after)
    if not before:
        return format_html("<ins>{}</ins>", after)
    return format_html("<del>{}</del> <ins>{}</ins>", before, after)


class RowsThatAreThere(ModelInstanceLoader):
    """The records that the rows of a table mean, asked for at once; a row of none is new."""

    def __init__(self, resource, dataset=None):
        super().__init__(resource, dataset)
        self.columns = [resource.fields[name] for name in resource.get_import_id_fields()]
        self.found = None

    def get_instance(self, row):
        if self.found is None:
            self.found = self._found()
        return self.found.get(self._key(row))

    def _key(self, row):
        return tuple(_plain_key(field.clean(row)) for field in self.columns)

    def _found(self):
        keys = set()
        for row in self.dataset.dict:
            with suppress(ValueError):  # it is refused where it is read
                keys.add(self._key(row))
        names = [field.attribute for field in self.columns]
        meant = {f"{name}__in": {key[n] for key in keys} for n, name in enumerate(names)}
        rows = self.get_queryset().filter(**meant) if keys else []
        return {tuple(_plain_key(getattr(row, name)) for name in names): row for row in rows}


def _plain_key(value):
    return getattr(value, "pk", value)


def is_sound(instance):
    """Whether each field holds what it may by itself. What it points at was found already."""
    found = [
        field.name
        for field in instance._meta.concrete_fields
        if field.is_relation and getattr(instance, field.attname) is not None
    ]
    try:
        instance.clean_fields(exclude=found)
        instance.clean()
    except ValidationError:
        return False
    return True


def refuse_row(result, number, row, why):
    """Take back that a row was good."""
    told = result.rows[number - 1]
    result.totals[told.import_type] -= 1
    if isinstance(why, ValidationError):
        told.import_type, told.validation_error = RowResult.IMPORT_TYPE_INVALID, why
        result.append_invalid_row(number, row, why)
    else:
        told.import_type = RowResult.IMPORT_TYPE_ERROR
        told.errors.append(Error(why, row=row, number=number))
        result.append_error_row(number, row, told.errors)
    result.totals[told.import_type] += 1

"""What is wrong with a record before it is saved, field by field, as a form would say it."""

from collections.abc import Collection

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models


def errors_by_field(record: models.Model, without: Collection[str] = ()) -> dict[str, list[str]]:
    """Sentences by the name of the field they are about; empty for a record that may be saved.

    Fields named in `without`, and the laws that speak of them, are left alone. A law about several
    fields is told at the first that is empty, or else at the last. One query for each key and for
    each law.
    """
    found: dict[str, list[str]] = {}
    typed = {field.name for field in record._meta.concrete_fields if field.editable}
    _gather(found, lambda: record.clean_fields(exclude=without))
    for constraint in record._meta.constraints:
        named = columns(constraint)
        names = [name for name in named if name in typed]
        if names and not set(named) & {*found, *without}:
            empty = (name for name in names if getattr(record, name, "") in ("", None))
            about = next(empty, names[-1])
            _gather(found, lambda law=constraint: law.validate(type(record), record), about)
    _gather(found, lambda: record.validate_unique(exclude={*found, *without}))
    return found


def columns(constraint: models.BaseConstraint) -> list[str]:
    """The names of the fields that a constraint speaks of, in its own order."""
    found = [*getattr(constraint, "fields", ())]
    for part in (*getattr(constraint, "expressions", ()), getattr(constraint, "condition", None)):
        found += _named_in(part)
    return list(dict.fromkeys(found))


def _named_in(part):
    match part:
        case None:
            return
        case models.Q():
            for child in part.children:
                if isinstance(child, tuple):
                    yield child[0].partition("__")[0]
                    yield from _named_in(child[1])
                else:
                    yield from _named_in(child)
        case models.F():
            yield part.name.partition("__")[0]  # type: ignore[attr-defined]  # the stubs leave it out
        case models.Func() | models.expressions.BaseExpression():
            for source in part.get_source_expressions():
                yield from _named_in(source)


def _gather(found, look, about=None):
    try:
        look()
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {about: error.messages}
        for name, sentences in told.items():
            name = about or name if name == NON_FIELD_ERRORS else name
            found.setdefault(name, []).extend(sentences)

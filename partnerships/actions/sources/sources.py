"""Recording sources, and changing what is recorded of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from ...models import Source
from ...rules import validity
from ...vocabulary import Act, Confidentiality
from ..journal import acting, record
from ..locks import locked
from ..rights import allowed

LONGEST_NAME = 80  # of a slug made from outlet and title, with room for a number


def add_source(source: Source, *, by: User, at: datetime | None = None) -> Source:
    """Record an unsaved source. Without a slug it is given one, made from outlet and title.

    Raises ValidationError, with sentences by field, where something is missing or amiss.
    """
    allowed(by, "add_source")
    with acting(by):
        if not source.slug:
            source.slug = _free_name(source)
        _save(source, by)
        source.refresh_from_db(fields=["origin"])  # PostgreSQL has found it
        record(Act.RECORDED, source, by=by, at=at or timezone.now())
        return source


def change_source(
    source: Source, fields: Mapping[str, Any], *, by: User, at: datetime | None = None
) -> Source:
    """Give fields of the source other values. What says so already is left alone."""
    allowed(by, "change_source")
    with acting(by), locked(source) as source:
        if changed(source, fields):
            _save(source, by)
            record(Act.CHANGED, source, by=by, at=at or timezone.now())
        return source


def changed(record: Model, fields: Mapping[str, Any]) -> list[str]:
    """Set the fields of the record, and say which of them had another value."""
    before = {name: getattr(record, name) for name in fields}
    for name, value in fields.items():
        setattr(record, name, value)
    return [name for name in fields if getattr(record, name) != before[name]]


def _save(source, by):
    found = validity.errors_by_field(source)
    kept_back = not by.has_perm("partnerships.view_confidential_source")
    if kept_back and source.confidentiality == Confidentiality.CONFIDENTIAL:
        found["confidentiality"] = ["A source keeper records what is confidential: ask one."]
    if found:
        raise ValidationError(found)
    source.save()


def _free_name(source):
    name = slugify(f"{source.outlet} {source.title}")[:LONGEST_NAME].strip("-") or "source"
    taken = set(Source.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free

"""What goes with a record that is deleted, told without what the editor may not know of."""

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.utils.text import capfirst

UNNAMED = "Something that leans on it"


def deletion_summary(records, request, site):
    """What Django's page of a deletion asks: the rows, their numbers, rights missing, obstacles."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=records)
    collector.collect(records)
    unseen = set(_unseen(collector.model_objs, request.user))
    rows = {model: objs - unseen for model, objs in collector.model_objs.items()}
    missing = {
        model._meta.verbose_name
        for model, objs in rows.items()
        if objs
        and site.is_registered(model)
        and not site.get_model_admin(model).has_delete_permission(request, next(iter(objs)))
    }
    obstacles = {}
    for obstacle in collector.protected:
        obstacles.setdefault(type(obstacle), set()).add(obstacle)
    hidden = set(_unseen(obstacles, request.user))
    named = [_named(obstacle) for obstacle in collector.protected if obstacle not in hidden]
    return (
        _lines(collector.nested(), unseen),
        {model._meta.verbose_name_plural: len(objs) for model, objs in rows.items() if objs},
        missing,
        named or ([UNNAMED] if hidden else []),
    )


def _unseen(rows_by_model, user):
    """The rows that the editor may not know of."""
    for model, objs in rows_by_model.items():
        rows = model._default_manager.filter(pk__in=[obj.pk for obj in objs])
        if hasattr(rows, "visible_to"):
            known = set(rows.visible_to(user).values_list("pk", flat=True))
            yield from (obj for obj in objs if obj.pk not in known)


def _lines(nested, unseen):
    """The nested rows as text; what hangs on a row that is left out is left out with it."""
    lines, skip = [], False
    for each in nested:
        if isinstance(each, list):
            if not skip and (below := _lines(each, unseen)):
                lines.append(below)
        else:
            skip = each in unseen
            if not skip:
                lines.append(_named(each))
    return lines


def _named(row):
    return f"{capfirst(row._meta.verbose_name)}: {row}"

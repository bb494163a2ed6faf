"""The history: every row as it was, whatever changed it."""

import pghistory

CHANGES = ["insert", "update", "delete"]


def tracked(model):
    """Give `model` a history, in which each of its rows stands as it was before and after a change.

    Triggers of laws/ write it, so that update(), bulk_create, cascades and raw SQL are in it; here
    is only the table. What PostgreSQL computes is left out.
    """
    computed = [field.name for field in model._meta.fields if field.generated]
    return pghistory.track(
        *map(pghistory.ManualEvent, CHANGES),
        exclude=computed,
        model_name=f"{model.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="history"),
    )(model)

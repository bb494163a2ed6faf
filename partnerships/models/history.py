"""The history: every row as it was, whatever changed it."""

import pghistory
import pgtrigger
from pghistory.trigger import Event


class KeepChanged(Event):
    """The trigger that keeps what an update changed: new rows that are not among the old ones.

    pghistory joins the two by their key. PostgreSQL keeps the plan of that join from the first
    update of a session, mostly of one row; with it, an update of 5,000 rows takes a minute.
    """

    def get_func_template_kwargs(self, model):
        changed = "(SELECT * FROM new_values EXCEPT SELECT * FROM old_values) AS new_values"
        return super().get_func_template_kwargs(model) | {"cond_new_values": changed}


class UpdateEvent(pghistory.UpdateEvent):
    def add_event_trigger(self, event_model):
        keep = KeepChanged(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=self.operation,
            condition=self.condition,
            level=self.level,
        )
        pgtrigger.register(keep)(event_model.pgh_tracked_model)


def tracked(model):
    """Keep every row of `model` as it was before and after each change, whatever the door.

    Triggers write the history, so that update(), bulk_create, cascades and raw SQL are in it.
    Statement triggers: row triggers are quadratic in a long transaction.
    """
    computed = [field.name for field in model._meta.fields if field.generated]
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        UpdateEvent(level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        exclude=computed,
        model_name=f"{model.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="history"),
    )(model)

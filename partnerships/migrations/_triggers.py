"""What the migrations share: many triggers in one operation."""

from django.db.migrations.operations.base import Operation


class AddTriggers(Operation):
    """Adds or removes several triggers, and looks at the models once for all of them."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, triggers):
        self.triggers = triggers

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # else each trigger would render all models anew
        for trigger in self.triggers:
            trigger.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in self.triggers:
            trigger.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in reversed(self.triggers):
            trigger.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Set the triggers that keep the history"

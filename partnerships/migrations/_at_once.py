"""Migrations for which Django draws the models a few times, not once for each operation."""

from itertools import groupby

from django.db import migrations
from django.db.migrations.operations import fields, models
from django.db.migrations.operations.base import Operation

OF_MODELS = {models.__name__, fields.__name__}


class AtOnce(Operation):
    """Several operations as one, each of which finds the models as they were before the first and
    as they are after the last.

    So no two are about one column, index or constraint, unless one takes away what another makes
    anew under its name.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for each in reversed(self.operations):
            each.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(each.describe() for each in self.operations)


class MigrationAtOnce(migrations.Migration):
    """A migration whose operations on models, where one follows another, are one.

    Django draws anew whatever leads to a model that an operation touches, and all that leads there:
    of a desk's models most of them, a third of a second each time.
    """

    def __init__(self, name, app_label):
        super().__init__(name, app_label)
        self.operations = [
            each
            for of_models, group in groupby(self.operations, _is_of_models)
            for each in ([AtOnce([*group])] if of_models else group)
        ]


def _is_of_models(operation):
    return type(operation).__module__ in OF_MODELS

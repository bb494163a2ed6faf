"""What columns are computed with and checked by: uncertain dates, names and identifiers."""

from pathlib import Path

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CITextExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.core.management.base import CommandError
from django.db import migrations
from django.db.migrations.operations.base import Operation

FUNCTIONS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION
    identifier_is_well_formed(text, text),
    isin_is_well_formed(text),
    lei_is_well_formed(text),
    plain_text(text),
    less_last_day(daterange),
    edtf_period(text, text, boolean),
    edtf_possible(text),
    edtf_certain(text, date),
    edtf_latest(text),
    edtf_earliest(text),
    edtf_is_valid(text),
    edtf_days(text, date);
"""

HALF_MADE = (
    "This database was left between two migrations of a version before 0.1.0, which had put "
    "nothing into it yet: make a new database."
)


class StartFromNothing(Operation):
    """Refuses a database that an older version has begun."""

    reversible = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT to_regproc('public.edtf_days') IS NOT NULL")
            if cursor.fetchone()[0]:
                raise CommandError(HALF_MADE)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Start from nothing"


class Migration(migrations.Migration):
    initial = True

    # The last of the migrations that these came of: a database has it with the one before.
    replaces = [("partnerships", "0002_words")]

    dependencies = []

    operations = [
        StartFromNothing(),
        BtreeGistExtension(),
        CITextExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, UNDO),
    ]

"""A legal hold is lifted over the text that was read, and a changed text is held again.

The laws' text is frozen beside this file; what they said before stands in 0004 and 0005.
"""

import re
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = "\n".join(
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in ("0001_functions", "0004_all_laws", "0005_history")
)
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"
CHANGED = {law[1] for law in re.finditer(FUNCTION, LAWS, re.M | re.S)}
UNDO = "\n".join(
    [
        "DROP TRIGGER legal_hold_is_lifted ON partnerships_hold;",
        "DROP TRIGGER changed_text_is_held_again ON partnerships_revision;",
        "DROP FUNCTION legal_hold_is_lifted(), changed_text_is_held_again();",
        *(law[0] for law in re.finditer(FUNCTION, BEFORE, re.M | re.S) if law[1] in CHANGED),
    ]
)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0014_appearances"),
    ]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="cleared",
            field=models.ForeignKey(
                editable=False,
                help_text="The text that was signed for when it was lifted. Another is held again.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.revision",
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="renews",
            field=models.ForeignKey(
                editable=False,
                help_text="The one that was lifted before the text changed.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed_by",
                to="partnerships.hold",
            ),
        ),
        migrations.AddField(
            model_name="holdhistory",
            name="cleared",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                help_text="The text that was signed for when it was lifted. Another is held again.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.revision",
            ),
        ),
        migrations.AddField(
            model_name="holdhistory",
            name="renews",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                help_text="The one that was lifted before the text changed.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.hold",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

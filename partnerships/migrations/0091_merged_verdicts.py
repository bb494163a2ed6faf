"""Verdicts of claims about a party that is merged lapse, and of those that an undoing gives back.

The laws' text is frozen beside this file; what one of them said before stands in 0006.
"""

import re
from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0006_state_of_verdicts.sql").read_text()
CHANGED = r"^CREATE OR REPLACE FUNCTION verdict_is_not_rewritten\(.*?^END \$\$;$"
UNDO = "\n".join(
    [
        re.search(CHANGED, BEFORE, re.M | re.S)[0],
        "DROP FUNCTION merge_lets_verdicts_lapse() CASCADE;",
        "DROP FUNCTION merged_just_now(bigint), claims_of_merge(partnerships_merge);",
    ]
)
LAPSES = [
    ("statement_changed", "the statement was changed"),
    ("kind_changed", "the kind of claim was changed"),
    ("attribution_changed", "the attribution was changed"),
    ("appearance_changed", "the work it appears in was changed"),
    ("date_changed", "a date was changed"),
    ("value_changed", "the figure was changed"),
    ("adverse_changed", "whether it speaks against a person was changed"),
    ("citation_added", "a citation was added"),
    ("citation_removed", "a citation was removed"),
    ("citation_changed", "a citation was changed"),
    ("snapshot_replaced", "the copy that a citation quotes was replaced"),
    ("origin_changed", "the origin of a source was changed"),
    ("search_changed", "what was searched for and not found was changed"),
    ("source_altered", "a source no longer says what was quoted from it"),
    ("source_gone", "what was quoted is gone from its source"),
    ("party_merged", "whom it is about was merged with another record or told apart"),
]


def reasons():
    """The column of a verdict, and of its history, that says why it lapsed."""
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(choices=LAPSES, max_length=20),
        blank=True,
        default=list,
        size=None,
    )


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0090_merges")]

    operations = [
        migrations.RemoveConstraint(model_name="verdict", name="verdict_lapse_is_known"),
        migrations.AlterField(model_name="verdict", name="lapse", field=reasons()),
        migrations.AlterField(model_name="verdicthistory", name="lapse", field=reasons()),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("lapse__contained_by", [code for code, _ in LAPSES])),
                name="verdict_lapse_is_known",
                violation_error_message="Choose the reasons of a lapse from the list.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

"""A claim says in which work of others it appears, and a verdict covers that.

The laws' text is frozen beside this file; what they said before stands in 0004 and 0006.
"""

import re
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = "\n".join(
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in ("0004_all_laws", "0005_history")
)
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"
CHANGED = {law[1] for law in re.finditer(FUNCTION, LAWS, re.M | re.S)}
RIPPLES = r"^CREATE TRIGGER claim_(?:gone_)?ripples .*?;$"
UNDO = "\n".join(
    [
        "DROP TRIGGER claim_appears_in_an_open_source ON partnerships_claim;",
        "DROP TRIGGER source_of_claims_stays_open ON partnerships_source;",
        "DROP FUNCTION claim_appears_in_an_open_source(), source_of_claims_stays_open();",
        *(law[0] for law in re.finditer(FUNCTION, BEFORE, re.M | re.S) if law[1] in CHANGED),
        "DROP TRIGGER claim_ripples ON partnerships_claim;",
        "DROP TRIGGER claim_gone_ripples ON partnerships_claim;",
        *(law[0] for law in re.finditer(RIPPLES, BEFORE, re.M | re.S)),
    ]
)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0011_quotations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="verdict",
            name="verdict_lapse_is_known",
        ),
        migrations.AddField(
            model_name="claim",
            name="appears_in",
            field=models.ForeignKey(
                blank=True,
                help_text="The work of others that says it. Readers are told that this work "
                "was checked. Empty: we say it ourselves.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims_in_it",
                to="partnerships.source",
            ),
        ),
        migrations.AddField(
            model_name="claimhistory",
            name="appears_in",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The work of others that says it. Readers are told that this work "
                "was checked. Empty: we say it ourselves.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partnerships.source",
            ),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="lapse",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
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
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="verdicthistory",
            name="lapse",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
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
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "lapse__contained_by",
                        [
                            "statement_changed",
                            "kind_changed",
                            "attribution_changed",
                            "appearance_changed",
                            "date_changed",
                            "value_changed",
                            "adverse_changed",
                            "citation_added",
                            "citation_removed",
                            "citation_changed",
                            "snapshot_replaced",
                            "origin_changed",
                            "search_changed",
                            "source_altered",
                            "source_gone",
                        ],
                    )
                ),
                name="verdict_lapse_is_known",
                violation_error_message="Choose the reasons of a lapse from the list.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

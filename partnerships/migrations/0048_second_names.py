"""What excuses words that two people answer for bears two names before they go out.

A waiver that was given before has one: the story's next edition waits until somebody seconds it.
The laws' text is frozen beside this file; what they said before stands in BEFORE.
"""

import re
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = [
    "0004_all_laws",
    "0006_state_of_verdicts",
    "0015_legal_holds",
    "0027_history_by_laws_alone",
]
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"


def _before():
    """What the laws said that are replaced here, as the last migration that did so has it."""
    said = {}
    for name in BEFORE:
        text = Path(__file__).with_name(f"{name}.sql").read_text()
        said |= {law[1]: law[0] for law in re.finditer(FUNCTION, text, re.M | re.S)}
    return [said[law[1]] for law in re.finditer(FUNCTION, LAWS, re.M | re.S) if law[1] in said]


UNDO = "\n".join(
    [
        "DROP TRIGGER waiver_is_seconded_in_person ON partnerships_waiver;",
        *_before(),
        "DROP FUNCTION waiver_needs_second(text[]);",
    ]
)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0047_account_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_act_is_known",
        ),
        migrations.AddField(
            model_name="waiver",
            name="seconded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="waiver",
            name="seconded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="waiverhistory",
            name="seconded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="waiverhistory",
            name="seconded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="act",
            field=models.CharField(
                choices=[
                    ("released", "released it to readers"),
                    ("taken_back", "took it back from readers"),
                    ("loaded", "loaded a story"),
                    ("recorded", "recorded it"),
                    ("changed", "changed it"),
                    ("removed", "removed it"),
                    ("captured", "kept a copy"),
                    ("proposed", "proposed a verdict"),
                    ("countersigned", "signed the verdict"),
                    ("withdrawn", "withdrew the verdict"),
                    ("adopted", "adopted what nobody had signed for"),
                    ("assessed", "gave an assessment"),
                    ("assigned", "assigned it"),
                    ("unassigned", "took back an assignment"),
                    ("commented", "commented"),
                    ("resolved", "resolved a comment"),
                    ("asked", "asked for a reply"),
                    ("answered", "recorded the reply"),
                    ("rechecked", "looked at the source again"),
                    ("judged", "decided whether two sources share an origin"),
                    ("sealed", "sealed who a source is"),
                    ("unsealed", "opened who a source is"),
                    ("packed", "packed it for others to verify"),
                    ("revised", "wrote a revision"),
                    ("bound", "bound words to a claim"),
                    ("unbound", "took words off a claim"),
                    ("waived", "waived a check"),
                    ("seconded", "put a second name to a waiver"),
                    ("unwaived", "took back a waiver"),
                    ("held", "held the story"),
                    ("resumed", "lifted the hold"),
                    ("killed", "killed the story"),
                    ("published", "published an edition"),
                    ("corrected", "published a correction"),
                    ("decided", "decided on an open item"),
                    ("verified", "verified the records"),
                ],
                max_length=13,
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "released",
                            "taken_back",
                            "loaded",
                            "recorded",
                            "changed",
                            "removed",
                            "captured",
                            "proposed",
                            "countersigned",
                            "withdrawn",
                            "adopted",
                            "assessed",
                            "assigned",
                            "unassigned",
                            "commented",
                            "resolved",
                            "asked",
                            "answered",
                            "rechecked",
                            "judged",
                            "sealed",
                            "unsealed",
                            "packed",
                            "revised",
                            "bound",
                            "unbound",
                            "waived",
                            "seconded",
                            "unwaived",
                            "held",
                            "resumed",
                            "killed",
                            "published",
                            "corrected",
                            "decided",
                            "verified",
                        ],
                    )
                ),
                name="entry_act_is_known",
                violation_error_message=(
                    "Choose one of: released it to readers, took it back from readers, "
                    "loaded a story, recorded it, changed it, removed it, kept a copy, "
                    "proposed a verdict, signed the verdict, withdrew the verdict, adopted "
                    "what nobody had signed for, gave an assessment, assigned it, took back "
                    "an assignment, commented, resolved a comment, asked for a reply, "
                    "recorded the reply, looked at the source again, decided whether two "
                    "sources share an origin, sealed who a source is, opened who a source "
                    "is, packed it for others to verify, wrote a revision, bound words to a "
                    "claim, took words off a claim, waived a check, put a second name to a "
                    "waiver, took back a waiver, held the story, lifted the hold, killed the "
                    "story, published an edition, published a correction, decided on an open "
                    "item, verified the records."
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seconded_at__isnull", False), ("seconded_by__isnull", False)),
                    models.Q(("seconded_at__isnull", True), ("seconded_by__isnull", True)),
                    _connector="OR",
                ),
                name="waiver_second_is_whole",
                violation_error_message="Say who put the second name to it, and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seconded_by", None),
                    models.Q(("seconded_by", models.F("waived_by")), _negated=True),
                    _connector="OR",
                ),
                name="waiver_is_seconded_by_another",
                violation_error_message="Needs a second person: you waived this yourself.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

"""The journal tells when the records were verified."""

from django.db import migrations, models

from ._at_once import MigrationAtOnce

ACTS = {
    "released": "released it to readers",
    "taken_back": "took it back from readers",
    "loaded": "loaded a story",
    "recorded": "recorded it",
    "changed": "changed it",
    "removed": "removed it",
    "captured": "kept a copy",
    "proposed": "proposed a verdict",
    "countersigned": "signed the verdict",
    "withdrawn": "withdrew the verdict",
    "adopted": "adopted what nobody had signed for",
    "assessed": "gave an assessment",
    "assigned": "assigned it",
    "unassigned": "took back an assignment",
    "commented": "commented",
    "resolved": "resolved a comment",
    "asked": "asked for a reply",
    "answered": "recorded the reply",
    "rechecked": "looked at the source again",
    "judged": "decided whether two sources share an origin",
    "sealed": "sealed who a source is",
    "unsealed": "opened who a source is",
    "packed": "packed it for others to verify",
    "revised": "wrote a revision",
    "bound": "bound words to a claim",
    "unbound": "took words off a claim",
    "waived": "waived a check",
    "unwaived": "took back a waiver",
    "held": "held the story",
    "resumed": "lifted the hold",
    "killed": "killed the story",
    "published": "published an edition",
    "corrected": "published a correction",
    "decided": "decided on an open item",
    "verified": "verified the records",
}


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0045_denials")]

    operations = [
        migrations.RemoveConstraint("entry", "entry_act_is_known"),
        migrations.AlterField(
            "entry", "act", models.CharField(choices=list(ACTS.items()), max_length=13)
        ),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(act__in=list(ACTS)),
                name="entry_act_is_known",
                violation_error_message=f"Choose one of: {', '.join(ACTS.values())}.",
            ),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(fields=["id"], condition=models.Q(act="verified"), name="entry_verified"),
        ),
    ]

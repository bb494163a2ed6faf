"""The journal tells which tables were brought in, and which were taken back."""

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
    "seconded": "put a second name to a waiver",
    "unwaived": "took back a waiver",
    "held": "held the story",
    "resumed": "lifted the hold",
    "killed": "killed the story",
    "published": "published an edition",
    "corrected": "published a correction",
    "decided": "decided on an open item",
    "verified": "verified the records",
    "attested": "put the desk's seal on it",
    "put_away": "put it away",
    "brought_back": "brought it back",
    "imported": "brought in a table",
    "undone": "took back a table",
}


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0080_put_away")]

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
            models.Index(
                fields=["id"],
                condition=models.Q(act__in=["imported", "undone"]),
                name="entry_tables",
            ),
        ),
    ]

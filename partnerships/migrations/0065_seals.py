"""What the desk seals for readers is kept by its hash, signed, and told in the journal.

The laws' text is frozen beside this file.
"""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION seal_is_dated_when_it_is_given() CASCADE;
DROP TRIGGER seal_is_kept_as_it_is ON partnerships_seal;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0064_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("edition", "An edition of a story"),
                            ("packet", "A packet of evidence"),
                            ("dump", "A dump of all tables"),
                            ("answer", "An answer of the API"),
                        ],
                        max_length=7,
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("at", models.DateTimeField()),
                (
                    "desk",
                    models.CharField(
                        help_text="The address of the desk that signed.", max_length=200
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Which of the desk's keys has signed.", max_length=16
                    ),
                ),
                (
                    "signature",
                    models.CharField(help_text="Ed25519, in base64 for addresses.", max_length=86),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": [],
            },
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_act_is_known",
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
                    ("attested", "put the desk's seal on it"),
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
                            "attested",
                        ],
                    )
                ),
                name="entry_act_is_known",
                violation_error_message=(
                    "Choose one of: released it to readers, took it back from readers, "
                    "loaded a story, recorded it, changed it, removed it, kept a copy, "
                    "proposed a verdict, signed the verdict, withdrew the verdict, "
                    "adopted what nobody had signed for, gave an assessment, assigned "
                    "it, took back an assignment, commented, resolved a comment, asked "
                    "for a reply, recorded the reply, looked at the source again, "
                    "decided whether two sources share an origin, sealed who a source "
                    "is, opened who a source is, packed it for others to verify, wrote "
                    "a revision, bound words to a claim, took words off a claim, waived "
                    "a check, put a second name to a waiver, took back a waiver, held "
                    "the story, lifted the hold, killed the story, published an "
                    "edition, published a correction, decided on an open item, verified "
                    "the records, put the desk's seal on it."
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="seal",
            index=models.Index(fields=["kind", "at"], name="seal_day"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["edition", "packet", "dump", "answer"])),
                name="seal_kind_is_known",
                violation_error_message=(
                    "Choose one of: An edition of a story, A packet of evidence, "
                    "A dump of all tables, An answer of the API."
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                name="seal_sha256_is_a_hash",
                violation_error_message="A hash has 64 digits, 0 to 9 and a to f.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(
                fields=("sha256",),
                name="seal_is_given_once_for_a_hash",
                violation_error_message="This was sealed already.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

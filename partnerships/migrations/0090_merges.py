"""Two records of one party become one, by two people, and nothing leads to the one that goes.

Whoever may release claims may merge. What leads to records that were merged before this stays as
it is: it is refused when it is written again. The laws' text is frozen beside this file.
"""

from pathlib import Path

import django.db.models.deletion
import django.db.models.lookups
import uuid_utils.compat
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION merge_is_by_two(), party_is_merged_by_two(), refuse_what_leads_to_merged(),
    merged_party_is_led_to_by_nothing() CASCADE;
DROP TRIGGER merge_names_what_is_there ON partnerships_merge;
DROP TRIGGER merge_is_in_ones_own_name ON partnerships_merge;
DROP TRIGGER merge_is_kept_as_it_is ON partnerships_merge;
"""


def may_merge_parties(apps, schema_editor=None):
    """Give the rights to whoever may release claims, in groups and by themselves."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects
    ours = permissions.filter(content_type__app_label="partnerships")
    rights = ours.filter(codename__in=["view_merge", "merge_party"])
    releases = ours.filter(codename="release_claim")
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=releases):
        group.permissions.add(*rights)
    for user in apps.get_model("auth", "User").objects.filter(user_permissions__in=releases):
        user.user_permissions.add(*rights)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0081_tables_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        unique=True,
                        verbose_name="public id",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed it"),
                            ("confirmed", "confirmed it"),
                            ("refused", "turned it down"),
                        ],
                        max_length=9,
                        verbose_name="what was done",
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        blank=True, help_text="By what one knows that both are the same."
                    ),
                ),
                ("moved", models.JSONField(blank=True, default=list, editable=False)),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "answers",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="partnerships.merge",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        help_text="The record that stays.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_in",
                        to="partnerships.party",
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        help_text="The record that goes.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="partnerships.party",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The merge that is to be undone; empty where two are to become "
                        "one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undoings",
                        to="partnerships.merge",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "permissions": [("merge_party", "Can propose, confirm and undo merges of parties")],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["proposed", "confirmed", "refused"])),
                        name="merge_act_is_known",
                        violation_error_message="Choose one of: proposed it, confirmed it, "
                        "turned it down.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged", models.F("into")), _negated=True),
                        name="merge_is_of_two_records",
                        violation_error_message="A record is not merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "proposed"), ("answers", None)),
                            models.Q(
                                models.Q(("act", "proposed"), _negated=True),
                                ("answers__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="merge_is_answered_when_proposed",
                        violation_error_message="What is confirmed or turned down was proposed "
                        "before.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act", "confirmed"),
                            ("why__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                            _connector="OR",
                        ),
                        name="merge_has_a_reason",
                        violation_error_message="Say why: by what one knows that both are the "
                        "same, or "
                        "that they are not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "confirmed"), ("undoes", None)),
                            ("moved", []),
                            _connector="OR",
                        ),
                        name="merge_moves_when_confirmed",
                        violation_error_message="Nothing is moved before a second person "
                        "confirms it.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(
                                models.F("moved"),
                                function="jsonb_typeof",
                                output_field=models.TextField(),
                            ),
                            "array",
                        ),
                        name="merge_moved_is_a_list",
                        violation_error_message="This is kept as a list.",
                    ),
                ],
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
                    ("merge_asked", "proposed a merge or its undoing"),
                    ("merge_refused", "turned down a merge or its undoing"),
                    ("merged", "merged two records of one party"),
                    ("unmerged", "undid a merge"),
                    ("put_away", "put it away"),
                    ("brought_back", "brought it back"),
                    ("imported", "brought in a table"),
                    ("undone", "took back a table"),
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
                            "merge_asked",
                            "merge_refused",
                            "merged",
                            "unmerged",
                            "put_away",
                            "brought_back",
                            "imported",
                            "undone",
                        ],
                    )
                ),
                name="entry_act_is_known",
                violation_error_message="Choose one of: released it to readers, took it back "
                "from readers, loaded "
                "a story, recorded it, changed it, removed it, kept a copy, proposed a "
                "verdict, signed the verdict, withdrew the verdict, adopted what nobody "
                "had signed for, gave an assessment, assigned it, took back an "
                "assignment, commented, resolved a comment, asked for a reply, recorded "
                "the reply, looked at the source again, decided whether two sources share "
                "an origin, sealed who a source is, opened who a source is, packed it for "
                "others to verify, wrote a revision, bound words to a claim, took words "
                "off a claim, waived a check, put a second name to a waiver, took back a "
                "waiver, held the story, lifted the hold, killed the story, published an "
                "edition, published a correction, decided on an open item, verified the "
                "records, put the desk's seal on it, proposed a merge or its undoing, "
                "turned down a merge or its undoing, merged two records of one party, "
                "undid a merge, put it away, brought it back, "
                "brought in a table, took back a table.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunPython(may_merge_parties, migrations.RunPython.noop),
    ]

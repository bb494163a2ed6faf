"""Accounts may come in by a provider of logins, which is told in the journals.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
EARLIER = Path(__file__).with_name("0061_grants.sql").read_text()
UNDO = (
    """
DROP FUNCTION refuse_two_ways_in(), refuse_another_owner() CASCADE;
DROP TRIGGER account_provider_is_kept ON partnerships_providerlogin;
DROP TRIGGER provider_login_is_ones_own ON partnerships_providerlogin;
DROP TRIGGER address_is_set_by_the_person ON auth_user;
"""
    + EARLIER[
        EARLIER.index("CREATE OR REPLACE FUNCTION grant_is_by_two") : EARLIER.index(
            "CREATE TRIGGER grant_is_by_two"
        )
    ]
    + re.search(r"^CREATE TRIGGER address_is_set_by_the_person.*?;$", EARLIER, re.M | re.S)[0]
    + "DROP FUNCTION has_provider_login(integer);"
)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0100_dumps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderLogin",
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
                ("issuer", models.CharField(max_length=500)),
                ("subject", models.CharField(max_length=255)),
                ("at", models.DateTimeField(verbose_name="tied at")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provider_login",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "login at a provider",
                "verbose_name_plural": "logins at a provider",
                "ordering": ["-pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "subject"),
                        name="provider_login_is_of_one_account",
                        violation_error_message="This login is another account's already.",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="accountchange",
            name="account_change_noun_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_act_is_known",
        ),
        migrations.AlterField(
            model_name="accountchange",
            name="noun",
            field=models.CharField(
                choices=[
                    ("account", "account"),
                    ("role", "role of an account"),
                    ("right", "right of an account"),
                    ("group", "group"),
                    ("group_right", "right of a group"),
                    ("token", "token of the API"),
                    ("second_factor", "second factor"),
                    ("provider", "login at a provider"),
                ],
                max_length=13,
                verbose_name="what",
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
                    ("emergency", "gave the password of an account for emergencies"),
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
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "noun__in",
                        [
                            "account",
                            "role",
                            "right",
                            "group",
                            "group_right",
                            "token",
                            "second_factor",
                            "provider",
                        ],
                    )
                ),
                name="account_change_noun_is_known",
                violation_error_message=(
                    "Choose one of: account, role of an account, right of an account,"
                    " group, right of a group, token of the API, second factor, login"
                    " at a provider."
                ),
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
                            "emergency",
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
                violation_error_message=(
                    "Choose one of: released it to readers, took it back from "
                    "readers, loaded a story, recorded it, changed it, removed it, "
                    "kept a copy, proposed a verdict, signed the verdict, withdrew "
                    "the verdict, adopted what nobody had signed for, gave an "
                    "assessment, assigned it, took back an assignment, commented, "
                    "resolved a comment, asked for a reply, recorded the reply, "
                    "looked at the source again, decided whether two sources share an"
                    " origin, sealed who a source is, opened who a source is, packed "
                    "it for others to verify, wrote a revision, bound words to a "
                    "claim, took words off a claim, waived a check, put a second name"
                    " to a waiver, took back a waiver, held the story, lifted the "
                    "hold, killed the story, published an edition, published a "
                    "correction, decided on an open item, verified the records, gave "
                    "the password of an account for emergencies, put the desk's seal "
                    "on it, proposed a merge or its undoing, turned down a merge or its "
                    "undoing, merged two records of one party, undid a merge, put it away, "
                    "brought it back, "
                    "brought in a table, took back a table."
                ),
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

"""Records that should not be there are put away: out of all lists, with a reason, and back again.

Whoever may release claims may put records away. The laws' text is frozen beside this file; what
they said before stands in BEFORE. Once this is undone, what was put away stands in the lists again.
"""

import re
from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models
from django.db.models import functions

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = ["0022_list_keys", "0027_history_by_laws_alone"]
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
        "DROP FUNCTION record_is_put_away(), what_is_named_is_there() CASCADE;",
        "DROP FUNCTION names_what_is_put_away(text, bigint), hold_what_is_named(text, bigint),"
        " leans_on(text, bigint), fact_is_there(partnerships_factsource),"
        " is_put_away(text, bigint);",
        "DROP TRIGGER put_away_is_kept_as_it_is ON partnerships_putaway;",
        "DROP TRIGGER record_is_put_away_in_person ON partnerships_putaway;",
        *_before(),
    ]
)


NOUNS = ["claim", "deal", "event", "partnership", "party", "role", "source", "stake", "valuation"]


def columns_of(noun):
    """The column of a record's table, and of its history."""
    shared = {"blank": True, "null": True, "editable": False, "related_name": "+"}
    column = models.ForeignKey(
        "partnerships.putaway", django.db.models.deletion.PROTECT, db_index=False, **shared
    )
    kept = models.ForeignKey(
        "partnerships.putaway",
        django.db.models.deletion.DO_NOTHING,
        db_constraint=False,
        related_query_name="+",
        **shared,
    )
    return [
        migrations.AddField(model_name=noun, name="put_away", field=column),
        migrations.AddField(model_name=f"{noun}history", name="put_away", field=kept),
    ]


def laws_of(noun):
    """Its two laws. They are made when the column is there, and gone before it goes."""
    alone = models.CheckConstraint(
        condition=models.Q(("put_away", None), ("released_at", None), _connector="OR"),
        name=f"{noun}_that_is_put_away_is_not_released",
        violation_error_message="Readers see this: take it back from them first.",
    )
    by_itself = models.UniqueConstraint(
        condition=models.Q(("put_away__isnull", False)),
        fields=("put_away",),
        name=f"{noun}_is_put_away_by_an_act_of_its_own",
        violation_error_message="Each record is put away for a reason of its own.",
    )
    return [
        migrations.AddConstraint(model_name=noun, constraint=alone),
        migrations.AddConstraint(model_name=noun, constraint=by_itself),
    ]


def may_put_away(apps, schema_editor=None):
    """Give the right to whoever may release claims, in groups and by themselves."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="partnerships"
    )
    right = permissions.get(codename="add_putaway")
    releases = permissions.filter(codename="release_claim")
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=releases):
        group.permissions.add(right)
    for user in apps.get_model("auth", "User").objects.filter(user_permissions__in=releases):
        user.user_permissions.add(right)


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0070_search_box"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PutAway",
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
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        help_text="Why it should not be there: of what it is a duplicate.",
                        max_length=500,
                    ),
                ),
                (
                    "released_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Since when readers had seen it. Empty: they had not.",
                        null=True,
                    ),
                ),
            ],
            options={
                "verbose_name": "record put away",
                "verbose_name_plural": "records put away",
                "ordering": ["-at", "-pk"],
                "default_permissions": ["add"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                        name="put_away_says_why",
                        violation_error_message="Say why it should not be there.",
                    )
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
                    ("put_away", "put it away"),
                    ("brought_back", "brought it back"),
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
                            "put_away",
                            "brought_back",
                        ],
                    )
                ),
                name="entry_act_is_known",
                violation_error_message=(
                    "Choose one of: released it to readers, took it back from readers, loaded a "
                    "story, recorded it, changed it, removed it, kept a copy, proposed a verdict,"
                    " signed the verdict, withdrew the verdict, adopted what nobody had signed "
                    "for, gave an assessment, assigned it, took back an assignment, commented, "
                    "resolved a comment, asked for a reply, recorded the reply, looked at the "
                    "source again, decided whether two sources share an origin, sealed who a "
                    "source is, opened who a source is, packed it for others to verify, wrote a "
                    "revision, bound words to a claim, took words off a claim, waived a check, "
                    "put a second name to a waiver, took back a waiver, held the story, lifted "
                    "the hold, killed the story, published an edition, published a correction, "
                    "decided on an open item, verified the records, put the desk's seal on it, "
                    "put it away, brought it back."
                ),
            ),
        ),
        *(operation for noun in NOUNS for operation in columns_of(noun)),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunPython(may_put_away, migrations.RunPython.noop),
        *(operation for noun in NOUNS for operation in laws_of(noun)),
        migrations.RemoveConstraint(
            model_name="role",
            name="exclusive_post_has_one_holder_a_day",
        ),
        migrations.RemoveConstraint(
            model_name="source",
            name="source_address_is_recorded_once",
        ),
        migrations.RemoveConstraint(
            model_name="stake",
            name="stakes_of_one_kind_do_not_overlap",
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=ExclusionConstraint(
                condition=models.Q(("exclusive", True), ("put_away", None)),
                expressions=[
                    (models.Func("certain", function="less_last_day"), "&&"),
                    ("company", "="),
                    ("post", "="),
                ],
                name="exclusive_post_has_one_holder_a_day",
                violation_error_message="Somebody else certainly held this post on one of these "
                "days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                functions.MD5("url"),
                condition=models.Q(models.Q(("url", ""), _negated=True), ("put_away", None)),
                name="source_address_is_recorded_once",
                violation_error_message="A source with this address is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="stake",
            constraint=ExclusionConstraint(
                condition=models.Q(("holding", "held"), ("put_away", None)),
                expressions=[
                    ("certain", "&&"),
                    ("holder", "="),
                    ("company", "="),
                    ("interest", "="),
                ],
                name="stakes_of_one_kind_do_not_overlap",
                violation_error_message=(
                    "This holder certainly has another stake of this kind on these days: end the "
                    "earlier one first."
                ),
            ),
        ),
    ]

"""What weighs is given by two, and nobody sets a password for another.

The laws' text is frozen beside this file. Who has such a role already keeps it.
"""

from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION grant_is_by_two(), refuse_what_one_gives(), refuse_a_right_that_weighs(),
    refuse_anothers_login(), refuse_anothers_token(), may_give(integer, integer) CASCADE;
DROP TRIGGER grant_is_in_ones_own_name ON partnerships_grant;
DROP TRIGGER grant_is_kept_as_it_is ON partnerships_grant;
DROP FUNCTION role_weighs(integer), right_weighs(integer), is_done_by_the_owner();
"""


def may_read_grants(apps, schema_editor=None):
    """Give the right to whoever may change accounts, in groups and by themselves."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects
    right = permissions.get(content_type__app_label="partnerships", codename="view_grant")
    keeps = permissions.filter(content_type__app_label="auth", codename="change_user")
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=keeps):
        group.permissions.add(right)
    for user in apps.get_model("auth", "User").objects.filter(user_permissions__in=keeps):
        user.user_permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("partnerships", "0060_later_contexts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grant",
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
                            ("asked", "asked for it"),
                            ("given", "gave it"),
                            ("refused", "refused it"),
                        ],
                        max_length=7,
                        verbose_name="what was done",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "account",
                    models.ForeignKey(
                        help_text="For whom it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answers",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="partnerships.grant",
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
                    "role",
                    models.ForeignKey(
                        blank=True,
                        help_text="Nothing here means all rights there are.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="auth.group",
                    ),
                ),
            ],
            options={
                "verbose_name": "role given by two",
                "verbose_name_plural": "roles given by two",
                "ordering": ["-pk"],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["asked", "given", "refused"])),
                        name="grant_act_is_known",
                        violation_error_message="Choose one of: asked for it, gave it, refused it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("account")), _negated=True),
                        name="grant_is_for_somebody_else",
                        violation_error_message="Nobody asks for more rights of their own, or "
                        "gives them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "asked"), ("answers", None)),
                            models.Q(
                                models.Q(("act", "asked"), _negated=True),
                                ("answers__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="grant_is_given_when_asked_for",
                        violation_error_message="What is given or refused was asked for before.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunPython(may_read_grants, migrations.RunPython.noop),
    ]

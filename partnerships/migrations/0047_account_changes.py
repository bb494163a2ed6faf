"""Accounts, roles, rights and tokens have a journal, and tokens end with what they were given for.

The laws' text is frozen beside this file.
"""

from pathlib import Path

import django.db.models.deletion
import django.db.models.lookups
import uuid_utils.compat
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = """
DROP FUNCTION keep_account_change(), end_tokens_of_account() CASCADE;
DROP TRIGGER account_change_is_kept_as_it_is ON partnerships_accountchange;
"""


def may_read_account_changes(apps, schema_editor=None):
    """Give the right to whoever may change accounts, in groups and by themselves."""
    config = apps.get_app_config("partnerships")
    config.models_module = getattr(config, "models_module", None) or True
    create_contenttypes(config, apps=apps, verbosity=0)
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects
    right = permissions.get(content_type__app_label="partnerships", codename="view_accountchange")
    keeps = permissions.filter(content_type__app_label="auth", codename="change_user")
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=keeps):
        group.permissions.add(right)
    for user in apps.get_model("auth", "User").objects.filter(user_permissions__in=keeps):
        user.user_permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0046_verified"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("knox", "0009_extend_authtoken_field"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChange",
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
                    "noun",
                    models.CharField(
                        choices=[
                            ("account", "account"),
                            ("role", "role of an account"),
                            ("right", "right of an account"),
                            ("group", "group"),
                            ("group_right", "right of a group"),
                            ("token", "token of the API"),
                        ],
                        max_length=11,
                        verbose_name="what",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[("insert", "given"), ("update", "changed"), ("delete", "taken")],
                        max_length=6,
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The account or the group, by name.",
                        max_length=150,
                        verbose_name="of",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="The group, or the right's code.",
                        max_length=150,
                        verbose_name="role or right",
                    ),
                ),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("at", models.DateTimeField()),
                ("door", models.CharField(blank=True, max_length=40)),
                ("context", models.UUIDField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Whose it is, while the account is there.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Who did it, where somebody was named.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an account",
                "verbose_name_plural": "changes of accounts",
                "ordering": ["-pk"],
                "default_permissions": ["view"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "noun__in",
                                ["account", "role", "right", "group", "group_right", "token"],
                            )
                        ),
                        name="account_change_noun_is_known",
                        violation_error_message="Choose one of: account, role of an account, "
                        "right of an account, group, right of a group, token of the API.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["insert", "update", "delete"])),
                        name="account_change_act_is_known",
                        violation_error_message="Choose one of: given, changed, taken.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(
                                models.F("before"),
                                function="jsonb_typeof",
                                output_field=models.TextField(),
                            ),
                            "object",
                        ),
                        name="account_change_before_has_names",
                        violation_error_message="This is kept as values by name.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.Func(
                                models.F("after"),
                                function="jsonb_typeof",
                                output_field=models.TextField(),
                            ),
                            "object",
                        ),
                        name="account_change_after_has_names",
                        violation_error_message="This is kept as values by name.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunPython(may_read_account_changes, migrations.RunPython.noop),
    ]

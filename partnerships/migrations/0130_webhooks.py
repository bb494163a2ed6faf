"""Addresses of programs that are told what changed for readers, and what was sent there.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from ._at_once import MigrationAtOnce

HERE = Path(__file__)
LAWS = HERE.with_suffix(".sql").read_text()
EARLIER = HERE.with_name("0062_second_factors.sql").read_text()
UNDO = """
DROP FUNCTION refuse_many_webhooks(), refuse_another_address() CASCADE;
DROP TRIGGER webhook_is_ones_own ON partnerships_webhook;
DROP TRIGGER account_webhook_is_kept ON partnerships_webhook;
DROP TRIGGER account_webhook_end_is_kept ON partnerships_webhook;
""" + re.search(
    r"^CREATE OR REPLACE FUNCTION keep_account_change.*?^END \$\$;$", EARLIER, re.M | re.S
)[0]


class Migration(MigrationAtOnce):
    dependencies = [
        ("partnerships", "0160_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                ("url", models.CharField(max_length=2048, verbose_name="address")),
                ("at", models.DateTimeField(verbose_name="registered at")),
                (
                    "told_until",
                    models.PositiveBigIntegerField(
                        default=0, help_text="The number of the last change that was taken there."
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="switched off at"),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, help_text="Why it was switched off.", max_length=500
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="webhooks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "url"),
                        name="webhook_is_registered_once",
                        violation_error_message="You have registered this address already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url__regex", "^https?://\\S+$")),
                        name="webhook_address_is_of_the_web",
                        violation_error_message="The address begins with https://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("why", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("why__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                            ),
                            _connector="OR",
                        ),
                        name="webhook_is_switched_off_for_a_reason",
                        violation_error_message="An address is switched off for a reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
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
                    "after",
                    models.PositiveBigIntegerField(help_text="The number before its first change."),
                ),
                (
                    "last",
                    models.PositiveBigIntegerField(help_text="The number of its last change."),
                ),
                ("begun_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("again_at", models.DateTimeField(blank=True, null=True)),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="What was answered last; nothing where nothing was.",
                        null=True,
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True, help_text="What came of the last try.", max_length=500
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("is_taken", models.BooleanField(default=False)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="partnerships.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("webhook",),
                        name="webhook_is_sent_one_page_at_a_time",
                        violation_error_message="A page is under way there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gt", models.F("after"))),
                        name="delivery_has_changes",
                        violation_error_message="A page has one change at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_taken", False),
                            models.Q(("again_at", None), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_that_is_taken_has_ended",
                        violation_error_message="What was taken is not sent again.",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="accountchange",
            name="account_change_noun_is_known",
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
                    ("webhook", "address that is told of changes"),
                ],
                max_length=13,
                verbose_name="what",
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
                            "webhook",
                        ],
                    )
                ),
                name="account_change_noun_is_known",
                violation_error_message=(
                    "Choose one of: account, role of an account, right of an account,"
                    " group, right of a group, token of the API, second factor, login"
                    " at a provider, address that is told of changes."
                ),
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

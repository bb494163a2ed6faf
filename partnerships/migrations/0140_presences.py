"""Who has the form of a record open. The table is not logged: a crash empties it, which costs
nobody anything, and what is written every few seconds is written to no log."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0130_webhooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("noun", models.CharField(help_text="The kind of the record.", max_length=40)),
                ("record", models.BigIntegerField()),
                (
                    "is_changing",
                    models.BooleanField(default=False, help_text="Something is typed in the form."),
                ),
                ("seen_at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "ordering": ["-seen_at", "-pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "record", "user"),
                        name="presence_is_told_once_of_a_record",
                        violation_error_message="It is told already that you have this open.",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE partnerships_presence SET UNLOGGED",
            "ALTER TABLE partnerships_presence SET LOGGED",
        ),
    ]

"""Records that are alike may be told apart. The laws' text is frozen beside this file."""

from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

LAWS = Path(__file__).with_suffix(".sql").read_text()
NOUNS = [("party", "Companies and people"), ("deal", "Deals"), ("source", "Sources")]


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0141_comments_on_deals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ToldApart",
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
                ("noun", models.CharField(choices=NOUNS, max_length=6)),
                ("first", models.BigIntegerField(help_text="The record with the smaller key.")),
                ("second", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "records told apart",
                "verbose_name_plural": "records told apart",
                "ordering": ["-at", "-pk"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("noun__in", ["party", "deal", "source"])),
                        name="told_apart_noun_is_known",
                        violation_error_message=(
                            "Choose one of: Companies and people, Deals, Sources."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="told_apart_are_two_in_order",
                        violation_error_message="Two records are told apart, the older one first.",
                    ),
                    models.UniqueConstraint(
                        fields=("noun", "first", "second"),
                        name="records_are_told_apart_once",
                        violation_error_message=(
                            "Somebody has said already that these are not the same."
                        ),
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            LAWS,
            """
            DROP TRIGGER told_apart_is_kept_as_it_is ON partnerships_toldapart;
            DROP TRIGGER records_are_told_apart_in_person ON partnerships_toldapart;
            """,
        ),
    ]

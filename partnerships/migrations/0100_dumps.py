"""All tables in one file a day; and what went since a moment is found without reading a history
from its beginning.

The laws' text is frozen beside this file.
"""

from pathlib import Path

from django.db import migrations, models

LAWS = Path(__file__).with_suffix(".sql").read_text()
UNDO = "DROP TRIGGER dump_is_kept_as_it_is ON partnerships_dump;"
# Rows of a history lie in the order of their moments: an index of ranges is a few pages.
WITHDRAWN = (
    "party role stake partnership deal valuation event claim source citation factsource"
).split()
INDEXES = "\n".join(
    f"CREATE INDEX {noun}history_moments ON partnerships_{noun}history"
    " USING brin (pgh_created_at) WITH (pages_per_range = 16);"
    for noun in WITHDRAWN
)
NO_INDEXES = "\n".join(f"DROP INDEX {noun}history_moments;" for noun in WITHDRAWN)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0091_merged_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dump",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(help_text="The day in UTC; there is one a day.")),
                ("at", models.DateTimeField(help_text="The moment of which it tells.")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(help_text="How many bytes the file has.")),
            ],
            options={
                "ordering": ["-day", "-pk"],
                "default_permissions": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day",),
                        name="dump_is_published_once_a_day",
                        violation_error_message="There is a dump of that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "day",
                                models.Func(
                                    models.F("at"),
                                    output_field=models.DateField(),
                                    template="(%(expressions)s AT TIME ZONE 'UTC')::date",
                                ),
                            )
                        ),
                        name="dump_is_of_its_day",
                        violation_error_message="A dump is of the day of its moment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="dump_sha256_is_a_hash",
                        violation_error_message="A hash has 64 digits, 0 to 9 and a to f.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
        migrations.RunSQL(INDEXES, NO_INDEXES),
    ]

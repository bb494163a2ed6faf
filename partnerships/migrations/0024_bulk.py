"""What is written by thousands costs what it must, and keeps nobody else waiting.

Plain dates are read without the long way, laws of one row are asked only where they may break, the
origin of sources is told by the statement, and the journal is sealed when a transaction ends.
Tables that are long are brought in by workers. The laws' text is frozen beside this file; what they
said before stands in those of 0001 to 0014.
"""

import re
from pathlib import Path

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = "\n".join(
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in ("0001_functions", "0004_all_laws", "0011_quotations", "0014_appearances")
).replace("\nCREATE FUNCTION", "\nCREATE OR REPLACE FUNCTION")
STATES = {"waiting": "Waiting", "at_work": "At work", "done": "Done", "failed": "Not done"}
ENDED = ["done", "failed"]
FUNCTIONS = (
    *("edtf_is_valid", "edtf_earliest", "edtf_latest", "claim_appears_in_an_open_source"),
    *("citation_quote_is_at_its_place", "source_tells_its_descendants", "entry_is_sealed"),
)
TRIGGERS = {
    "claim_appears_in_an_open_source": "claim",
    "citation_quote_is_at_its_place": "citation",
    "source_tells_its_descendants": "source",
    "entry_is_sealed": "entry",
    "entry_is_kept_as_it_is": "entry",
}


def _before(pattern):
    """The last text that the files of before have of a law."""
    return re.findall(pattern, BEFORE, re.M | re.S)[-1]


UNDO = "\n".join(
    [
        *(f"DROP TRIGGER {name} ON partnerships_{table};" for name, table in TRIGGERS.items()),
        "DROP TRIGGER source_tells_its_descendants_anew ON partnerships_source;",
        "DROP TRIGGER entry_comes_last ON partnerships_entry;",
        "DROP TRIGGER entry_waits_to_be_sealed ON partnerships_entry;",
        "DROP FUNCTION entry_comes_last(), entry_waits_to_be_sealed();",
        *(
            _before(rf"^CREATE OR REPLACE FUNCTION {name}\(.*?(?:^END \$\$;$|^RETURN [^\n]*;$)")
            for name in FUNCTIONS
        ),
        *(_before(rf"^CREATE TRIGGER {name}\b.*?;$") for name in TRIGGERS),
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0023_commits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(LAWS, UNDO),
        migrations.CreateModel(
            "TableJob",
            [
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
                    models.CharField(help_text="The records that its rows are.", max_length=40),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "kept",
                    models.CharField(help_text="The name of its file.", max_length=32, unique=True),
                ),
                (
                    "reading",
                    models.JSONField(default=dict, help_text="What was said of its columns."),
                ),
                ("is_confirmed", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "state",
                    models.CharField(choices=list(STATES.items()), default="waiting", max_length=7),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("said", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "default_permissions": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=list(STATES)),
                        name="table_job_state_is_known",
                        violation_error_message=f"Choose one of: {', '.join(STATES.values())}.",
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=ENDED, ended_at__isnull=False)
                        | (~Q(state__in=ENDED) & Q(ended_at=None)),
                        name="table_job_ends_when_it_is_done_or_not",
                        violation_error_message="A job that is done, or given up, has ended.",
                    ),
                ],
            },
        ),
    ]

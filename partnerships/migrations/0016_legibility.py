"""Each copy says how it reads, and where the rest of its page begins.

Copies that are there were not looked at, and say so. The history's law is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length

from ._at_once import MigrationAtOnce

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0005_history.sql").read_text()
UNDO = re.search(
    r"^CREATE OR REPLACE FUNCTION keep_snapshot_history\(.*?^END \$\$;$", BEFORE, re.M | re.S
)[0]
WORDS = {
    "legible": "Reads well",
    "no_text": "It has no text",
    "pages_unread": "Some of its pages have no text",
    "own_letters": "It has letters of its own",
    "machine_read": "A machine read its words",
    "needs_scripts": "The page needs scripts",
    "asks_consent": "The page asks for consent",
    "asks_who": "The page asks who comes",
    "not_free": "The page is not free",
    "fields_apart": "It has form fields or notes",
    "not_judged": "Not looked at",
}
FIELDS = {
    "legibility": models.CharField(
        "how it reads", choices=list(WORDS.items()), default="not_judged", max_length=13
    ),
    "rest_at": models.PositiveIntegerField(
        blank=True, help_text="Where in the text the rest of the page begins.", null=True
    ),
}


class Migration(MigrationAtOnce):
    dependencies = [("partnerships", "0010_open_periods")]

    operations = [
        *(
            migrations.AddField(model, name, field)
            for model in ("snapshot", "snapshothistory")
            for name, field in FIELDS.items()
        ),
        migrations.AddConstraint(
            "snapshot",
            models.CheckConstraint(
                condition=Q(legibility__in=list(WORDS)),
                name="snapshot_legibility_is_known",
                violation_error_message=f"Choose one of: {', '.join(WORDS.values())}.",
            ),
        ),
        migrations.AddConstraint(
            "snapshot",
            models.CheckConstraint(
                condition=Q(rest_at=None) | Q(rest_at__lt=Length("text")),
                name="snapshot_rest_lies_in_its_text",
                violation_error_message="The rest of a page begins where its text goes on.",
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

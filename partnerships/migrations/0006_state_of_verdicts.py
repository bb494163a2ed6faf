"""A verdict's state becomes a column that PostgreSQL computes, and the laws read it.

Their text is frozen beside this file; what they said before stands in that of 0004.
"""

import re
from pathlib import Path

from django.db import migrations, models
from django.db.models import Case, Value, When

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0004_all_laws.sql").read_text()
FUNCTION = r"^CREATE OR REPLACE FUNCTION (\w+)\(.*?^(?:END )?\$\$;$"
CHANGED = {law[1] for law in re.finditer(FUNCTION, LAWS, re.M | re.S)}
UNDO = "\n".join(law[0] for law in re.finditer(FUNCTION, BEFORE, re.M | re.S) if law[1] in CHANGED)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_history")]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="state",
            field=models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(withdrawn_at__isnull=False, then=Value("withdrawn")),
                    When(lapsed_at__isnull=False, then=Value("lapsed")),
                    When(countersigned_at__isnull=False, then=Value("stands")),
                    default=Value("waiting"),
                ),
                output_field=models.CharField(max_length=9),
            ),
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]

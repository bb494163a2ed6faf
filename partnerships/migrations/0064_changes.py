"""What changes is noted, so that readers can be told of it in one order.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
TRIGGERS = re.findall(r"^CREATE TRIGGER (\w+)\s.*? ON (\w+)\n", LAWS, re.M | re.S)
FUNCTIONS = re.findall(r"^CREATE OR REPLACE FUNCTION (\w+)\(", LAWS, re.M)
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER {trigger} ON {table};" for trigger, table in TRIGGERS),
        *(f"DROP FUNCTION {function};" for function in FUNCTIONS),
        "DROP TABLE partnerships_change, partnerships_told, partnerships_untold;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0063_edition_words")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

"""What changed is told before it is read: each transaction leaves its number.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
TRIGGERS = re.findall(r"^CREATE TRIGGER (\w+)\s.*? ON (\w+)\n", LAWS, re.M | re.S)
UNDO = "\n".join(
    [
        *(f"DROP TRIGGER {trigger} ON {table};" for trigger, table in TRIGGERS),
        "DROP FUNCTION note_commit();",
        "DROP FUNCTION unchanged_since(pg_snapshot);",
        "DROP FUNCTION forget_commits();",
        "DROP TABLE partnerships_commit, partnerships_forgotten;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0022_list_keys"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunSQL(LAWS, UNDO)]

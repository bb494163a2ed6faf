"""Answers of the API are stored for readers without a login, and outdated by what changes them.

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
        "DROP TABLE partnerships_claimdocument, partnerships_outdateddocument;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0035_figures_are_numbers"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunSQL(LAWS, UNDO)]

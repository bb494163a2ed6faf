"""Nobody writes by hand what lists of a party's claims and citations are made of.

The laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
TRIGGERS = re.findall(r"^CREATE TRIGGER (\w+)\s.*? ON (\w+)\n", LAWS, re.M | re.S)
UNDO = "\n".join(f"DROP TRIGGER {trigger} ON {table};" for trigger, table in TRIGGERS)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0025_released_by_noun")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

"""What a record leads to is asked by its noun, and once: it was asked of all nouns, four times.

The laws' text is frozen beside this file; what they said before stands in that of 0012.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0012_released.sql").read_text()
FUNCTION = r"^CREATE OR REPLACE FUNCTION {}\(.*?^(?:END )?\$\$;$"
UNDO = "\n".join(
    re.search(FUNCTION.format(name), BEFORE, re.M | re.S)[0]
    for name in ("record_leads_to", "released_leads_to_what_is_released")
)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0024_bulk")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

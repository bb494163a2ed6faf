"""Quotations are proved by Unicode's properties, past marks of notes, and never after a denial.

The laws' text is frozen beside this file; what they said before stands in that of 0004.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0004_all_laws.sql").read_text()
NAMES = ("ink_of", "quotation_stands", "citation_quote_is_at_its_place")
NEW = ("takes_back(text)", "without_asides(text)", "shaped(text)")
UNDO = "\n".join(
    re.search(rf"^CREATE OR REPLACE FUNCTION {name}\(.*?^(?:END )?\$\$;$", BEFORE, re.M | re.S)[0]
    for name in NAMES
) + "".join(f"\nDROP FUNCTION {name};" for name in NEW)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0007_plain_names")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

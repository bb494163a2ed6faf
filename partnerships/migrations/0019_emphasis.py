"""Marked words stay marked when they are set in italics or bold, or no longer.

The laws' text is frozen beside this file; what they said before stands in that of 0004.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0004_all_laws.sql").read_text()
FUNCTION = r"^CREATE OR REPLACE FUNCTION placement_is_where_its_words_stand\(.*?^END \$\$;$"
UNDO = re.search(FUNCTION, BEFORE, re.M | re.S)[0] + "\nDROP FUNCTION without_emphasis(text);"


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0018_lengths_of_words")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

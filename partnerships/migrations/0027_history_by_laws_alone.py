"""Only laws write a history or its context, with the rights of the tables' owner.

The application's login could add rows to a history by hand, with a moment of its choosing, and
words to a context of long ago. Its rights to do so are taken when the migrations are done. The
laws' text is frozen beside this file.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0005_history.sql").read_text()
KEEPERS = re.findall(r"^CREATE OR REPLACE FUNCTION (keep_\w+\(\))", LAWS, re.M)
UNDO = "\n".join(
    [
        *(f"ALTER FUNCTION {keeper} SECURITY INVOKER;" for keeper in KEEPERS),
        re.search(
            r"^CREATE OR REPLACE FUNCTION context_only_grows.*?^END \$\$;$", BEFORE, re.M | re.S
        )[0],
    ]
)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0026_listings_by_law")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

"""More words take back what is quoted after them: “ceased to”, “ruled out”, “not, it said,”.

A quotation that is kept stays; `verify_quotations` tells which stand after such words. The law's
text is frozen beside this file; what it said before stands in that of 0011.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = Path(__file__).with_name("0011_quotations.sql").read_text()
FUNCTION = r"^CREATE OR REPLACE FUNCTION takes_back\(.*?^\$\$;$"
UNDO = re.search(FUNCTION, BEFORE, re.M | re.S)[0]


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0038_documents")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

"""A confirmation makes days certain at either end of a period, and a period may be open.

The columns that PostgreSQL computes keep what they were computed with, so the rows of which more is
certain now are written again. The text of the functions is frozen beside this file; what edtf_days
said before stands in that of 0001.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
FIRST = Path(__file__).with_name("0001_functions.sql").read_text()
DAYS = re.search(r"^CREATE (?:OR REPLACE )?FUNCTION edtf_days\(.*?^END \$\$;$", FIRST, re.M | re.S)[
    0
]
PERIODS = ["role", "stake", "partnershipparty", "deal", "term", "partyname"]
ANEW = "\n".join(
    f"""UPDATE partnerships_{noun} SET confirmed_on = confirmed_on WHERE certain IS DISTINCT FROM
    edtf_certain(edtf_period(start, "end", ongoing), confirmed_on);"""
    for noun in PERIODS
)
UNDO = f"""
DROP TRIGGER fact_confirms ON partnerships_factsource;
DROP FUNCTION fact_confirms;
DROP FUNCTION edtf_is_open;
{DAYS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")}
{ANEW}
"""


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0015_legal_holds")]

    operations = [migrations.RunSQL(f"{LAWS}\n{ANEW}", UNDO)]

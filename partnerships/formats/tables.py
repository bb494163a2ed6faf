"""Tables as others read them: CSV for spreadsheets, workbooks, and JSON lines for programs.

Rows come in batches and go out as they come, so that a table of any length takes no more memory
than a batch of it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Optional

import orjson
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from ..errors import TablesAreBusy

# How a cell begins that a spreadsheet would run, behind the apostrophes that stand before it so
# that it is not: one goes out more, and one comes back less.
FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no workbook may hold
ROWS_OF_A_SHEET = 1_048_576  # as Excel has them, the header among them
LETTERS_OF_A_CELL = 32_767
FIRST_DAY = date(1900, 3, 1)  # of which every spreadsheet makes the same number
BYTES = 64 * 1024  # that are read at once of a workbook that is written
AT_ONCE = 3  # tables that a process writes at a time, of its eight threads: the rest is for pages
BOM = b"\xef\xbb\xbf"  # by which a spreadsheet knows that a file of letters is UTF-8


class Turns:
    """So many at a time, each of whom gives a turn back by its `release`.

    A lock each, and no semaphore: that is Python code around a lock, within which the collector may
    find an answer that was lost, whose end gives its turn back, and would wait for itself.
    """

    def __init__(self, number: int) -> None:
        self._locks = [Lock() for _ in range(number)]

    def take(self) -> Optional[Lock]:  # noqa: UP045, in Python 3.11 Lock is no type yet
        """A turn, or None where all are taken."""
        return next((each for each in self._locks if each.acquire(blocking=False)), None)

    @property
    def free(self) -> int:
        """How many could be taken now."""
        return sum(not each.locked() for each in self._locks)


TURNS = Turns(AT_ONCE)

Batches = Iterable[Sequence[Mapping[str, Any]]]


class ColumnKind(StrEnum):
    """What stands in a column, in the words of Frictionless's Table Schema."""

    TEXT = "string"
    NUMBER = "number"
    WHOLE = "integer"
    YES_NO = "boolean"
    DAY = "date"
    MOMENT = "datetime"


@dataclass(frozen=True)
class TableColumn:
    """A column: its name for ever, what it means, and what stands in it. An empty cell is None.

    A number may come as the text of one in full, so that nothing rounds it. `leads_to` names the
    table in which each of its values is an id; `is_key` says that no two rows have the same.
    """

    name: str
    meaning: str
    kind: ColumnKind = ColumnKind.TEXT
    leads_to: str = ""
    is_key: bool = False


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_table(columns: Sequence[TableColumn], batches: Batches) -> Iterator[bytes]:
    """The table as CSV in UTF-8, with a mark by which spreadsheets know that."""
    yield BOM
    yield from plain_csv_table(columns, batches)


def plain_csv_table(columns: Sequence[TableColumn], batches: Batches) -> Iterator[bytes]:
    """The table as CSV in UTF-8, for programs, which are told of that by other means."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    yield buffer.getvalue().encode()
    for batch in batches:
        buffer.seek(0)
        buffer.truncate()
        writer.writerows([[_csv_cell(each, row[each.name]) for each in columns] for row in batch])
        yield buffer.getvalue().encode()


def _csv_cell(column, value):
    if column.kind == ColumnKind.TEXT:
        return "" if value is None else inert(str(value))
    return "" if value is None else _written(value)


def _written(value):
    """What is no text, as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)


def json_lines_table(columns: Sequence[TableColumn], batches: Batches) -> Iterator[bytes]:
    """The table as JSON lines: an object a row, each with every column, numbers in full."""
    for batch in batches:
        lines = [
            {each.name: _json_value(each, row[each.name]) for each in columns} for row in batch
        ]
        yield b"".join(orjson.dumps(line) + b"\n" for line in lines)


def _json_value(column, value):
    if value is None or isinstance(value, bool):
        return value
    if _is_number(column, value):
        return orjson.Fragment(str(value))
    return _written(value)


def _is_number(column, value):
    return column.kind in (ColumnKind.NUMBER, ColumnKind.WHOLE) or isinstance(value, int | Decimal)


def workbook_table(columns: Sequence[TableColumn], batches: Batches) -> Iterator[bytes]:
    """The table as an Excel workbook, a further sheet where one is full.

    It is written to the disk before its first byte goes out: a workbook ends with the list of what
    is in it.
    """
    book = Workbook(write_only=True)
    sheet, place = _sheet(book, columns), 1
    for batch in batches:
        for row in batch:
            if place == ROWS_OF_A_SHEET:
                sheet, place = _sheet(book, columns), 1
            sheet.append([_workbook_cell(sheet, each, row[each.name]) for each in columns])
            place += 1
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(BYTES):
            yield part


@dataclass(frozen=True)
class TableFormat:
    """A way to write a table: its name for people, its media type, and how it is written."""

    name: str
    media_type: str
    content_type: str
    write: Callable[[Sequence[TableColumn], Batches], Iterator[bytes]]


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LINES = "application/x-ndjson"
# By the word with which each is asked for.
TABLE_FORMATS: dict[str, TableFormat] = {
    "csv": TableFormat("CSV", "text/csv", "text/csv; charset=utf-8; header=present", csv_table),
    "xlsx": TableFormat("Excel", _WORKBOOK, _WORKBOOK, workbook_table),
    "jsonl": TableFormat("JSON lines", _LINES, _LINES, json_lines_table),
}


def _sheet(book, columns):
    sheet = book.create_sheet(f"Table {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns])
    return sheet


def _workbook_cell(sheet, column, value):
    if value is None or isinstance(value, bool):
        return value
    if _is_number(column, value):
        number = Decimal(value)
        cell = WriteOnlyCell(sheet, number)
        cell.number_format = "#,##0" if number == int(number) else "#,##0.00"
        return cell
    match column.kind:
        case ColumnKind.DAY:
            day = date.fromisoformat(value) if isinstance(value, str) else value
            return day if day >= FIRST_DAY else day.isoformat()
        case ColumnKind.MOMENT:
            at = datetime.fromisoformat(value) if isinstance(value, str) else value
            return at.astimezone(UTC).replace(tzinfo=None)  # a spreadsheet knows no zones
    text = NO_XML.sub("\N{REPLACEMENT CHARACTER}", str(value))
    if len(text) > LETTERS_OF_A_CELL:
        text = text[: LETTERS_OF_A_CELL - 1] + "…"
    if text[:1] not in ("=", "#"):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # neither a formula nor an error
    return cell


class WrittenTable:
    """What is written of a table, and the turn that it takes until its end.

    The first of it is made before there is an answer: what PostgreSQL refuses is told as ever.
    What fails later breaks the answer off, so that nobody takes a part for the whole.
    """

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._turn = parts, TURNS.take()
        if self._turn is None:
            raise TablesAreBusy
        try:
            self._first = list(islice(parts, 3))  # its mark, its header, and a batch of rows
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._first
            yield from self._parts
        finally:
            self.close()

    def close(self) -> None:
        """Let others have the turn."""
        if close := getattr(self._parts, "close", None):
            close()
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()

    __del__ = close  # of an answer that was lost on its way, and that nobody closed

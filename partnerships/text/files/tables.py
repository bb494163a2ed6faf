"""Tables as spreadsheets and databases write them: whatever stands between the cells, and in
whatever encoding; or the reason why a file is no table that we can be sure of.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from . import media
from .encodings import MARKS

BETWEEN_CELLS = [",", ";", "\t", "|"]
SAID_APART = re.compile(
    r"\s*+\"?sep=(.)\"?[,;\t|]*+\s*+"
)  # the first line that Excel writes and reads
MOST_COLUMNS = 300
MOST_ROWS, MOST_CELLS = 50_000, 1_000_000
MOST_LETTERS = 131_072  # of a cell
MOST_UNPACKED = 100_000_000  # bytes of a workbook once it is unpacked
FIGURES_KEPT = 15  # as many as a spreadsheet keeps of a number
ROWS_NAMED = 10
NOT_SHOWN = re.compile(r'"[^"]*+"|\[[^\[\]]*+\]|\\.')  # of the format of a cell
OTHER_KINDS = {
    media.OLD_OFFICE: "This is a workbook of the old kind. Save it as .xlsx or as CSV.",
    media.RTF: "This is a text, not a table. Take the table out as CSV.",
    media.PDF: "This is a PDF, not a table. Take the table out as CSV.",
    media.GZIP: "This file is packed. Unpack it first.",
} | dict.fromkeys(media.IMAGES, "This is a picture, not a table.")
OTHER_TEXTS = [
    (b"<", "This is a page or XML, not a table. Save the table as CSV or .xlsx."),
    (b"{", "This is JSON, not a table. Save the table as CSV or .xlsx."),
    (b"[", "This is JSON, not a table. Save the table as CSV or .xlsx."),
]
NO_WORKBOOK = "This file cannot be read as a workbook. Save it as .xlsx anew, or as CSV."


class NoTable(ValueError):
    """A file is no table that can be read for certain; the message is for who brings it in."""


@dataclass(frozen=True)
class Cells:
    """The names of the columns and the rows under them, each as long as the names.

    `notes` say what was read in a way that somebody should look at.
    """

    columns: list[str]
    rows: list[list[Any]]
    notes: list[str] = field(default_factory=list)


def read_table(content: bytes) -> Cells:
    """The cells of a file: CSV in whatever way it is written, or the first sheet of a workbook.

    Errors   NoTable.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise NoTable("This file is empty.")
    if media.begun_as(content) == media.ZIP:
        lines, notes = _workbook(content)
    else:
        words = content.lstrip(b" \t\r\n")
        if why := OTHER_KINDS.get(media.begun_as(words)):
            raise NoTable(why)
        for beginning, why in OTHER_TEXTS:
            if words.startswith(beginning):
                raise NoTable(why)
        text, notes = _text(content)
        lines = _lines(text)
    columns, *rows = lines or [[]]
    return Cells(*_squared(columns, rows), notes)


def _text(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in [*MARKS, *_without_mark(content)]:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), []
            except UnicodeDecodeError:
                raise NoTable("This file is damaged: save the table as UTF-8 anew.") from None
    try:
        return content.decode(), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise NoTable("The letters of this file cannot be told: save the table as UTF-8.") from None
    told = dict.fromkeys(word for word in re.findall(r"\w+", text) if not word.isascii())
    shown = ", ".join(f"“{word}”" for word in list(told)[:ROWS_NAMED]) or "no letter"
    return text, [
        "This file is not UTF-8. It was read as Windows writes in western Europe, which gives "
        f"{shown}. Where that is wrong, save the table as UTF-8 and bring it in again."
    ]


def _without_mark(content):
    """UTF-16 that does not say so: every second byte of its first line is zero."""
    head = content[:64]
    zeros = [head[start::2].count(0) * 4 > len(head) for start in (0, 1)]
    return [(b"", "utf-16-le" if zeros[1] else "utf-16-be")] if any(zeros) else []


def _lines(text: str) -> list[list[str]]:
    first, *_ = text.lstrip("\r\n").splitlines() or [""]
    text = text.lstrip("\r\n")
    if said := SAID_APART.fullmatch(first):
        between, text = said[1], text[len(first) :].lstrip("\r\n")
    else:
        bare = re.sub(r'"[^"]*"', "", first)
        between = max(BETWEEN_CELLS, key=bare.count)
    if between in '"\r\n':
        raise NoTable("The first line says that quotation marks stand between the cells.")
    lines: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        for line in _bounded(reader):
            _check_cells(line, lines)
            lines.append(line)
    except csv.Error as error:
        raise NoTable(_torn(str(error), len(lines))) from None
    return lines


def _bounded(lines: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The lines as they come, up to as many as a table may have: what is beyond is never read."""
    cells = 0
    for number, line in enumerate(lines):
        cells += len(line)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise NoTable(
                f"This table has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells. Bring it in"
                " in parts."
            )
        yield line


def _check_cells(line, lines):
    for number, cell in enumerate(line):
        if len(cell) > MOST_LETTERS:  # csv has a limit, which any library may raise for all
            raise NoTable(_too_long(len(lines)))
        if "\x00" in cell:
            column = lines[0][number].strip() if lines and number < len(lines[0]) else number + 1
            where = f"Row {len(lines)}" if lines else "The first line"
            raise NoTable(
                f"{where}, column {column}: a character that nobody can see (U+0000) stands in "
                "this cell. Take it out."
            )


def _too_long(row):
    where = f"Row {row}" if row else "The first line"
    return f"{where} has a cell of more than {MOST_LETTERS:,} letters."


def _torn(error, row):
    if "field larger" in error:
        return _too_long(row)
    where = f"Row {row}" if row else "The first line"
    return (
        f"{where} cannot be told into cells: look at its quotation marks. Each that opens a cell "
        "closes it, and those within are written twice."
    )


def _squared(columns, rows) -> tuple[list[str], list[list[Any]]]:
    """Names and rows of one length, without the columns and rows that nobody wrote in."""
    names = [" ".join(str("" if name is None else name).split()) for name in columns]
    while rows and not any(map(_is_filled, rows[-1])):
        rows.pop()
    while names and not names[-1]:
        names.pop()
    if not names:
        raise NoTable("The first line is empty: the names of the columns stand there.")
    if len(names) > MOST_COLUMNS:
        raise NoTable(f"The first line names {len(names):,} columns; no table here has as many.")
    uneven = [_length(number, row, names) for number, row in enumerate(rows, 1)]
    if told := list(filter(None, uneven)):
        more = f" … and {len(told) - ROWS_NAMED} more rows." if len(told) > ROWS_NAMED else ""
        raise NoTable(" ".join(told[:ROWS_NAMED]) + more)
    if unnamed := [number for number, name in enumerate(names) if not name]:
        for number in unnamed:
            if any(_is_filled(row[number]) for row in rows):
                raise NoTable(f"Column {number + 1} has cells and no name in the first line.")
        named = [number for number, name in enumerate(names) if name]
        names = [names[number] for number in named]
        rows = [[row[number] for number in named] for row in rows]
    if not rows:
        raise NoTable("There is a line of names and no row under it.")
    return names, [row[: len(names)] for row in rows]


def _length(number, row, names):
    """What is wrong with the length of a row; "" if nothing is."""
    if not any(map(_is_filled, row)):
        return f"Row {number} is empty: take it out."
    if len(row) < len(names):
        return f"Row {number} has {len(row)} cells, and there are {len(names)} columns."
    if any(map(_is_filled, row[len(names) :])):
        return f"Row {number} has a cell beyond the last of the {len(names)} columns."
    return ""


def _is_filled(cell):
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _workbook(content: bytes) -> tuple[list[list[Any]], list[str]]:
    """The lines of a workbook's open sheet, as it shows them."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise NoTable("This workbook is too large. Save its table as CSV.")
        shown = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(BytesIO(content), read_only=True)
        sheet, formulas = shown.active, written.active
        if not hasattr(sheet, "rows"):
            raise NoTable("The open sheet of this workbook is a chart, not a table.")
        for each in (sheet, formulas):
            each.reset_dimensions()  # a file may claim any size
        lines = list(_bounded(_shown_lines(sheet.rows, formulas.rows)))
        others = [each.title for each in shown.worksheets if each.title != sheet.title]
    except NoTable:
        raise
    except Exception:  # of a file made to break a reader anything may be raised
        raise NoTable(NO_WORKBOOK) from None
    if lines:
        width = max(map(len, lines))  # rows of a sheet end at their last cell
        lines = [[*line, *[None] * (width - len(line))] for line in lines]
    notes = []
    if others:
        told = ", ".join(f"“{title}”" for title in others[:ROWS_NAMED])
        notes.append(f"Read was the sheet “{sheet.title}” alone, and not: {told}.")
    return lines, notes


def _shown_lines(rows: Iterable, formulas: Iterable) -> Iterator[list[Any]]:
    for row, (cells, typed) in enumerate(zip(rows, formulas, strict=True)):
        if len(cells) > MOST_COLUMNS:
            raise NoTable(f"Row {row} has {len(cells):,} cells; no table here has as many.")
        pairs = zip(cells, typed, strict=True)
        yield [_shown(*pair, row, number) for number, pair in enumerate(pairs, 1)]


def _shown(cell, typed, row, number):
    """A cell's value as it is shown: of a date no more than its format tells."""
    value = cell.value
    where = f"{f'Row {row}' if row else 'The first line'}, column {number}"
    if typed.data_type == "f" and value is None:
        raise NoTable(f"{where}: a formula whose result was not saved. Write the result.")
    if cell.data_type == "e":
        raise NoTable(f"{where}: the spreadsheet shows an error here, {str(value)[:10]}.")
    if isinstance(value, float):
        if len(Decimal(str(value)).normalize().as_tuple().digits) > FIGURES_KEPT:
            value = float(f"{value:.{FIGURES_KEPT}g}")  # 0.1 + 0.2 is shown as 0.3
        return int(value) if value.is_integer() and abs(value) < 10**FIGURES_KEPT else value
    if isinstance(value, date):
        shows = NOT_SHOWN.sub("", cell.number_format).lower()
        if "d" not in shows and "y" in shows:
            return value.strftime("%Y-%m" if "m" in shows else "%Y")
    return value

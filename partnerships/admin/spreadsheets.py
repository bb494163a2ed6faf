"""Workbooks of Excel, read as they show their cells: a year that is kept as a day stays a year."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import tablib
from import_export.formats.base_formats import XLSX

NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class Workbook(XLSX):
    """The first sheet of a workbook; its dates become text, as precise as their cells show them."""

    def create_dataset(self, in_stream):
        book = openpyxl.load_workbook(BytesIO(in_stream), read_only=True, data_only=True)
        rows = book.active.rows
        dataset = tablib.Dataset()
        dataset.headers = [cell.value for cell in next(rows)]
        for row in rows:
            dataset.append([_shown(cell) for cell in row])
        return dataset


def _shown(cell):
    """The cell's value; of a date what its format shows: 2018 of 1 January 2018 under "yyyy"."""
    if not isinstance(cell.value, date):
        return cell.value
    shows = NOT_SHOWN.sub("", cell.number_format).lower()
    if "d" in shows or "y" not in shows:
        return cell.value
    return cell.value.strftime("%Y-%m" if "m" in shows else "%Y")

"""Tables come in however they were written; what is none for certain is refused in a sentence."""

import csv
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from partnerships.text.files import tables
from partnerships.text.files.tables import NoTable, read_table

READ = {
    "commas": b"slug,name\na,Hafen\n",
    "semicolons": b"slug;name\na;Hafen\n",
    "tabs": b"slug\tname\na\tHafen\n",
    "bars": b"slug|name\na|Hafen\n",
    "the sign said apart": b"sep=;\r\nslug;name\r\na;Hafen\r\n",
    "the sign said apart, quoted": b'"sep=,"\nslug,name\na,Hafen\n',
    "a mark before UTF-8": b"\xef\xbb\xbfslug,name\na,Hafen\n",
    "UTF-16": "slug;name\r\na;Hafen\r\n".encode("utf-16"),
    "UTF-16 without its mark": "slug;name\r\na;Hafen\r\n".encode("utf-16-le"),
    "UTF-16 of the other order": "slug;name\r\na;Hafen\r\n".encode("utf-16-be"),
    "lines of old Macs": b"slug,name\ra,Hafen\r",
    "commas at the ends": b"slug,name,,\na,Hafen,,\n,,,\n\n",
    "a column without name and cells": b"slug,,name\na,,Hafen\n",
    "longer rows without cells": b"slug,name\na,Hafen,,,\n",
    "spaces around the names": b" slug , name\na,Hafen\n",
    "quotation marks around all": b'"slug";"name"\n"a";"Hafen"\n',
    "a name with the other sign": b'slug;"name"\na;Hafen\n',
    "empty lines before": b"\n\nslug,name\na,Hafen",
}

REFUSED = {
    b"": "This file is empty.",
    b"\n \n": "This file is empty.",
    b"slug,name\n": "no row under it",
    b",,\na,b,c": "names of the columns",
    b"slug,name\na": "Row 1 has 1 cells, and there are 2 columns.",
    b"slug,name\na,b,c": "Row 1 has a cell beyond the last of the 2 columns.",
    b"slug,name\na,b\n\nc,d": "Row 2 is empty",
    b"slug,,name\na,x,b": "Column 2 has cells and no name",
    b"slug,name\na,H\x00afen": "Row 1, column name",
    b"sl\x00ug,name\na,b": "The first line, column 1",
    b'slug,name\na,"Hafen\nb,Kai': "Row 1 cannot be told into cells",
    b'slug,name\na,"Ha"fen': "Row 1 cannot be told into cells",
    b"slug,name\na,Caf\x81": "save the table as UTF-8",
    b"slug,name\na," + b"x" * 140_000: "Row 1 has a cell of more than",
    b'sep=";\nslug': "quotation marks stand between",
    b",".join(b"c%d" % number for number in range(400)) + b"\n1": "400 columns",
    b"\xff\xfes\x00\x00\xd8\x01": "damaged",
    b"%PDF-1.7": "a PDF",
    b"<html><table>": "a page or XML",
    b'[{"slug": "a"}]': "JSON",
    b'{"slug": "a"}': "JSON",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "of the old kind",
    b"\x1f\x8b\x08": "Unpack it",
    b"\x89PNG\r\n": "a picture",
    b"\xff\xd8\xff\xe0": "a picture",
    b"PK\x03\x04": "cannot be read as a workbook",
    b"PK\x03\x04" + b"\x00" * 200: "cannot be read as a workbook",
}


def workbook(*rows, shown_as=None, others=()):
    book, written = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    if shown_as:
        book.active["B2"].number_format = shown_as
    for title in others:
        book.create_sheet(title)
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_a_table_is_read_however_it_is_written(content):
    cells = read_table(content)

    assert (cells.columns, cells.rows) == (["slug", "name"], [["a", "Hafen"]])


def test_a_cell_is_as_long_as_we_say_whatever_another_library_lets_be():
    before = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(NoTable, match="Row 1 has a cell of more than 131,072 letters"):
            read_table(b"slug,name\na," + b"x" * 140_000)
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(("content", "why"), REFUSED.items(), ids=REFUSED.values())
def test_what_is_no_table_for_certain_is_refused_with_the_place(content, why):
    with pytest.raises(NoTable, match=why):
        read_table(content)


def test_the_letters_of_windows_are_read_and_shown_to_be_looked_at():
    cells = read_table("slug,name\na,Café Möwe".encode("cp1252"))

    assert cells.rows == [["a", "Café Möwe"]]
    assert "“Café”, “Möwe”" in cells.notes[0]


def test_lines_within_a_cell_stay_as_they_are():
    assert read_table(b'slug,note\na,"one\r\ntwo\nthree"').rows == [["a", "one\r\ntwo\nthree"]]


@pytest.mark.parametrize(
    ("cell", "shown_as", "read"),
    [
        (date(2018, 1, 1), "yyyy", "2018"),
        (date(2018, 3, 1), '[$-409]mmm" "yyyy', "2018-03"),
        (0.1 + 0.2, None, 0.3),
        (1866.0, None, 1866),
        (True, None, True),
        (None, None, None),
    ],
)
def test_a_workbook_is_read_as_it_shows_its_cells(cell, shown_as, read):
    content = workbook(["slug", "cell", "name"], ["a", cell, "x"], shown_as=shown_as)

    assert read_table(content).rows == [["a", read, "x"]]


@pytest.mark.parametrize(
    ("cell", "why"), [("=1+1", "result was not saved"), ("#REF!", "shows an error")]
)
def test_a_cell_of_a_workbook_that_shows_nothing_is_refused(cell, why):
    with pytest.raises(NoTable, match=f"Row 1, column 2: .*{why}"):
        read_table(workbook(["slug", "cell"], ["a", cell]))


def test_the_sheets_that_are_not_read_are_named():
    cells = read_table(workbook(["slug", "name"], ["a", "b"], others=["Notes"]))

    assert "and not: “Notes”" in cells.notes[0]


def changed(content, name, change):
    """The workbook with one of its parts changed."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for each in before.namelist():
            part = before.read(each)
            after.writestr(each, change(part) if each == name else part)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "content",
    [
        b"name,note\n" + b"a,b\n" * (tables.MOST_ROWS + 1),
        b",".join([b"n"] * 300) + b"\n" + (b"," * 299 + b"\n") * 4000,
        # One cell in the last row that a sheet can have: a reader fills in all that are before it.
        changed(
            workbook(("name", "note"), ("a", "b")),
            SHEET,
            lambda part: part.replace(b'"2"', b'"1048576"').replace(b"A2", b"A1048576")
            .replace(b"B2", b"B1048576"),
        ),
    ],
    ids=["rows", "cells", "one row far below"],
)  # fmt: skip
def test_a_table_that_is_too_long_is_refused_before_it_is_read_whole(content):
    with pytest.raises(NoTable, match="more than 50,000 rows or 1,000,000 cells"):
        read_table(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused_packed():
    bomb = changed(
        workbook(("name",), ("a",)),
        "xl/styles.xml",
        lambda part: part + b" " * tables.MOST_UNPACKED,
    )
    assert len(bomb) < 200_000

    with pytest.raises(NoTable, match="too large"):
        read_table(bomb)


def test_entities_that_grow_are_not_unfolded():
    lol = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    head = f'<?xml version="1.0"?><!DOCTYPE x [{lol}]>'.encode()
    laughing = changed(
        workbook(("name",), ("a",)),
        SHEET,
        lambda part: head + part.partition(b"?>")[2].replace(b">a<", b">&l9;<"),
    )

    with pytest.raises(NoTable):
        read_table(laughing)

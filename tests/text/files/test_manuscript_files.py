"""The file of a manuscript is read in the encoding that it declares, or refused by its kind."""

import codecs
import io
import zipfile

import pytest

from partnerships.errors import NotReadable
from partnerships.text.files.manuscript_files import manuscript, manuscript_text

SAID = "“Łódź sells its quay,” she said."


def zipped(name, content=b""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SAID.encode(), SAID),
        (codecs.BOM_UTF8 + SAID.encode(), SAID),
        (codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"), SAID),
        (codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"), SAID),
        (f"<meta charset=windows-1250><p>{SAID}</p>".encode("cp1250"), SAID),
        (f"<meta charset=iso-8859-1><p>{SAID}</p>".encode(), SAID),
        (f'<?xml version="1.0" encoding="cp1250"?><html><p>{SAID}</p>'.encode("cp1250"), SAID),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_declares(content, said):
    assert manuscript(manuscript_text(content))["body"] == said


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped("word/document.xml"), "This is a Word file: open it, copy the whole text"),
        (zipped("mimetype", b"application/vnd.oasis.opendocument.text"), "a LibreOffice file"),
        (zipped("xl/workbook.xml"), "an Excel file"),
        (zipped("Index/Document.iwa"), "a Pages file"),
        (zipped("story.txt"), "a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word file of the old kind"),
        (rb"{\rtf1\ansi The story.}", "an RTF file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"The \0 story.", "This is no text"),
        (SAID.encode("cp1250"), "not in UTF-8, and names no other encoding"),
        (b"<meta charset=ascii><p>\x81", "not in UTF-8, and names no other encoding"),
        (codecs.BOM_UTF16_LE + b"\x00", "not in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(content, kind):
    with pytest.raises(NotReadable, match=kind):
        manuscript_text(content)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("The fund paid nine million for the\nquay of the town, and it said that\nmore came.", 1),
        ("The fund paid.\nThe town was glad.\nNobody else was.", 3),
        ("The fund paid nine million for it.\nThe town was glad to have sold it.\nSo it is.", 3),
        ("A short line\nand then one that is a good deal longer than the one before it", 2),
        ("word " * 30 + "\n" + "word " * 30, 2),
        ("A title\n\nThe fund paid nine million for the\nquay of the town.", 2),
        ("They:\n• one\n• two", 1),
    ],
)  # fmt: skip
def test_lines_that_were_broken_by_hand_are_one_paragraph(text, paragraphs):
    assert len(manuscript(text)["body"].split("\n\n")) == paragraphs

"""A PDF says how it reads: what its fonts, pictures, form fields and notes do to its text."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from partnerships.text.files import media
from partnerships.text.files.file_reader import read_file_here
from tests.sample_pdfs import column, pdf

SAID = "The port is sold to a fund."


def read(*pages, **changes):
    """What is read of a PDF whose first page was changed: its font, its picture, its notes."""
    writer = PdfWriter(PdfReader(BytesIO(pdf(*pages))))
    page = writer.pages[0]
    resources = page["/Resources"]
    for key, value in changes.get("font", {}).items():
        resources["/Font"]["/F1"].get_object()[NameObject(key)] = value
    if "picture" in changes:
        picture = DecodedStreamObject()
        picture.update({NameObject("/Subtype"): NameObject("/Image")})
        images = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
        resources[NameObject("/XObject")] = images
    if "unseen" in changes:
        body = DecodedStreamObject()
        body.set_data(b"3 Tr " + page.get_contents().get_data())
        page[NameObject("/Contents")] = writer._add_object(body)
    if "notes" in changes:
        page[NameObject("/Annots")] = ArrayObject(
            writer._add_object(note(**each)) for each in changes["notes"]
        )
    made = BytesIO()
    writer.write(made)
    return read_file_here(made.getvalue(), media.PDF)


def note(**said):
    """A note: names by letters, what begins with a stroke as a name of the format."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value)
            if value.startswith("/")
            else TextStringObject(value)
            for key, value in said.items()
        }
    )


def test_a_text_with_letters_that_are_known_reads_well():
    found = read(column(50, SAID))

    assert (found.legibility, found.rest_at) == ("legible", None)


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (b"(10) Tj /F1 6 Tf 4 Ts (9) Tj 0 Ts /F1 10 Tf ( crowns.) Tj", "10⁹ crowns."),
        (b"(10) Tj /F1 6 Tf 12 4 Td (-9) Tj /F1 10 Tf 9 -4 Td (crowns.) Tj", "10⁻⁹ crowns."),
        (b"(10) Tj /F1 6 Tf 12 -2 Td (2) Tj /F1 10 Tf 9 2 Td (is two.) Tj", "10₂ is two."),
        (b"(So.) Tj /F1 6 Tf 4 Ts (1) Tj 0 Ts /F1 10 Tf ( And so.) Tj", "So.¹ And so."),
        (b"(10) Tj /F1 9 Tf (9) Tj ( crowns.) Tj", "109 crowns."),
        (b"(10) Tj 0 -14 Td /F1 6 Tf (9 crowns.) Tj", "10\n9 crowns."),
        (b"(10) Tj 0 -14 Td /F1 6 Tf (9) Tj", "10\n9"),
    ],
)
def test_figures_that_are_raised_stay_raised(drawn, text):
    assert read(b"BT /F1 10 Tf 50 700 Td %s ET" % drawn).text == text


def test_a_scan_has_no_text():
    found = read([], picture=True)

    assert (found.legibility, found.text) == ("no_text", "")


def test_a_page_that_is_a_picture_is_told_by_its_number():
    found = read([], column(50, SAID), picture=True)

    assert (found.legibility, found.unread) == ("pages_unread", (1,))


def test_an_empty_page_is_no_picture():
    assert read([], column(50, SAID)).legibility == "legible"


@pytest.mark.parametrize(
    "font",
    [
        {"/Subtype": NameObject("/Type3")},
        {"/Subtype": NameObject("/Type0"), "/Encoding": NameObject("/Identity-H")},
        {"/Encoding": DictionaryObject({NameObject("/Differences"): ArrayObject(
            [NameObject("/g23"), NameObject("/g24")])})},
    ],
    ids=["drawn", "numbered", "named by numbers"],
)  # fmt: skip
def test_letters_that_a_font_does_not_name_are_its_own(font):
    assert read(column(50, SAID), font=font).legibility == "own_letters"


def test_a_font_that_names_its_letters_in_words_reads_well():
    named = ArrayObject([NameObject("/fi"), NameObject("/quotesingle"), NameObject("/A")])
    font = {"/Encoding": DictionaryObject({NameObject("/Differences"): named})}

    assert read(column(50, SAID), font=font).legibility == "legible"


def test_words_unseen_over_a_picture_were_read_by_a_machine():
    assert read(column(50, SAID), picture=True, unseen=True).legibility == "machine_read"
    assert read(column(50, SAID), picture=True).legibility == "legible"


def test_what_is_filled_into_a_form_stands_after_the_text():
    found = read(
        column(50, SAID),
        notes=[
            {"Subtype": "/Widget", "FT": "/Tx", "T": "price", "V": "nine million"},
            {"Subtype": "/Widget", "FT": "/Ch", "T": "f1", "TU": "Buyer", "V": "a fund"},
            {"Subtype": "/Widget", "FT": "/Btn", "T": "Paid", "AS": "/On"},
            {"Subtype": "/Widget", "FT": "/Btn", "T": "Due", "AS": "/Off"},
            {"Subtype": "/Widget", "FT": "/Tx", "T": "empty", "V": ""},
        ],
    )

    assert found.legibility == "fields_apart"
    assert found.text[: found.rest_at].strip() == SAID
    assert found.text[found.rest_at :] == "price: nine million\nBuyer: a fund\nPaid: yes"


def test_what_notes_say_stands_after_the_text_with_its_page():
    notes = [
        {"Subtype": "/Text", "Contents": "Is that so?"},
        {"Subtype": "/FreeText", "Contents": "Draft"},
        {"Subtype": "/Highlight"},
        {"Subtype": "/Popup", "Contents": "unseen"},
        {"Subtype": "/Link", "Contents": "a link"},
    ]

    found = read(column(50, SAID), column(50, "The second."), notes=notes)

    assert found.text[found.rest_at :] == "Is that so?\nDraft"
    assert [number for number, _ in found.pages] == [1, 2, 1]
    assert found.pages[-1] == (1, found.rest_at)


def test_a_form_of_which_only_the_fields_can_be_read_is_told():
    notes = [{"Subtype": "/Widget", "FT": "/Tx", "T": "price", "V": "nine"}]

    found = read([], notes=notes)

    assert (found.text, found.rest_at, found.legibility) == ("price: nine", 0, "pages_unread")


def test_a_note_that_is_broken_breaks_no_page():
    writer = PdfWriter(PdfReader(BytesIO(pdf(column(50, SAID)))))
    writer.pages[0][NameObject("/Annots")] = NameObject("/None")
    made = BytesIO()
    writer.write(made)

    assert read_file_here(made.getvalue(), media.PDF).text == SAID


def test_who_made_the_file_is_not_who_wrote_it():
    found = read_file_here(pdf(column(50, SAID), title="Microsoft Word - a.docx", author="User"),
                           media.PDF)  # fmt: skip

    assert (found.title, found.authors) == ("", ())

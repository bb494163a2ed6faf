"""Copies as they are read: every character in its place, and what is quoted marked there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Snapshot
from partnerships.rules.claims import proving
from partnerships.rules.sources import copy_pages
from partnerships.vocabulary import Confidentiality
from tests import factories as make

LINES = "\n".join(f"Line {number} of a long paper." for number in range(9_000))
LETTERS = "ab é\u0301ש👩\u200d👧𝒢\r\n\n\t<&\u00ad-"


@pytest.fixture
def user(db):
    return make.editor("ann", is_superuser=True)


def shown(reading):
    return "".join(piece.text for paragraph in reading.paragraphs for piece in paragraph.pieces)


def lit(reading):
    pieces = (piece for paragraph in reading.paragraphs for piece in paragraph.pieces)
    return "".join(piece.text for piece in pieces if piece.is_lit)


def cited(reading, citation):
    pieces = (piece for paragraph in reading.paragraphs for piece in paragraph.pieces)
    return "".join(piece.text for piece in pieces if citation in piece.cited)


@given(
    text=st.text(LETTERS, max_size=60),
    place=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    pages=st.lists(st.integers(0, 60), max_size=3, unique=True),
)
def test_what_is_shown_is_the_text_to_the_letter(text, place, pages):
    copy = Snapshot(text=text, pages=[[n, at] for n, at in enumerate(sorted(pages), start=1)])
    light = copy_pages._within(place, text)
    reading = copy_pages.CopyPage(copy, 0, len(text), 1, 1, marks=[], lit=light)

    assert shown(reading) == text
    assert lit(reading) == (text[light[0] : light[1]] if light else "")
    for paragraph in reading.paragraphs:
        assert text.startswith(paragraph.pieces[0].text, paragraph.start)


@given(
    text=st.text(LETTERS + "inv10 ", min_size=1, max_size=60),
    start=st.integers(0, 59),
    extent=st.integers(1, 60),
)
def test_what_is_selected_holds_all_the_words_of_the_selection(text, start, extent):
    extent = min(extent, len(text) - start)
    found = copy_pages.passage(Snapshot(text=text), start, extent) if extent > 0 else None

    if found:
        begin, end = found["position"], found["position"] + found["extent"]
        assert text[start : start + extent].strip().strip("\u00ad \t\r\n") in text[begin:end]
        assert "\n" not in found["quote"]


@pytest.mark.parametrize(
    ("selected", "quote"),
    [
        ("ould not in-\nvest", "would not in-vest"),
        (" $10 billion in\nthe first year ", "$10 billion in the first year"),
        ("coop\u00ad\nerate  with", "cooperate with"),
        ("👩\u200d👩\u200d👧 is hap", "👩\u200d👩\u200d👧 is happy"),
        ("Cafe", "Cafe\u0301"),
        ("שלום עול", "שלום עולם"),
    ],
)
def test_what_is_selected_is_quoted_in_whole_words_and_one_line(selected, quote):
    text = (
        "They would not in-\nvest $10 billion in\nthe first year but coop\u00ad\nerate  with us.\n"
        "The 👩\u200d👩\u200d👧 is happy. Cafe\u0301 owners said שלום עולם to them."
    )
    found = copy_pages.passage(Snapshot(text=text), text.index(selected), len(selected))

    assert found["quote"] == quote
    assert found["proved"]


def test_what_cannot_be_quoted_is_none():
    copy = Snapshot(text="It is so. " * 1_000)

    assert copy_pages.passage(copy, 9, 1) is None
    assert copy_pages.passage(copy, 0, 9_000) is None
    assert copy_pages.passage(copy, 9_990, 20) is None


def test_half_a_figure_is_not_proved():
    text = "It paid $10 billion then."

    assert not copy_pages.passage(Snapshot(text=text), text.index("It"), 11)["proved"]


def test_parts_cover_the_text_and_begin_with_lines():
    starts = copy_pages.parts_of(LINES)

    assert starts[0] == 0
    assert all(LINES[start - 1] == "\n" for start in starts[1:])
    assert max(b - a for a, b in zip(starts, [*starts[1:], len(LINES)], strict=True)) <= 41_000


def test_a_text_without_lines_has_parts_too():
    assert len(copy_pages.parts_of("x" * 100_000)) == 3


def test_a_part_runs_on_so_that_what_crosses_its_border_can_be_quoted(user):
    copy = make.snapshot(text=LINES)

    first, second = (copy_pages.copy_page(copy, user, part=number) for number in (1, 2))

    assert first.end > second.start
    assert len(shown(first)) < 42_000


def test_the_part_of_a_place_is_shown_and_the_place_lit(user):
    copy = make.snapshot(text=LINES)
    place = LINES.index("Line 7654"), 9

    reading = copy_pages.copy_page(copy, user, place=place)

    assert reading.part > 1
    assert lit(reading) == "Line 7654"


@pytest.mark.parametrize("asked", [{"part": 99}, {"part": 0}, {"place": (10**8, 5)}, {"page": 7}])
def test_what_is_not_there_shows_the_text_all_the_same(user, asked):
    assert (
        shown(copy_pages.copy_page(make.snapshot(text="It is so."), user, **asked)) == "It is so."
    )


def test_words_are_found_as_quotations_are_and_else_in_any_letters(user):
    copy = make.snapshot(text="“It  paid”, it said. IT PAID.")

    assert copy_pages.copy_page(copy, user, words='"It paid"').places == ((0, 10),)
    assert copy_pages.copy_page(copy, user, words="it paid").places == ((1, 9), (21, 28))
    assert copy_pages.copy_page(copy, user, words="nothing").places == ()


def test_pages_of_a_copy_are_told_and_turned_to(user):
    copy = make.snapshot(text="One.\n\nTwo.\nMore.", pages=[[1, 0], [2, 6]])
    reading = copy_pages.copy_page(copy, user, page=2)

    assert [paragraph.begun for paragraph in reading.paragraphs] == [(1,), (2,), ()]
    assert copy_pages.passage(copy, 11, 4)["locator"] == "page 2"


def test_citations_are_marked_where_they_overlap(user):
    copy = make.snapshot(text="It paid ten and then more.")
    first = make.citation(None, copy.source, quote="It paid ten and then", snapshot=copy)
    second = make.citation(None, copy.source, quote="ten and then more", snapshot=copy)

    reading = copy_pages.copy_page(copy, user)

    assert cited(reading, first) == "It paid ten and then"
    assert cited(reading, second) == "ten and then more"


def test_what_is_quoted_from_another_copy_is_marked_where_it_stands_once(user):
    older = make.snapshot(text="It paid ten. They said so.")
    copy = make.snapshot(older.source, text="It paid  ten. Said they, said we.")
    once = make.citation(None, copy.source, quote="It paid ten", snapshot=older)
    make.citation(None, copy.source, quote="They said so")

    reading = copy_pages.copy_page(copy, user)

    assert [mark.citation for mark in reading.marks] == [once]
    assert cited(reading, once) == "It paid  ten"


def test_claims_that_one_may_not_know_of_are_not_marked(db):
    copy = make.snapshot(make.source(released_at=make.NOON), text="It paid ten. It paid more.")
    make.citation(None, copy.source, quote="It paid ten", snapshot=copy)
    known = make.claim(released_at=make.NOON)
    shown_one = make.citation(known, copy.source, quote="It paid more", snapshot=copy)

    reading = copy_pages.copy_page(copy, make.editor(None, "view_source", "view_snapshot"))

    assert [mark.citation for mark in reading.marks] == [shown_one]


def test_nothing_of_a_confidential_source_is_marked(db):
    hidden = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    copy = make.snapshot(hidden, text="It paid ten.")
    make.citation(None, hidden, quote="It paid ten", snapshot=copy)

    assert copy_pages.copy_page(copy, make.member("Editor")).marks == []


def test_reading_changes_nothing_and_asks_once(user, read_only, django_assert_num_queries):
    copy = make.snapshot(text="It paid ten.")
    for _ in range(5):
        make.citation(None, copy.source, quote="It paid ten", snapshot=copy)

    with read_only(), django_assert_num_queries(1):
        assert len(copy_pages.copy_page(copy, user, words="paid").marks) == 5


def test_the_form_proves_a_passage_at_its_place(user):
    copy = make.snapshot(text="They would not in-\nvest. They would not in-\nvest.")
    found = copy_pages.passage(copy, 25, 20)
    citation = make.citation(None, copy.source)
    citation.snapshot, citation.quote = copy, found["quote"]
    citation.position = found["position"]

    place, fault = proving.quotation_place(citation)

    assert (place, fault) == ((25, 23), None)

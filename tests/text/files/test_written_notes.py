"""Notes, comments and deletions that are written into plain text are no words of a story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.errors import NotReadable
from partnerships.text.files.manuscript_files import manuscript
from partnerships.text.files.written_notes import without_notes

WRITTEN = {
    "footnote": ("It paid nine.[^1]\n\n[^1]: Ada Lowe told us,\nat home.", "It paid nine."),
    "footnote of two paragraphs": ("So.[^a]\n\n[^a]: Ada.\n\n    Lowe.\n\nEnd.", "So.\n\nEnd."),
    "footnotes in a row": ("So[^a] it[^b].\n\n[^a]: Ada.\n[^b]: Lowe.", "So it."),
    "footnote in its place": ("It paid^[Ada Lowe told us] nine.", "It paid nine."),
    "footnote of plain text": ("It paid nine.[1]\n\n[1] Ada Lowe told us.", "It paid nine."),
    "comment": ("It paid <!-- Ada\n\nLowe --> nine.", "It paid nine."),
    "comment as an address": ("So.\n\n[//]: # (Ada)\n[comment]: <> (B)\n\nEnd.", "So.\n\nEnd."),
    "comment of a word processor": ("It paid[AL1] nine.\n\n[AL1]Ask Ada Lowe.", "It paid nine."),
    "comment in a draft": ("It paid nine{>>Ada Lowe<<}.", "It paid nine."),
    "deletion": ("It paid ~~ninety~~ nine.", "It paid nine."),
    "changes": ("It {--cost--}{++paid++} {~~ten~>nine~~} {==now==}.", "It paid nine now."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "seen"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_no_word_of_the_story_is_left_out(text, seen):
    assert without_notes(text) == manuscript(text)["body"] == seen


@pytest.mark.parametrize(
    "text",
    [
        "He said that it [sic] was so [1] at the time.",
        "[1] stands at the beginning, and is called by nothing.",
        "See [the list](https://example.org/a) and [1](https://example.org/b).",
        "From ~~5 to ~~6, and 5 ~ 6.",
        "A set {a, b} -- and -- more ++ of it.",
        "An arrow <- and 1 < 2 -> 3.",
    ],
)
def test_what_only_looks_like_a_note_stays(text):
    assert without_notes(text) == text


def test_a_comment_that_never_ends_is_told_and_takes_nothing_away():
    with pytest.raises(NotReadable, match="A comment begins with “<!--” and never ends"):
        without_notes("It paid nine. <!-- Ask Ada Lowe\n\nAnd more.")


@given(st.text("a[]^1:{}<>-!+=~ \n\0", max_size=60))
def test_what_is_left_has_no_notes(text):
    try:
        seen = without_notes(text)
    except NotReadable:
        return
    assert "\0" not in seen
    assert "<!--" not in seen or "<!--" not in text

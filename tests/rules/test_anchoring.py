"""Marked words stay the words that were marked, or are asked for again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.rules.anchoring import Carrying
from tests.manuscripts import Manuscript, edit, spans, texts


@settings(max_examples=1000, deadline=None)
@given(st.data())
def test_no_mark_ever_stands_on_other_words(data):
    manuscript = Manuscript(data.draw(texts()))
    marked = [spans(data.draw, manuscript) for _ in range(4)]
    marked = {(start, end): manuscript.marks(start, end) for start, end in marked}
    for _ in range(4):
        before = manuscript.text
        done = edit(data.draw, manuscript)
        carrying = Carrying(before, manuscript.text)
        still = {}
        for (start, end), marks in marked.items():
            exact = before[start:end]
            place = carrying.place(exact, start)
            if place is None:
                continue
            where = manuscript.where(marks)
            told = f"{done}: {before!r} -> {manuscript.text!r}: {exact!r} at {start}"
            assert manuscript.text[slice(*place)] == exact, told
            assert place[0] == where, told
            still[place] = marks
        marked = still

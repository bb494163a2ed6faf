"""Through any edits of a story, what is marked stays on its words or is asked for again."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions.stories import passages
from partnerships.models import Passage, Placement
from partnerships.text.anchoring import without_emphasis
from tests import factories as make
from tests.sample_manuscripts import Manuscript, edit, spans, texts
from tests.volume import tries

pytestmark = pytest.mark.django_db
SLOW = [HealthCheck.too_slow]


@settings(max_examples=tries(15), suppress_health_check=SLOW)
@given(data=st.data())
def test_no_binding_points_at_other_words_and_none_is_lost(data):
    manuscript = Manuscript(data.draw(texts()).strip())
    by = make.member("Editor")
    story = make.story(manuscript.text, by=by)
    first = story.revisions.get()
    head = first.text.index(manuscript.text)
    marked = {}
    for _ in range(3):
        start, end = spans(data.draw, manuscript)
        bound = passages.bind(first, head + start, head + end, make.claim(), by=by)
        marked[bound.passage] = manuscript.marks(start, end)
    for _ in range(4):
        edit(data.draw, manuscript)
        if not manuscript.text.strip():
            return
        cut = len(manuscript.text) - len(manuscript.text.lstrip("\n"))
        revision = make.revised(story, manuscript.text, by=by)
        head = revision.text.index(revision.body) - cut
        assert set(Passage.objects.live().filter(story=story)) == set(marked)
        for passage, marks in list(marked.items()):
            placement = Placement.objects.get(passage=passage, revision=revision)
            if placement.start is None:
                marked[passage] = None
                assert passage in Passage.objects.orphaned_in(revision)
            else:
                place = placement.start - head, placement.end - head
                assert manuscript.text[slice(*place)] == passage.exact
                assert marks is not None, "an orphan came back by itself"
                assert manuscript.has_some(marks, place[0])
                marked[passage] = manuscript.marks(*place)


EMPHASIS = [
    ("It *paid* $13 billion.", "It paid $13 billion.", "paid $13 billion"),
    ("It paid **$13 billion**.", "It paid $13 billion.", "paid $13 billion"),
    ("It paid $13 billion.", "It _paid_ **$13 billion**.", "_paid_ **$13 billion"),
    ("It ‘*paid* $13 billion’.", "It ‘paid $13 billion’.", "paid $13 billion"),
    ("It *paid* 2*3 billion.", "It paid 23 billion.", None),
    ("It *paid* $13 billion.", "It paid $14 billion.", None),
]


@pytest.mark.parametrize(("before", "after", "stands"), EMPHASIS)
def test_marked_words_stay_marked_whatever_emphasis_is_set_or_taken_away(before, after, stands):
    story = make.story(body=before)
    words = before.removeprefix("It ").removesuffix(".").strip("‘’")
    bound = make.binding(story, words)

    revision = make.revised(make.models.Story.objects.get(pk=story.pk), after)
    again = make.revised(story, f"{after} More of it.")

    for each in (revision, again):
        placement = Placement.objects.get(passage=bound.passage, revision=each)
        there = each.text[placement.start : placement.end] if placement.start is not None else None
        assert without_emphasis(there or "") == without_emphasis(stands or "")


def test_postgresql_and_python_take_the_same_emphasis_away():
    texts = ["a*b", "*a*", "**a** b", "_a_b_", "2*3 *4*", "é*é*", "*", "a *", "__", "“*x*”", "a_*b"]

    with connection.cursor() as cursor:
        cursor.execute("SELECT without_emphasis(t) FROM unnest(%s::text[]) AS t", [texts])
        said = [told for (told,) in cursor.fetchall()]

    assert said == [without_emphasis(text) for text in texts]

"""Through any edits of a story, what is marked stays on its words or is asked for again."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions.stories import passages
from partnerships.models import Passage, Placement
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

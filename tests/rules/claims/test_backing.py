"""The small numbers under a fact: of what backs one field the first are shown."""

import pytest

from partnerships.rules.claims import backing
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("sources", "more"), [(2, [False, False]), (3, [False, True])])
def test_of_what_backs_one_field_the_first_are_marked_and_that_there_are_more(
    monkeypatch, sources, more
):
    monkeypatch.setattr(backing, "SHOWN", 2)
    hub = make.company("Hub")
    for _ in range(sources):
        make.fact(party=hub, source=make.source(), field="founded")
    make.fact(party=hub, source=make.source(), field="place")

    backing.Notes(make.editor("chief", is_superuser=True)).under([hub])

    marks = {"founded": [], "place": []}
    for mark in hub.marks:
        marks[mark.field].append(mark.more)
    assert marks == {"founded": more, "place": [False]}

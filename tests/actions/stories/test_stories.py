"""A story is started and revised; two people at once lose nothing of either's work."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.errors import Stale
from partnerships.models import Entry, Passage, Revision, Story
from partnerships.vocabulary import Act
from tests import factories as make

pytestmark = pytest.mark.django_db


def texts(story):
    return list(story.revisions.order_by("number").values_list("number", "body"))


def test_a_story_starts_with_its_first_revision():
    reporter = make.member("Reporter")

    story = make.story("The text.", by=reporter, headline="Head", standfirst="Stand", at=make.NOON)

    revision = story.revisions.get()
    assert (revision.number, revision.text) == (1, "Head\n\nStand\n\nThe text.")
    assert (story.made_by, revision.written_by, revision.written_at) == (
        reporter,
        reporter,
        make.NOON,
    )
    assert Entry.objects.get(act=Act.RECORDED, noun="story").key == story.slug


def test_what_is_missing_is_told_by_field():
    make.story(slug="taken")

    with pytest.raises(ValidationError) as caught:
        make.story(" ", slug="taken", headline="")

    assert set(caught.value.message_dict) == {"slug", "headline", "body"}
    assert Story.objects.count() == Revision.objects.count() == 1


@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_what_is_no_character_is_refused_with_a_sentence(letter):
    with pytest.raises(ValidationError) as caught:
        make.story(f"The {letter}text.")

    assert caught.value.message_dict == {
        "body": ["Something in this is no character. Paste it again, as plain text."]
    }


def test_a_text_is_kept_as_written_with_one_kind_of_line_end():
    story = make.story("One –  “two”.\r\n\r\n* three\r4\n", headline="Two\nlines ")

    revision = story.revisions.get()
    assert revision.body == "One –  “two”.\n\n* three\n4"
    assert revision.headline == "Two lines"


def test_a_revision_is_the_next_text_of_its_story():
    story, editor = make.story("One."), make.member("Editor")

    later = make.revised(story, "One, two.", by=editor, why="Two is new.", at=make.NOON)

    assert texts(story) == [(1, "One."), (2, "One, two.")]
    assert (later.written_by, later.written_at, later.why) == (editor, make.NOON, "Two is new.")
    entry = Entry.objects.get(act=Act.REVISED)
    assert (entry.key, entry.by, entry.why) == (str(later.uid), editor, "Two is new.")


def test_what_says_the_same_is_no_revision():
    story = make.story("One.")

    assert make.revised(story, "One.\n") == story.revisions.get()
    assert not Entry.objects.filter(act=Act.REVISED).exists()


def test_a_revision_without_a_text_is_refused_with_a_sentence():
    story = make.story("One.")

    with pytest.raises(ValidationError) as caught:
        make.revised(story, "")

    assert set(caught.value.message_dict) == {"body"}
    assert texts(story) == [(1, "One.")]


TEXT = "Microsoft paid $13 billion.\n\nOpenAI is in San Francisco.\n\nNobody said more."


def test_two_peoples_changes_stand_in_one_text():
    story = make.story(TEXT)
    make.revised(story, TEXT.replace("paid", "has paid"))

    merged = make.revised(story, TEXT.replace("Nobody", "No one"), seen=1, headline="Another")

    both = TEXT.replace("paid", "has paid").replace("Nobody", "No one")
    assert (merged.number, merged.body, merged.headline) == (3, both, "Another")


def test_what_is_marked_is_carried_into_the_merged_text():
    story = make.story(TEXT)
    make.revised(story, TEXT.replace("paid", "has paid"))
    make.binding(story)

    merged = make.revised(story, TEXT.replace("Nobody", "No one"), seen=1)

    (passage,) = Passage.objects.placed_in(merged)
    assert merged.text[passage.start : passage.end] == "$13 billion"


def test_where_both_changed_the_same_words_who_comes_second_is_told():
    story, ann = make.story(TEXT), make.member("Reporter", first_name="Ann", last_name="Lee")
    make.revised(story, TEXT.replace("$13", "$10"), by=ann)

    with pytest.raises(Stale) as caught:
        make.revised(story, TEXT.replace("$13", "$12"), seen=1)

    assert str(caught.value) == (
        "Ann Lee meanwhile made “$10” of “$13”, of which you made “$12”."
        " Look at revision 2, and write yours into it."
    )
    assert len(texts(story)) == 2


def test_a_figure_and_its_unit_are_not_changed_apart():
    story = make.story(TEXT)
    make.revised(story, TEXT.replace("$13", "$6"))

    with pytest.raises(Stale, match="meanwhile made “\\$6 billion” of “\\$13 billion”"):
        make.revised(story, TEXT.replace("billion", "million"), seen=1)


def test_a_dateline_that_both_changed_is_not_merged():
    story = make.story(TEXT)
    make.revised(story, TEXT, dateline=date(2024, 10, 24))

    with pytest.raises(Stale, match="2024-10-24"):
        make.revised(story, TEXT, dateline=date(2024, 10, 25), seen=1)


def test_a_dateline_that_one_changed_stays_changed():
    story = make.story(TEXT)
    make.revised(story, TEXT, dateline=date(2024, 10, 24))

    merged = make.revised(story, "One.", dateline=make.NOON.date(), seen=1)

    assert (merged.dateline, merged.body) == (date(2024, 10, 24), "One.")


def test_of_a_revision_that_is_not_there_nothing_is_made():
    story = make.story()

    with pytest.raises(Stale, match="no revision 7: look at revision 1"):
        make.revised(story, "One.", seen=7)


def test_only_those_who_may_write():
    story = make.story()

    with pytest.raises(PermissionDenied):
        make.story(by=make.member("Reader"))
    with pytest.raises(PermissionDenied):
        make.revised(story, "One.", by=make.member("Reader"))


def test_a_revision_asks_the_same_of_the_database_for_one_mark_and_for_thirty():
    words = " ".join(f"{number} is a figure." for number in range(30))
    by = make.member("Reporter")
    asked = []
    for marks in (1, 30):
        story = make.story(words)
        for number in range(marks):
            make.binding(story, f"{number} is", by=by)
        with CaptureQueriesContext(connection) as queries:
            later = make.revised(story, f"So: {words}", by=by)
        assert later.placements.filter(start__isnull=False).count() == marks
        asked.append(len(queries))

    assert asked[0] == asked[1]

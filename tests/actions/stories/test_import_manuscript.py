"""A manuscript is read from a file into a story, and nothing is lost of what was written."""

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Entry, Revision, Story
from tests import factories as make

pytestmark = pytest.mark.django_db
TEXT = "---\nheadline: The deal\ndateline: 2024-10-23\n---\nMicrosoft paid $13 billion.\n"


@pytest.fixture
def ann():
    make.collection("news")
    return make.member("Reporter", name="ann")


@pytest.fixture
def imported(tmp_path, ann):
    def run(text, slug="the-deal", name="story.md", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command(
            "import_manuscript", slug, str(path), **{"by": "ann", "collection": "news"} | options
        )
        return Story.objects.get(slug=slug)

    return run


def test_a_file_starts_a_story(imported, ann, capsys):
    story = imported(TEXT)

    revision = story.revisions.get()
    assert (revision.headline, revision.body) == ("The deal", "Microsoft paid $13 billion.")
    assert (str(revision.dateline), revision.written_by) == ("2024-10-23", ann)
    assert Entry.objects.get(noun="story").door == "import_manuscript"
    assert "the-deal: The deal (revision 1), 6 words" in capsys.readouterr().out


def test_a_file_is_the_next_revision_and_carries_what_is_marked(imported):
    story = imported(TEXT)
    make.binding(story)

    imported(TEXT.replace("Microsoft", "Last year Microsoft"), why="When it was.")

    latest = story.revisions.current().get()
    assert (latest.number, latest.why, latest.headline) == (2, "When it was.", "The deal")
    assert latest.placements.get().start == latest.text.index("$13 billion")


def test_what_a_file_leaves_out_stays_as_it_was(imported):
    story = imported(TEXT)

    imported("Another text.")

    latest = story.revisions.current().get()
    assert (latest.headline, latest.body) == ("The deal", "Another text.")


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        (TEXT, {"by": "eve"}, "Nobody at the desk is called eve."),
        (TEXT, {"collection": None}, "A new story needs a collection that is there: name it."),
        ("---\nheadline: H\n---\n", {}, "body: "),
        ("No headline.", {}, "headline: "),
        ("---\ntags: x\n---\nIt was.", {}, "No story has what this line says"),
        (b"\xff\xfeA", {}, "is not in UTF-8"),
    ],
)
def test_what_is_amiss_is_told_and_nothing_is_written(imported, text, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        imported(text, **options)

    assert not Revision.objects.exists()


def test_a_file_that_is_not_there_is_told(ann, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_manuscript", "a", str(tmp_path / "none.md"), by="ann")


def test_a_reader_imports_nothing(imported):
    make.member("Reader", name="ben")

    with pytest.raises(CommandError, match="You may not start stories."):
        imported(TEXT, by="ben")


def test_a_file_in_an_encoding_that_it_names_is_read(imported):
    page = "<meta charset=windows-1250><h1>Łódź</h1><p>“It sells its quay.”</p>"

    imported(page.encode("cp1250"))

    revision = Revision.objects.get()
    assert (revision.headline, revision.body) == ("Łódź", "“It sells its quay.”")


def test_a_word_file_is_refused_by_its_kind(imported):
    with pytest.raises(CommandError, match="This is a Word file: open it, copy the whole text"):
        imported(b"PK\x03\x04 word/document.xml")

"""A second story that shares companies and sources with the first, loaded after it."""

import json
from pathlib import Path

import pytest

from partnerships.actions.exchange import KEPT, REPLACED, load
from partnerships.errors import ToldOtherwise
from partnerships.formats.fixtures import files
from partnerships.models import Collection, Party, Source

HARBOUR = Path(__file__).parent / "wexcombe_harbour"


def texts(folder):
    return {path.name: path.read_text() for path in folder.glob("*.json")}


def dumped(slug):
    return dict(files(Collection.objects.get(slug=slug)))


@pytest.fixture
def edited(tmp_path):
    """The second story's files, which tell of a company of both that it is called otherwise."""
    for path in HARBOUR.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text())
    companies = tmp_path / "02_companies.json"
    rows = json.loads(companies.read_text())
    (shared,) = [row["fields"] for row in rows if row["fields"]["slug"] == "microsoft"]
    shared["name"] = "Microsoft of Wexcombe"
    companies.write_text(json.dumps(rows))
    return tmp_path


@pytest.mark.drill
def test_both_are_dumped_as_they_were_loaded(story):
    load(HARBOUR)

    assert dumped("wexcombe_harbour") == texts(HARBOUR)
    assert dumped("microsoft_openai") == texts(story)
    assert load(story) == load(HARBOUR) == 0


def test_where_two_stories_differ_nothing_is_loaded_unasked(edited):
    with pytest.raises(ToldOtherwise) as told:
        load(edited)

    assert told.value.rows == ["party microsoft: name (as microsoft_openai has it)"]
    assert not Collection.objects.filter(slug="wexcombe_harbour").exists()


@pytest.mark.walk
@pytest.mark.parametrize(("choice", "name"), [(KEPT, "Corporation"), (REPLACED, "of Wexcombe")])
def test_whoever_loads_decides_which_of_two_holds(edited, choice, name):
    load(edited, shared=choice)

    assert Party.objects.get(slug="microsoft").name.endswith(name)
    assert Source.objects.filter(slug="src-wexcombe-post").exists()


def test_a_choice_is_asked_for_again_when_the_other_story_is_loaded_again(story, edited):
    load(edited, shared=REPLACED)

    with pytest.raises(ToldOtherwise, match="as wexcombe_harbour has it"):
        load(story)

"""The story's main company is merged into another record and told apart again, to the byte."""

import json

from partnerships.actions.entities.merges import confirm_merge, propose_merge, propose_undoing
from partnerships.actions.exchange import load
from partnerships.formats.fixtures import files
from partnerships.models import Collection, Deal, Party
from tests import factories as make


def dumped(slug="microsoft_openai"):
    """The files of the story but its signatures: those of claims about who is merged lapse."""
    told = dict(files(Collection.objects.get(slug=slug)))
    told.pop("signatures.json", None)
    return told


def test_a_merge_and_its_undoing_give_the_files_of_the_story_back(story):
    gone = Party.objects.get(slug="microsoft")
    kept = make.company("Microsoft, once more", slug="microsoft-again", collection=gone.collection)
    ann, ben = make.member("Editor", name="ann"), make.member("Editor", name="ben")
    before = dumped()

    merge = confirm_merge(propose_merge(gone, kept, by=ann, why="One address."), by=ben)
    between = dumped()
    confirm_merge(propose_undoing(merge, by=ben, why="They are two."), by=ann)

    assert len(merge.moved) > 100
    assert between != before
    assert dumped() == before


def test_a_record_that_was_merged_elsewhere_is_loaded_and_leads_on(db, tmp_path):
    other = make.collection("elsewhere")
    kept = make.company("Zebra", collection=other)
    make.company("Alpha", collection=other, merged_into=kept)
    make.deal(kept, make.company("Beta", collection=other), collection=other)
    told = dumped("elsewhere")
    for name, text in told.items():
        (tmp_path / name).write_text(text)
    assert any(json.loads(text) for text in told.values())

    Deal.objects.filter(collection=other).delete()
    Party.objects.filter(slug="alpha").delete()
    Party.objects.filter(collection=other).delete()
    other.delete()
    load(tmp_path)

    assert Party.objects.get(slug="alpha").merged_into == Party.objects.get(slug="zebra")
    assert dumped("elsewhere") == told

"""The story's files and the database say the same, byte for byte."""

import json

import pghistory
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from partnerships.actions.exchange import load
from partnerships.errors import BadFixture, ChangedAtTheDesk, ConfidentialInTheWay
from partnerships.formats.fixtures import files
from partnerships.models import Citation, Claim, Collection, Event, Source


def texts(folder):
    return {path.name: path.read_text() for path in folder.glob("*.json")}


def dumped(**options):
    return dict(files(Collection.objects.get(slug="microsoft_openai"), **options))


@pytest.fixture
def copied(story, tmp_path):
    """The story's files in a folder where they can be edited."""
    for path in story.glob("*.json"):
        (tmp_path / path.name).write_text(path.read_text())
    return tmp_path


def at_the_desk():
    return pghistory.context(door="admin")


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_dump_gives_the_same_bytes_back(story):
    assert dumped() == texts(story)


def test_the_command_writes_the_same_files(story, tmp_path, capsys):
    call_command("dump_story", "microsoft_openai", output=str(tmp_path))

    assert texts(tmp_path) == texts(story)


@pytest.mark.drill
def test_plain_loaddata_changes_nothing(story):
    call_command("loaddata", *sorted(map(str, story.glob("[0-9]*.json"))), verbosity=0)

    assert dumped() == texts(story)


def test_loading_twice_writes_nothing(story):
    before = Claim.history.rel.related_model.objects.count()

    assert load(story) == 0

    assert Claim.history.rel.related_model.objects.count() == before


def test_a_row_that_the_desk_changed_is_not_overwritten(story):
    with at_the_desk():
        Claim.objects.filter(reference="S28").update(section="Elsewhere")

    with pytest.raises(ChangedAtTheDesk, match="claim microsoft_openai S28: section"):
        load(story)

    assert Claim.objects.get(reference="S28").section == "Elsewhere"


@pytest.mark.drill
def test_a_row_that_the_desk_took_away_does_not_come_back_unasked(story):
    with at_the_desk():
        Citation.objects.get(reference="S28-5").delete()

    with pytest.raises(ChangedAtTheDesk, match="taken away at the desk"):
        load(story)


@pytest.mark.drill
def test_told_to_overwrite_it_brings_the_story_back(story):
    with at_the_desk():
        Claim.objects.filter(reference="S28").update(section="Elsewhere")
    with at_the_desk():
        Citation.objects.get(reference="S28-5").delete()

    assert load(story, overwrite=True) == 3  # the verdict on S28 is signed anew

    assert dumped() == texts(story)


@pytest.mark.drill
def test_a_newer_fixture_replaces_what_an_older_one_wrote(copied):
    edit(copied / "18_sources.json", "OpenAI nears first phase", "OpenAI nears a first phase")

    assert load(copied) == 1

    assert Source.objects.filter(title__startswith="OpenAI nears a first phase").exists()


@pytest.mark.drill
def test_what_the_desk_added_stays(story):
    added = Event.objects.create(
        collection=Collection.objects.get(slug="microsoft_openai"), title="A day", kind="filing"
    )

    load(story)

    assert Event.objects.filter(pk=added.pk).exists()


@pytest.mark.drill
def test_a_verdict_that_lapsed_at_the_desk_is_not_signed_again_unasked(story):
    s28 = Claim.objects.get(reference="S28")
    source = Source.objects.get(slug="src-openai-2019")
    with at_the_desk():
        Citation.objects.create(
            collection=s28.collection, claim=s28, source=source, stance="context", says="nothing"
        )

    with pytest.raises(ChangedAtTheDesk, match="verdict on S28: lapsed at the desk"):
        load(story)


def test_a_signature_over_something_else_is_refused_by_the_name_of_its_claim(copied):
    edit(copied / "20_claims.json", "The hire happened in April 2024.", "The hire was in April.")

    with pytest.raises(BadFixture, match="signatures.json, S28: The claim .* has changed since"):
        load(copied)


@pytest.mark.drill
def test_nobody_is_signed_for_who_has_an_account_here(copied):
    get_user_model().objects.create_user("ann", password="a long enough word")
    edit(copied / "signatures.json", '"username": "story-editor"', '"username": "ann"')
    edit(
        copied / "signatures.json",
        '"countersigned_by": "story-editor"',
        '"countersigned_by": "ann"',
    )

    with pytest.raises(BadFixture, match="signs in person"):
        load(copied, overwrite=True)


def test_the_accounts_of_the_story_cannot_log_in():
    accounts = get_user_model().objects.filter(username__startswith="story-")

    assert {account.username for account in accounts} == {
        "story-editor",
        "story-fact-checker",
        "story-loader",
    }
    assert not any(account.has_usable_password() or account.is_staff for account in accounts)


@pytest.mark.parametrize(
    ("name", "field"), [("signatures.json", "finding"), ("manuscripts.json", "acts")]
)
def test_what_people_did_is_refused_by_the_name_of_the_file_and_of_what_is_missing(
    copied, name, field
):
    edit(copied / name, f'"{field}"', '"verdict"')

    with pytest.raises(BadFixture, match=f"{name} cannot be read: '{field}' is missing"):
        load(copied)


def test_a_row_that_the_database_refuses_is_named_with_the_reason(copied):
    edit(copied / "18_sources.json", '"tier": "C"', '"tier": "Z"')

    with pytest.raises(BadFixture, match=r"18_sources.json, src-.*Choose one of"):
        load(copied)


def test_a_file_that_is_no_json_is_named(copied):
    (copied / "16_events.json").write_text("[{")

    with pytest.raises(BadFixture, match="16_events.json"):
        load(copied)


def test_a_folder_without_fixtures_is_refused(tmp_path):
    with pytest.raises(BadFixture, match="no fixtures"):
        load(tmp_path)


def test_a_confidential_source_stays_out_of_a_dump():
    collection = Collection.objects.get(slug="microsoft_openai")
    Source.objects.create(
        collection=collection,
        slug="somebody",
        outlet="Somebody at a company",
        title="A call",
        kind="call",
        tier="B",
        seen="page",
        confidentiality="confidential",
    )

    assert not any("Somebody" in text for text in dumped().values())
    assert any("Somebody" in text for text in dumped(confidential=True).values())


def test_an_open_row_that_goes_back_to_a_confidential_one_is_not_dumped_by_halves():
    hidden = Source.objects.get(slug="src-nyt-fraying")
    Source.objects.filter(pk=hidden.pk).update(released_at=None, confidentiality="confidential")

    with pytest.raises(ConfidentialInTheWay):
        dumped()


@pytest.mark.django_db
@pytest.mark.parametrize("named", [5, "microsoft_openai", {"slug": "microsoft_openai"}, [], [[1]]])
def test_a_collection_that_is_named_by_no_list_is_refused(tmp_path, named):
    fields = {"slug": "northwind", "kind": "company", "name": "Northwind", "collection": named}
    row = {"model": "partnerships.party", "fields": fields}
    (tmp_path / "02_parties.json").write_text(json.dumps([row]))

    with pytest.raises(BadFixture):
        load(tmp_path)

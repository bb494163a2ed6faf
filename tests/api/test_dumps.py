"""All tables in one file a day: what anybody may read, whole, under seal, and given on no longer
than it may be."""

import csv
import json
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from frictionless import Package

from partnerships.actions import dumps
from partnerships.api.public_tables import public_tables
from partnerships.api.urls import NOUNS
from partnerships.formats import data_packages
from partnerships.models import Citation, Claim, Dump, FactSource, Party, Source
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day

pytestmark = pytest.mark.django_db

DAY = "2026-01-02"


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DUMP_DAYS = 36_500


@pytest.fixture
def publish(monkeypatch):
    """A function: what was recorded so far was on the first of January 2026; the dump of the
    second."""
    begun_long_ago()

    def publish(number=2):
        dated(day(1))
        monkeypatch.setattr(dumps, "settled_moment", lambda: day(number))
        dump, is_new = dumps.publish_dump()
        assert is_new
        return dump

    return publish


def file_of(answer):
    return b"".join(answer.streaming_content)


def status_of(answer):
    """Its status, of a file that is taken to its end."""
    file_of(answer)
    return answer.status_code


def rows_of(content, noun):
    with ZipFile(BytesIO(content)) as package:
        return list(csv.DictReader(TextIOWrapper(package.open(f"{noun}.csv"), "utf-8", newline="")))


def written_again(dump):
    """The hash of what is written for the moment of that dump."""
    written = BytesIO()
    facts = data_packages.PackageFacts(settings.DESK_ADDRESS, dump.at, settings.DATA_LICENCE)
    data_packages.write_data_package(written, public_tables(dump.at), facts)
    return sha256(written.getvalue()).hexdigest()


def descriptor_of(content):
    with ZipFile(BytesIO(content)) as package:
        return json.loads(package.read("datapackage.json"))


@pytest.fixture
def dump(publish, api):
    """The bytes of a dump of one of everything."""
    one_of_everything()
    publish()
    return file_of(api.get(f"/api/v1/dumps/{DAY}/"))


def test_a_dump_has_the_very_tables_that_anybody_is_given(dump, api, settings):
    for noun in NOUNS:
        table = file_of(api.get(f"/api/v1/{noun}/?format=csv")).decode("utf-8-sig")
        there = table.replace("http://testserver", settings.DESK_ADDRESS)

        given = sorted(csv.DictReader(there.splitlines()), key=lambda row: row["id"])
        assert rows_of(dump, noun) == given, noun
    assert rows_of(dump, "claims")


def test_others_read_a_dump_and_find_every_row_as_it_is_told_to_be(dump, tmp_path):
    path = tmp_path / "dump.zip"
    path.write_bytes(dump)

    report = Package(str(path)).validate()

    assert report.flatten(["type", "note", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(NOUNS)


def test_a_dump_says_of_each_column_what_it_means_and_where_it_leads(dump):
    tables = {each["name"]: each for each in descriptor_of(dump)["resources"]}

    assert list(tables) == list(NOUNS)
    for noun, table in tables.items():
        told = [(each["name"], each["description"]) for each in table["schema"]["fields"]]
        assert told == [(each.name, each.meaning) for each in NOUNS[noun].table]
        assert table["schema"]["primaryKey"] == ["id"]
    leads = {each["fields"]: each["reference"] for each in tables["roles"]["schema"]["foreignKeys"]}
    assert leads["person"] == {"resource": "people", "fields": "id"}


def test_a_dump_says_of_when_it_is_and_under_which_licence(publish, api, settings):
    settings.DATA_LICENCE = "CC-BY-4.0"
    publish()

    told = descriptor_of(file_of(api.get(f"/api/v1/dumps/{DAY}/")))

    assert told["created"] == "2026-01-02T12:00:00Z"
    assert told["licenses"] == [{"name": "CC-BY-4.0"}]


def test_the_list_tells_each_dump_its_hash_and_where_its_seal_stands(publish, api):
    kept = publish()

    (told,) = api.get("/api/v1/dumps/").json()["results"]

    content = file_of(api.get(told["url"]))
    assert told["id"] == DAY
    assert told["sha256"] == sha256(content).hexdigest() == kept.sha256
    assert told["size"] == len(content)
    assert api.get(told["seal"]).json()["kind"] == "dump"


def test_the_hash_of_a_dump_is_among_the_changes(publish, api):
    kept = publish()

    change = api.get("/api/v1/changes/").json()["results"][-1]

    assert (change["noun"], change["id"], change["what"]) == ("dumps", DAY, "released")
    assert change["sha256"] == kept.sha256
    assert status_of(api.get(change["url"])) == 200
    assert kept.sha256 in api.get("/api/v1/changes/feed.atom").text


def test_the_same_rows_are_the_same_bytes(publish):
    one_of_everything()
    first = publish()

    assert written_again(first) == first.sha256


def test_a_dump_of_a_moment_is_the_same_after_later_edits(publish, api):
    one_of_everything()
    first = publish()
    Claim.objects.update(statement="Told otherwise.")
    Party.objects.update(name="Another name")
    make.claim(released_at=make.NOON)
    dated(day(3))

    assert written_again(first) == first.sha256
    assert status_of(api.get(f"/api/v1/dumps/{DAY}/")) == 200


def withdraw(claim, source):
    Source.objects.filter(pk=source.pk).update(released_at=None)


def take_the_citation_away(claim, source):
    Citation.objects.filter(source=source).delete()


def take_the_claim_back(claim, source):
    Claim.objects.filter(pk=claim.pk).update(released_at=None)


def take_the_backing_away(claim, source):
    FactSource.objects.filter(source=source).delete()


def take_back_and_release_again(claim, source):
    withdraw(claim, source)
    Source.objects.filter(pk=source.pk).update(released_at=make.NOON)


@pytest.mark.parametrize(
    "do",
    [
        withdraw,
        take_the_citation_away,
        take_the_claim_back,
        take_the_backing_away,
        take_back_and_release_again,
    ],
)
def test_what_was_withdrawn_since_is_not_given_on_and_the_seal_stands(do, publish, api):
    claim = make.claim(released_at=make.NOON)
    source = make.source(released_at=make.NOON, outlet="The Canary")
    make.citation(claim, source)
    make.fact(deal=make.released_deal(), source=source)
    kept = publish()
    assert "The Canary" in str(rows_of(file_of(api.get(f"/api/v1/dumps/{DAY}/")), "sources"))
    do(claim, source)
    dated(day(3))
    cache.clear()

    answer = api.get(f"/api/v1/dumps/{DAY}/")

    assert (answer.status_code, answer.json()["code"]) == (410, "not_given_on")
    assert answer.json()["seal"]["sha256"] == kept.sha256
    assert "Canary" not in answer.text
    assert api.get("/api/v1/dumps/").json() == {"results": []}
    assert not default_storage.exists(kept.file_name)
    assert api.get(f"/api/v1/seals/{kept.sha256}/").json()["kind"] == "dump"
    told = api.get("/api/v1/changes/").json()["results"]
    assert [each["what"] for each in told if each["noun"] == "dumps"] == ["released", "gone"]


def test_what_nobody_was_told_may_come_and_go(publish, api):
    one_of_everything()
    report = Source.objects.released().earliest("pk")
    draft = make.claim("A draft.")
    secret = make.source(confidentiality="confidential")
    make.citation(draft, report)
    released = Claim.objects.released().earliest("pk")
    make.citation(released, secret)
    hidden = make.deal(title="A draft")
    make.fact(deal=hidden, source=report)
    publish()
    Citation.objects.filter(claim=draft).delete()
    Citation.objects.filter(source=secret).delete()
    FactSource.objects.filter(deal=hidden).delete()
    Claim.objects.filter(pk=draft.pk).update(statement="Another draft.")
    hidden.delete()
    dated(day(3))
    cache.clear()

    assert status_of(api.get(f"/api/v1/dumps/{DAY}/")) == 200


def test_a_dump_holds_nothing_that_readers_may_not_know_of(publish, api):
    one_of_everything()
    make.claim("A hidden canary.")
    make.source(outlet="The Canary", confidentiality="confidential")
    make.company("Canary Holdings", released_at=None)
    publish()

    content = file_of(api.get(f"/api/v1/dumps/{DAY}/"))

    with ZipFile(BytesIO(content)) as package:
        told = [package.read(name).lower() for name in package.namelist()]
    assert [text for text in told if b"canary" in text] == []


def test_a_dump_that_is_too_old_is_given_no_more(publish, api, settings):
    kept = publish()
    settings.DUMP_DAYS = 30

    answer = api.get(f"/api/v1/dumps/{DAY}/")

    assert answer.status_code == 410
    assert not default_storage.exists(kept.file_name)


def test_there_is_one_dump_a_day(publish):
    first = publish()

    assert dumps.publish_dump() == (first, False)


def test_a_dump_is_asked_for_again_without_being_sent_again(publish, api):
    kept = publish()

    answer = api.get(f"/api/v1/dumps/{DAY}/", headers={"If-None-Match": f'"{kept.sha256}"'})

    assert answer.status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=10-19", 206, slice(10, 20)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=10-99999999", 206, slice(10, None)),
        ("bytes=20-10", 200, slice(None)),
        ("bytes=-5", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_part_of_a_dump_is_given_where_one_is_asked_for(asked, status, part, publish, api):
    publish()
    whole = file_of(api.get(f"/api/v1/dumps/{DAY}/"))

    answer = api.get(f"/api/v1/dumps/{DAY}/", headers={"Range": asked})

    content = file_of(answer)
    assert (answer.status_code, content) == (status, whole[part])
    assert answer["Content-Length"] == str(len(content))


def test_a_part_of_another_dump_is_not_mixed_with_this(publish, api):
    publish()

    answer = api.get(f"/api/v1/dumps/{DAY}/", headers={"Range": "bytes=1-2", "If-Range": '"x"'})

    assert status_of(answer) == 200


def test_a_part_beyond_the_end_is_not_there(publish, api):
    publish()

    answer = api.get(f"/api/v1/dumps/{DAY}/", headers={"Range": "bytes=99999999-"})

    assert answer.status_code == 416


@pytest.mark.parametrize("which", ["2020-01-01", "yesterday", "2026-13-01"])
def test_a_day_without_a_dump_is_not_there(which, api):
    assert api.get(f"/api/v1/dumps/{which}/").status_code == 404


def test_a_desk_may_publish_none(settings):
    settings.DUMP_DAYS = 0

    with pytest.raises(CommandError, match="publishes no dumps"):
        call_command("publish_dump")


def test_the_command_says_what_it_published(capsys):
    call_command("publish_dump")
    call_command("publish_dump")

    told = capsys.readouterr().out.splitlines()
    kept = Dump.objects.get()
    assert kept.day == timezone.now().date()
    assert [line.partition(":")[0] for line in told] == ["Published", "There is one already"]
    assert all(kept.sha256 in line for line in told)


def test_what_is_withdrawn_while_a_dump_is_written_is_not_published(monkeypatch):
    begun_long_ago()
    monkeypatch.setattr(dumps, "were_any_known", lambda *_: True)
    monkeypatch.setattr(dumps, "withdrawn_since", lambda *_: {Claim: [1]})

    with pytest.raises(CommandError, match="withdrawn"):
        call_command("publish_dump")

    assert not Dump.objects.exists()

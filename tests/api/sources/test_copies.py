"""Copies of sources by a program: kept by the desk, given out as files, told of to readers."""

import sys

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from partnerships.actions import source_jobs
from partnerships.actions.sources import captures
from partnerships.models import Entry, Snapshot, SourceJob
from partnerships.vocabulary import Confidentiality
from tests import factories as make
from tests.actions.sources.test_captures import PAGE, PNG

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "7c1f"}


@pytest.fixture
def ann():
    return make.member("Reporter", name="ann")


@pytest.fixture
def source():
    return make.source(slug="times", released_at=make.NOON)


PATH = "sources/times/copies/"


def upload(by, content=PAGE, name="fray.html", kind="text/html", *, headers=None, **fields):
    client = APIClient()
    if by:
        client.force_authenticate(by)
    form = {"file": SimpleUploadedFile(name, content, kind)} | fields
    return client.post(f"/api/v1/{PATH}", form, format="multipart", headers=headers or {})


def done(answer, by, address=None):
    """How far the job is that somebody was answered with."""
    client = APIClient()
    if by:
        client.force_authenticate(by)
    return client.get(address or answer["Location"])


def told(answer):
    """The status, the code and the sentences of a refusal."""
    problem = answer.json()
    sentences = [each["detail"] for each in problem.get("errors", ())] or [problem["detail"]]
    return answer.status_code, problem["code"], " ".join(sentences)


class TestKeeping:
    def test_a_file_is_kept_and_answered_with_its_record(self, ann, source):
        answer = upload(ann)

        copy = source.snapshots.get()
        assert answer.status_code == 201
        assert answer.json() == {
            "id": str(copy.uid),
            "captured_at": copy.captured_at.isoformat().replace("+00:00", "Z"),
            "sha256": copy.sha256,
            "how": "uploaded",
            "address": "",
            "media_type": "text/html",
            "name": "fray.html",
            "size": len(PAGE),
            "title": "Ties begin to fray",
            "authors": ["Ann Able"],
            "outlet": "The Times",
            "published": "2024-10-17",
            "unread": None,
            "proved": 0,
            "bytes": f"http://testserver/api/v1/sources/times/copies/{copy.uid}/bytes/",
        }
        assert Entry.objects.get(act="captured").by == ann

    def test_a_pasted_text_is_kept_as_it_is(self, send, ann, source):
        row = send("post", PATH, {"text": "  It is\r\n“so”. "}, by=ann, status=201).json()

        copy = source.snapshots.get()
        assert (copy.text, copy.captured_by) == ("  It is\n“so”. ", ann)
        assert (row["how"], row["title"]) == ("pasted", None)

    def test_a_picture_is_kept_with_what_stands_in_it(self, ann, source):
        assert upload(ann, PNG, "chart.png", "image/png", text="Up by 10 %.").status_code == 201
        assert source.snapshots.get().text == "Up by 10 %."

    def test_a_page_is_fetched_by_a_worker(self, send, ask, ann, source, site):
        source.url = site.serve("/fray", PAGE)
        source.save()

        answer = send("post", PATH, {"fetch": True}, by=ann, status=202)
        before = done(answer, ann)
        source_jobs.run(SourceJob.objects.get().pk)
        after = done(answer, ann)

        copy = source.snapshots.get()
        assert (answer.json()["state"], before.json()["state"]) == ("waiting", "waiting")
        assert (before["Retry-After"], after.json()["state"]) == ("5", "done")
        assert not after.has_header("Retry-After")
        assert "The copy is kept" in after.json()["said"]
        assert (copy.how, copy.address, copy.captured_by) == ("fetched", source.url, ann)

    def test_nobody_waits_for_the_site(self, send, ann, source, site):
        source.url = site.serve("/fray", PAGE)
        source.save()

        send("post", PATH, {"fetch": True}, by=ann, status=202)

        assert site.asked == []

    def test_a_page_that_is_asked_for_twice_is_one_job(self, send, ann, source, site):
        source.url = site.serve("/fray", PAGE)
        source.save()

        first, again = (send("post", PATH, {"fetch": True}, by=ann, status=202) for _ in "ab")

        assert (first["Location"], first.content) == (again["Location"], again.content)

    def test_a_job_is_told_to_who_may_keep_copies_of_its_source_alone(self, send, ann, source):
        source.url = "https://times.example/"
        source.save()
        make.source(slug="other")
        answer = send("post", PATH, {"fetch": True}, by=ann, status=202)
        elsewhere = answer["Location"].replace("/times/", "/other/")

        told = [done(answer, by).status_code for by in (None, make.member("Reader"), ann)]

        assert told == [401, 403, 200]
        assert done(answer, ann, elsewhere).status_code == 404
        assert done(answer, ann, answer["Location"][:-2] + "x/").status_code == 404

    def test_a_job_of_a_confidential_source_is_told_to_its_keepers_alone(self, send, ann, source):
        keeper = make.member("Source keeper")
        keeper.groups.add(*ann.groups.all())
        source.url = "https://times.example/"
        source.confidentiality, source.released_at = Confidentiality.CONFIDENTIAL, None
        source.save()
        answer = send("post", PATH, {"fetch": True}, by=keeper, status=202)

        assert [done(answer, by).status_code for by in (keeper, ann)] == [200, 404]

    def test_what_is_kept_already_comes_back(self, ann, source):
        first = upload(ann)

        again = upload(make.member("Reporter"))

        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()
        assert Snapshot.objects.count() == 1

    def test_a_quotation_is_proved_in_what_was_kept(self, send, ann, source):
        copy = upload(ann).json()["id"]
        body = {"claim": make.checked(reference="S28").reference, "source": "times"}
        body |= {"stance": "supports", "quote": "the price is $10 billion", "snapshot": copy}

        row = send("post", "citations/", body, by=ann, status=201).json()

        assert row["target"]["snapshot"] == copy


class TestRefusing:
    @pytest.mark.parametrize(
        "body",
        [{}, {"fetch": False}, {"text": "x", "fetch": True}, []],
        ids=["nothing", "no fetch", "both", "a list"],
    )
    def test_one_way_is_to_be_chosen(self, send, ann, source, body):
        assert send("post", PATH, body, by=ann).status_code == 422
        assert not Snapshot.objects.exists()

    @pytest.mark.parametrize(
        "body", [{"fetch": []}, {"text": ["x"]}, {"text": None}, {"text": "x", "sha256": "0"}]
    )
    def test_nonsense_is_refused_by_its_field(self, send, ann, source, body):
        answer = send("post", PATH, body, by=ann, status=422)

        assert answer.json()["code"] == "invalid"
        assert answer.json()["errors"][0]["field"]

    @pytest.mark.parametrize(
        ("content", "name", "kind", "words"),
        [
            (b"PK\x03\x04", "a.zip", "application/zip", "We keep pages"),
            (b"", "empty.txt", "text/plain", "empty"),
            (PNG, "chart.png", "image/png", "Type what stands in the picture"),
        ],
    )
    def test_a_file_without_text_is_refused(self, ann, source, content, name, kind, words):
        status, code, sentence = told(upload(ann, content, name, kind))

        assert (status, code) == (422, "not_readable")
        assert words in sentence
        assert not Snapshot.objects.exists()

    def test_a_blank_text_is_refused(self, send, ann, source):
        answer = send("post", PATH, {"text": " \n"}, by=ann)

        assert told(answer)[:2] == (422, "not_readable")

    def test_a_form_without_a_file_is_refused(self, ann, source):
        client = APIClient()
        client.force_authenticate(ann)

        answer = client.post(f"/api/v1/{PATH}", {"text": "x"}, format="multipart")

        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")

    def test_two_files_are_refused(self, ann, source):
        answer = upload(ann, file=[SimpleUploadedFile(n, b"x", "text/plain") for n in "ab"])

        assert told(answer) == (422, "invalid", "Send one file at a time.")

    def test_a_form_that_breaks_off_is_refused(self, ann, source):
        client = APIClient()
        client.force_authenticate(ann)

        answer = client.post(f"/api/v1/{PATH}", b"--x", content_type="multipart/form-data")

        assert told(answer)[:2] == (400, "parse_error")

    def test_a_file_that_is_too_large_is_refused_unread(self, ann, source, monkeypatch):
        monkeypatch.setattr(captures, "LARGEST", 10)
        monkeypatch.setattr("partnerships.api.sources.copies.BESIDE", 10)

        assert told(upload(ann))[:2] == (413, "too_large")

    def test_a_file_above_the_limit_is_refused(self, ann, source, monkeypatch):
        monkeypatch.setattr(captures, "LARGEST", 10)

        assert told(upload(ann))[:2] == (422, "not_readable")

    def test_a_desk_whose_reader_does_not_start_says_so(
        self, ann, source, reads_apart, monkeypatch, tmp_path
    ):
        monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

        assert told(upload(ann))[:2] == (503, "no_reader")

    def test_a_text_that_is_too_long_for_json_is_told_the_way(self, send, ann, source):
        answer = send("post", PATH, {"text": "x" * 3_000_000}, by=ann)

        assert told(answer)[:2] == (413, "too_large")
        assert "send it as a file" in told(answer)[2]

    def test_a_large_file_is_kept(self, ann, source):
        content = b"It is so. " * 400_000

        assert upload(ann, content, "long.txt", "text/plain").status_code == 201
        assert source.snapshots.get().size == len(content)

    @pytest.mark.parametrize(
        ("status", "code"), [(404, "gone"), (403, "forbidden"), (503, "unavailable")]
    )
    def test_why_a_page_did_not_come_is_told(self, send, ann, source, site, status, code):
        source.url = site.serve("/fray", PAGE, status=status)
        source.save()

        answer = send("post", PATH, {"fetch": True}, by=ann)
        source_jobs.run(SourceJob.objects.get().pk)
        job = done(answer, ann).json()

        assert job["state"] == ("waiting" if code == "unavailable" else "failed")
        assert "127.0.0.1" in job["said"]
        assert not Snapshot.objects.exists()

    def test_a_source_without_an_address_is_not_fetched(self, send, ann, source):
        answer = send("post", PATH, {"fetch": True}, by=ann)

        assert told(answer)[:2] == (422, "bad_address")

    def test_an_address_within_is_not_fetched(self, send, ann, source, settings):
        settings.CAPTURE_ALLOWS = []
        source.url = "http://127.0.0.1/"
        source.save()

        answer = send("post", PATH, {"fetch": True}, by=ann)
        source_jobs.run(SourceJob.objects.get().pk)

        assert "is not on the public web" in done(answer, ann).json()["said"]

    @pytest.mark.parametrize("body", [{"text": "x"}, {"fetch": True}])
    def test_who_may_not_keep_copies_keeps_none(self, send, source, site, body):
        source.url = site.serve("/fray", PAGE)
        source.save()

        assert send("post", PATH, body).status_code == 401
        answer = send("post", PATH, body, by=make.member("Reader"))
        assert told(answer)[:2] == (403, "permission_denied")
        assert told(upload(make.member("Reader")))[0] == 403
        assert site.asked == []
        assert not Snapshot.objects.exists()

    def test_a_copy_is_neither_changed_nor_removed(self, send, ann, source):
        for method in ("put", "patch", "delete"):
            assert send(method, PATH, {}, by=ann).status_code == 405


class TestOnce:
    @pytest.mark.parametrize("sent", [upload, None])
    def test_what_is_sent_twice_is_kept_once_and_answered_alike(self, send, ann, source, sent):
        def post():
            if sent:
                return sent(ann, headers=KEY)
            return send("post", PATH, {"text": "It is so."}, by=ann, headers=KEY)

        first, again = post(), post()

        assert (first.status_code, again.status_code) == (201, 201)
        assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")
        assert Snapshot.objects.count() == 1

    def test_the_same_key_with_another_file_is_refused(self, ann, source):
        upload(ann, headers=KEY)

        answer = upload(ann, PAGE + b" ", headers=KEY)

        assert told(answer)[:2] == (422, "key_used")
        assert Snapshot.objects.count() == 1

    def test_a_page_is_asked_for_once_for_a_key(self, send, ann, source, site):
        source.url = site.serve("/fray", PAGE)
        source.save()
        first = send("post", PATH, {"fetch": True}, by=ann, headers=KEY, status=202)
        source_jobs.run(SourceJob.objects.get().pk)

        again = send("post", PATH, {"fetch": True}, by=ann, headers=KEY, status=202)

        assert (again.content, again["Location"]) == (first.content, first["Location"])
        assert SourceJob.objects.count() == 1
        assert site.paths == ["/fray"]

    @pytest.mark.parametrize("key", ["", "x" * 201])
    def test_a_key_that_cannot_be_kept_fetches_nothing(self, send, ann, source, site, key):
        source.url = site.serve("/fray", PAGE)
        source.save()

        send("post", PATH, {"fetch": True}, by=ann, headers={"Idempotency-Key": key}, status=400)

        assert site.asked == []


class TestReading:
    def test_the_desk_lists_the_copies_the_latest_first(self, ask, ann, source):
        for text in ("One.", "Two."):
            captures.paste(source, text, by=ann)

        rows = ask(PATH, by=make.member("Reader"))

        kept = source.snapshots.order_by("-captured_at")
        assert [row["id"] for row in rows] == [str(copy.uid) for copy in kept]
        assert rows[0]["size"] == 4

    def test_readers_are_told_of_those_that_are_cited_when_and_by_which_hash(
        self, ask, ann, source
    ):
        cited, _ = (captures.paste(source, text, by=ann) for text in ("It is so.", "Another."))
        claim = make.claim(released_at=make.NOON)
        make.citation(claim, source, quote="It is so.", snapshot=cited)

        (row,) = ask(PATH)

        assert {name: value for name, value in row.items() if value is not None} == {
            "id": str(cited.uid),
            "captured_at": cited.captured_at.isoformat().replace("+00:00", "Z"),
            "sha256": cited.sha256,
        }

    def test_what_an_unreleased_claim_cites_readers_are_not_told(self, ask, ann, source):
        copy = captures.paste(source, "It is so.", by=ann)
        make.citation(make.claim(), source, quote="It is so.", snapshot=copy)

        assert ask(PATH) == []

    @pytest.mark.parametrize("path", [PATH, f"{PATH}x/bytes/"])
    def test_a_hidden_source_has_no_copies(self, ask, send, ann, source, path):
        source.released_at, source.confidentiality = None, Confidentiality.CONFIDENTIAL
        source.save()

        assert ask(path, by=ann, status=404)["code"] == "not_found"
        assert send("post", PATH, {"text": "x"}, by=ann).status_code == 404
        assert ask(PATH, by=make.member("Source keeper")) == []

    def test_the_number_of_proved_quotations_counts_no_hidden_claims(self, ask, ann, source):
        copy = captures.paste(source, "It is so.", by=ann)
        make.citation(make.claim(), source, quote="It is so.", snapshot=copy)
        user = make.editor("new", "view_snapshot")

        assert ask(PATH, by=user)[0]["proved"] == 0
        assert ask(PATH, by=ann)[0]["proved"] == 1

    def test_parameters_are_none(self, ask, source):
        assert ask(PATH, status=400, page_size=1)["code"] == "unknown_parameter"

    @pytest.mark.parametrize("who", [None, "Reader"])
    def test_many_copies_cost_what_one_does(self, ask, ann, source, who):
        claim = make.claim(released_at=make.NOON)

        def one_more(text):
            copy = captures.paste(source, text, by=ann)
            make.citation(claim, source, quote=text, snapshot=copy)

        user = who and make.member(who)
        counts = []
        for number in range(2):
            for text in "abc":
                one_more(f"It is {text}{number}.")
            with CaptureQueriesContext(connection) as asked:
                rows = ask(PATH, by=user)
            counts.append(len(asked))
            assert '"partnerships_snapshot"."text"' not in str(asked.captured_queries)

        assert len(rows) == 6
        assert counts[1] <= counts[0] <= 8


class TestBytes:
    @pytest.fixture
    def copy(self, ann, source):
        return Snapshot.objects.get(uid=upload(ann).json()["id"])

    def get(self, copy, by=None, **headers):
        client = APIClient()
        if by:
            client.force_authenticate(by)
        return client.get(f"/api/v1/{PATH}{copy}/bytes/", headers=headers)

    @pytest.mark.parametrize("accept", ["*/*", "application/octet-stream", "text/html, */*"])
    def test_the_desk_is_given_them_as_a_file_and_never_as_a_page(self, copy, accept):
        answer = self.get(copy.uid, make.member("Reader"), Accept=accept)

        assert b"".join(answer.streaming_content) == PAGE
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith('attachment; filename="times-')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "private" in answer["Cache-Control"]

    def test_nobody_else_is(self, copy):
        assert self.get(copy.uid).status_code == 401
        assert told(self.get(copy.uid, make.editor("new", "view_source")))[0] == 403

    @pytest.mark.parametrize("name", ["x", "\x00", "019a", "00000000-0000-0000-0000-000000000000"])
    def test_of_no_copy_there_are_none(self, copy, name):
        assert self.get(name, make.member("Reader")).status_code == 404

    def test_those_of_another_source_are_not_there(self, copy):
        other = captures.paste(make.source(), "x", by=make.member("Reporter"))

        assert self.get(other.uid, make.member("Reader")).status_code == 404

    def test_bytes_that_are_not_what_was_kept_are_refused(self, copy):
        default_storage.delete(copy.content.name)

        assert told(self.get(copy.uid, make.member("Reader")))[:2] == (409, "not_as_kept")

    def test_bytes_that_are_not_kept_are_not_there(self, source, ann, ask):
        copy = make.snapshot(source)

        assert self.get(copy.uid, ann).status_code == 404
        assert ask(PATH, by=ann)[0]["bytes"] is None

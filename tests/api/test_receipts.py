"""An answer is taken along under the desk's seal, and is had again byte for byte, or not at all."""

import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from partnerships.actions import attesting
from partnerships.formats.seals import is_signed
from partnerships.models import Amount, Citation, Claim, Deal, Entry, Party, Seal, Source
from partnerships.vocabulary import Act
from tests import factories as make
from tests.api.everything import one_of_everything
from tests.moments import begun_long_ago, dated, day

pytestmark = pytest.mark.django_db

SERVER = "http://testserver"
DAY = day(1)


def seal_of(told):
    return Seal(**told["seal"] | {"at": timezone.datetime.fromisoformat(told["seal"]["at"])})


def again(api, receipt):
    """The answer to what a receipt calls its replay."""
    return api.get(receipt["replay"].removeprefix(SERVER))


@pytest.fixture
def receipt(api, monkeypatch):
    """A function: the receipt of a path, given on a day of January 2026."""
    begun_long_ago()

    def receipt(path, status=200):
        dated(DAY)
        monkeypatch.setattr("partnerships.api.receipts.settled_moment", lambda: day(2))
        answer = api.get(f"/api/v1/{path}")
        assert answer.status_code == status, answer.content
        return answer.json()

    return receipt


def test_a_receipt_has_the_answer_its_hash_and_the_signature_over_it(receipt, api):
    one_of_everything()

    told = receipt("claims/?page_size=1&receipt=1")

    sealed = json.loads(told["sealed"])
    assert sealed["question"] == f"{SERVER}/api/v1/claims/?page_size=1"
    assert sealed["answer"] == api.get("/api/v1/claims/?page_size=1").json()
    assert told["seal"]["sha256"] == sha256(told["sealed"].encode()).hexdigest()
    assert told["seal"]["kind"] == "answer"
    assert is_signed(seal_of(told), attesting.public_seal_keys())


@pytest.mark.parametrize(
    "path", ["claims/?", "deals/?ordering=-amount&", "totals/?by=payer&", "companies/company/?"]
)
def test_it_is_given_again_byte_for_byte_after_later_edits(path, receipt, api):
    one_of_everything()
    make.company("Company", slug="company")
    make.amount(make.released_deal(), 3)
    told = receipt(f"{path}receipt=1")
    for number in range(3):
        Claim.objects.update(statement=f"Told otherwise {number}.")
        Party.objects.update(name=f"Another name {number}")
        Deal.objects.update(title=f"Another deal {number}")
        Amount.objects.update(low=number + 1, high=number + 1)
        make.claim(released_at=make.NOON)
        dated(day(3 + number))

    answer = again(api, told)

    assert answer.status_code == 200, answer.content
    assert answer.content.decode() == told["sealed"]
    assert api.get(f"/api/v1/{path}").json() != json.loads(told["sealed"])["answer"]


@pytest.mark.parametrize("path", ["claims/", "claims/C1/", "citations/", "sources/report/"])
def test_what_was_withdrawn_since_is_not_given_again_and_the_seal_stands(path, receipt, api):
    claim = make.claim(released_at=make.NOON, reference="C1")
    report = make.source(released_at=make.NOON, slug="report", outlet="The Canary")
    make.citation(claim, report)
    told = receipt(f"{path}?receipt=1")
    assert "The Canary" in told["sealed"] or path == "claims/"
    Claim.objects.update(released_at=None)
    Citation.objects.all().delete()
    Source.objects.update(released_at=None)
    dated(day(3))

    answer = again(api, told)

    assert answer.status_code == 410
    assert answer.json()["code"] == "not_as_sealed"
    assert answer.json()["seal"]["sha256"] == told["seal"]["sha256"]
    assert "Canary" not in answer.text
    assert api.get(told["url"].removeprefix(SERVER)).json()["sha256"] == told["seal"]["sha256"]


def test_one_row_is_kept_of_an_answer_however_often_it_is_asked_for(receipt):
    make.claim(released_at=make.NOON)

    first, second = (receipt("claims/?receipt=1") for _ in range(2))

    assert Seal.objects.count() == Entry.objects.filter(act=Act.ATTESTED).count() == 1
    assert first["sealed"] == second["sealed"]
    assert first["seal"]["at"] < second["seal"]["at"]
    assert is_signed(seal_of(second), attesting.public_seal_keys())


def test_no_more_answers_are_sealed_in_a_day_than_are(receipt, monkeypatch):
    monkeypatch.setattr(attesting, "MOST_ANSWERS", 2)
    first = receipt("claims/?receipt=1")
    receipt("deals/?receipt=1")

    refused = receipt("people/?receipt=1", 429)

    assert refused["code"] == "too_many_seals"
    assert Seal.objects.count() == 2
    assert receipt("claims/?receipt=1")["sealed"] == first["sealed"]


def test_an_address_asks_for_so_many_receipts_and_no_more(api):
    statuses = [api.get("/api/v1/claims/?receipt=1").status_code for _ in range(31)]

    assert statuses == [200] * 30 + [429]
    assert api.get("/api/v1/claims/").status_code == 200


def test_who_has_a_login_is_given_what_anybody_may_read():
    make.claim("Nobody knows this yet.")
    client = APIClient()
    client.force_authenticate(make.editor("chief", is_superuser=True))
    assert client.get("/api/v1/claims/").json()["results"]

    told = client.get("/api/v1/claims/?receipt=1").json()

    assert json.loads(told["sealed"])["answer"]["results"] == []


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("receipt=yes", "receipt"),
        ("receipt=1&receipt=1", "receipt"),
        ("receipt=", "receipt"),
        ("receipt=1&known_at=2026-01-01T12:00:00Z", "known_at"),
        ("receipt=1&format=csv", "format"),
        (f"receipt=1&sealed={'a' * 64}", "receipt"),
        ("sealed=abc&known_at=2026-01-01T12:00:00Z", "sealed"),
        (f"sealed={'a' * 64}", "known_at"),
        (f"sealed={'a' * 64}&sealed={'a' * 64}&known_at=2026-01-01T12:00:00Z", "sealed"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, parameter, api):
    answer = api.get(f"/api/v1/claims/?{asked}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["errors"]] == [parameter]


def test_what_was_never_sealed_is_not_confirmed(api):
    begun_long_ago()
    unknown = f"/api/v1/claims/?known_at=2026-01-01T12:00:00Z&sealed={'a' * 64}"

    assert api.get(unknown).status_code == 404
    assert api.get(f"/api/v1/seals/{'a' * 64}/").status_code == 404
    assert api.get("/api/v1/seals/nothing/").status_code == 404


def test_a_desk_without_a_key_says_that_it_seals_nothing(api, settings):
    settings.SEAL_KEYS = []

    answer = api.get("/api/v1/claims/?receipt=1")

    assert (answer.status_code, answer.json()["code"]) == (503, "no_seal_key")
    assert api.get("/api/v1/seals/").json() == {"keys": []}


def test_what_earlier_keys_signed_holds_after_three_rotations(receipt, api, settings):
    told = receipt("claims/?receipt=1")
    for number in range(3):
        settings.EARLIER_SEAL_KEYS = attesting.public_seal_keys()
        settings.SEAL_KEYS = [bytes([number]) * 32]
    cache.clear()

    keys = api.get("/.well-known/newsroom-seals.json").json()["keys"]

    assert len(keys) == 4
    assert told["seal"]["key"] == keys[-1]["kid"]
    assert api.get(told["url"].removeprefix(SERVER)).status_code == 200
    assert receipt("deals/?receipt=1")["seal"]["key"] == keys[0]["kid"]


def test_what_was_put_into_the_database_without_the_key_is_not_confirmed(api):
    Seal.objects.create(
        kind="answer", sha256="b" * 64, at=timezone.now(), desk="x", key="y", signature="z"
    )

    answer = api.get(f"/api/v1/seals/{'b' * 64}/")

    assert (answer.status_code, answer.json()["code"]) == (409, "not_as_kept")


def test_a_seal_tells_the_kind_and_the_moment_and_nothing_of_what_was_sealed(receipt, api):
    told = receipt("claims/?receipt=1")

    seal = api.get(told["url"].removeprefix(SERVER)).json()

    assert seal == told["seal"] | {"keys": f"{SERVER}/.well-known/newsroom-seals.json"}
    assert set(seal) == {"kind", "sha256", "at", "desk", "key", "signature", "keys"}


def test_an_edition_is_sealed_when_it_goes_out(api):
    edition = make.edition()

    assert api.get(f"/api/v1/seals/{edition.sha256}/").json()["kind"] == "edition"


def test_who_has_a_receipt_checks_it_with_what_the_desk_gives_out(receipt, api, tmp_path):
    make.claim("It rains.", released_at=make.NOON)
    told = receipt("claims/?receipt=1")
    (tmp_path / "receipt.json").write_text(json.dumps(told))
    (tmp_path / "keys.json").write_bytes(api.get("/.well-known/newsroom-seals.json").content)
    (tmp_path / "check.py").write_bytes(api.get("/api/v1/seals/check.py").content)

    command = [sys.executable, "-I", "-S", "check.py", "receipt.json", "keys.json"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={})

    first, second = run.stdout.splitlines()
    assert (run.returncode, first[:10]) == (0, "Sealed by ")
    assert second == f"This is the answer to {SERVER}/api/v1/claims/, as it was sealed."


def test_readers_are_led_from_a_page_to_a_receipt_of_its_record(client):
    one_of_everything()
    company, person = (Party.objects.filter(kind=kind).first() for kind in ("company", "person"))
    deal, claim = (model.objects.released().first() for model in (Deal, Claim))
    pages = [
        reverse("company", args=[company.slug]),
        reverse("person", args=[person.slug]),
        reverse("deal", args=[deal.slug]),
        reverse("claim", args=[claim.collection.slug, claim.reference]),
    ]

    for page in pages:
        (link,) = re.findall(r'href="([^"]*)" rel="nofollow">Cite this<', client.get(page).text)
        assert client.get(link).json()["seal"]["kind"] == "answer"

"""A packet of a claim by a program: for the desk, and for nobody else."""

import pytest
from rest_framework.test import APIClient

from partnerships.models import Entry
from tests import factories as make
from tests.formats.claims.evidence import checked, evidence, opened, packed, unpacked

pytestmark = pytest.mark.django_db
PATH = "/api/v1/claims/S28/packet/"


def get(by=None, accept="*/*", **parameters):
    client = APIClient()
    if by:
        client.force_authenticate(by)
    return client.get(PATH, parameters, headers={"Accept": accept})


def content(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("accept", ["*/*", "application/zip"])
def test_the_desk_is_given_a_packet_that_holds(tmp_path, accept):
    claim, reader = evidence(), make.member("Reader")

    answer = get(reader, accept)

    given = content(answer)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == (
        'attachment; filename="packet-microsoft_openai-s28.zip"'
    )
    assert "private" in answer["Cache-Control"]
    assert given == packed(claim, by=reader)
    assert checked(unpacked(given, tmp_path / "packet"))[1] == 0
    assert Entry.objects.filter(act="packed", by=reader, claim=claim).count() == 2


def test_the_bytes_of_copies_may_stay_behind():
    evidence()

    _, files = opened(content(get(make.member("Reader"), copies="texts")))

    assert [name for name in files if name.startswith("copies/")] == []
    assert [name for name in files if name.startswith("texts/")] != []


@pytest.mark.parametrize(
    ("who", "parameters", "status", "code"),
    [
        (None, {}, 401, "not_authenticated"),
        ("Reader", {"copies": "none"}, 400, "bad_parameter"),
        ("Reader", {"confidential": "1"}, 400, "bad_parameter"),
        ("Reader", {"bytes": "no"}, 400, "unknown_parameter"),
        ("Editor in chief", {"confidential": "yes"}, 403, "permission_denied"),
    ],
)
def test_what_cannot_be_packed_is_told(who, parameters, status, code):
    make.claim(reference="S28", released_at=make.NOON)

    answer = get(who and make.member(who), **parameters)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Entry.objects.exists()


def test_who_sees_no_copies_is_given_no_packet():
    make.claim(reference="S28", released_at=make.NOON)

    assert get(make.editor("new", "view_claim")).status_code == 403


def test_an_error_is_a_problem_to_those_who_want_a_zip_alone():
    answer = get(make.member("Reader"), "application/zip")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_keeper_is_given_confidential_sources_when_they_ask():
    claim = make.claim(reference="S28")
    make.citation(claim, make.source(slug="hidden", confidentiality="confidential"))
    keeper = make.member("Source keeper")

    without, within = get(keeper), get(keeper, confidential="yes")

    assert "source hidden" not in opened(content(without))[0]
    assert "source hidden" in opened(content(within))[0]

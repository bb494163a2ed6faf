"""Nothing that is asked of the API tells of a confidential source to who may not know of it."""

import pghistory
import pytest

from partnerships.models import Search
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.admin.test_secrets import NAME, SECRET, TEXT, hide
from tests.volume import share

from .claims.test_blind import addresses, answers
from .everything import one_of_everything

pytestmark = pytest.mark.django_db

NARROWED = [
    *(f"claims/?{words}" for words in ["origins=0", "origins=1", "origins=2", "seen=not_seen"]),
    *(f"claims/?{words}" for words in ["source=canary-source", "origin=canary-origin"]),
    *(f"claims/?{words}" for words in ["stance=refutes", "tier=A", f"search={SECRET}"]),
    *(f"sources/?{words}" for words in ["origin=canary-origin", f"outlet={SECRET}", "tier=A"]),
    *(f"citations/?{words}" for words in ["source=canary-source", "origin=canary-origin"]),
    *(f"citations/?{words}" for words in ["stance=refutes", "seen=not_seen"]),
    "sources/canary-source/",
    *(f"sources/?search={word}" for word in NAME),
]


@pytest.fixture
def claim():
    one_of_everything()
    with pghistory.context(user=make.member("Reporter", name="reporter").pk):
        claim = make.claim(is_adverse=True, reference="S28", released_at=make.NOON)
        for _ in range(2):
            source = make.source(released_at=make.NOON)
            make.citation(claim, source)
            make.snapshot(source, text=TEXT)
        Search.objects.create(claim=claim, place="There", sought="That", searched_on="2024-10-23")
    return claim


@pytest.fixture
def keeper():
    return make.member("Editor", "Source keeper", name="keeper")


@pytest.mark.walk
@pytest.mark.parametrize("who", [None, "Reader", "Editor"])
def test_no_answer_differs_by_a_byte_with_confidential_sources(claim, keeper, who):
    user = make.member(who) if who else None
    paths = [*addresses(claim), *share(NARROWED, len(who or ""))]
    before = answers(user, paths)

    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)
    after = answers(user, paths)

    assert [path for path in paths if after[path] != before[path]] == []


def test_a_lapse_is_told_without_what_made_it(ask, claim, keeper):
    make.proposed(claim, finding=Finding.OPINION)
    editor = make.member("Editor")

    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)

    verdict = ask("claims/S28/", by=editor)["verdict"]
    assert (verdict["lapse"], verdict["lapsed_by"]) == (["evidence_changed"], None)


def test_what_an_editor_saw_is_what_they_see_although_something_hidden_changed(send, claim, keeper):
    """An ETag or a fingerprint that differed would tell that there is something."""
    editor = make.member("Editor")
    source = claim.citations.first().source
    source.derives_from = make.source(confidentiality="confidential")
    with pghistory.context(user=keeper.pk):
        source.save()

    answer = send(
        "post", "claims/S28/verdict/", {"finding": "opinion"}, by=editor, seen="claims/S28/"
    )

    assert answer.status_code == 200
    assert answer.json()["verdict"]["state"] == "waiting"


@pytest.mark.walk
@pytest.mark.parametrize("groups", [["Editor", "Source keeper"], []])
def test_no_answer_tells_the_sealed_name_to_anybody(claim, keeper, groups):
    """Nor to those who may not know of the source: they are answered as before it was there."""
    user = make.member(*groups, is_superuser=not groups)
    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)
    searches = [f"sources/?search={word}" for word in NAME]

    told = answers(user, [*addresses(claim), *NARROWED])

    said = [str(answer) for path, answer in told.items() if path not in searches]
    assert [word for word in NAME for text in said if word in text] == []
    for path in searches:
        assert "canary" not in str(told[path]).casefold()


def test_the_agreed_description_is_what_source_keepers_read(ask, claim, keeper):
    with pghistory.context(user=keeper.pk):
        hide(claim, keeper)

    assert ask("sources/canary-source/", by=keeper)["outlet"] == SECRET

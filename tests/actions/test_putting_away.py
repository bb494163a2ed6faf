"""Records that should not be there are put away, and brought back as they were."""

import pytest
from django.core.exceptions import PermissionDenied

from partnerships.actions.putting_away import bring_back, put_away
from partnerships.errors import NotWaiting, Refused
from partnerships.models import Citation, Claim, Company, Entry, Role, Source, Verdict
from partnerships.rules import putting_away as rules
from partnerships.rules.putting_away import NOUNS, known_away
from partnerships.vocabulary import Confidentiality, State
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = "A duplicate of S28."


@pytest.fixture
def editor(db):
    return make.member("Editor")


def test_a_claim_that_is_put_away_is_in_no_list_with_what_is_part_of_it(editor):
    claim = make.citation().claim

    put_away(claim, by=editor, why=WHY)

    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert not Claim.objects.visible_to(editor).exists()
    assert not Citation.objects.visible_to(editor).exists()
    assert Claim.every.get() == claim


def test_a_claim_comes_back_as_it_was_with_its_verdict(editor):
    verdict = make.signed()
    before = Claim.objects.values().get()

    put_away(verdict.claim, by=editor, why=WHY)
    bring_back(verdict.claim, by=editor)

    assert Claim.objects.values().get() == before
    assert Verdict.objects.get().state == State.STANDS


def test_readers_see_it_no_more_and_again_since_the_moment_that_they_did(editor):
    role = make.role()
    since = role.released_at

    put_away(role, by=editor, why=WHY)

    assert Role.every.get().released_at is None
    bring_back(role, by=editor)
    assert Role.objects.get().released_at == since


def test_the_journal_tells_who_put_it_away_and_why(editor):
    claim = make.claim(released_at=make.NOON)

    put_away(claim, by=editor, why=WHY)
    bring_back(claim, by=editor)

    told = Entry.objects.order_by("pk").values_list("act", "by", "why")
    assert list(told) == [
        ("taken_back", editor.pk, WHY),
        ("put_away", editor.pk, WHY),
        ("brought_back", editor.pk, ""),
        ("released", editor.pk, ""),
    ]


def test_its_history_stays_and_tells_that_it_was_away(editor):
    claim = make.claim()

    put_away(claim, by=editor, why=WHY)
    bring_back(claim, by=editor)

    kept = claim.history.order_by("pgh_id").values_list("put_away", flat=True)
    assert [bool(away) for away in kept] == [False, True, False]


def test_what_leans_on_it_is_named(editor):
    company = make.company("Acme")
    make.role(make.person("Ann"), company, title="Chair", released_at=None)

    with pytest.raises(Refused, match="Role: Ann, Chair, Acme"):
        put_away(company, by=editor, why=WHY)


def test_of_very_many_that_lean_on_it_the_first_are_named_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(rules, "NAMED", 2)
    company = make.company()
    for _ in range(5):
        make.role(make.person(), company)

    told = rules.what_leans_on(company, make.editor(None, is_superuser=True))

    assert len(told) == 3
    assert str(told[-1]) == "Role: 3 more"


def test_what_leans_on_it_and_one_may_not_know_of_is_not_named(editor):
    source = make.source()
    secret = {"confidentiality": Confidentiality.CONFIDENTIAL, "outlet": "Canary"}
    make.source(derives_from=source, **secret)

    with pytest.raises(Refused, match="Something that you may not know of") as caught:
        put_away(source, by=editor, why=WHY)

    assert "Canary" not in str(caught.value)


def test_a_claim_that_went_out_is_never_put_away(editor):
    claim = make.binding_of(make.edition().story).claim

    with pytest.raises(Refused, match="Story: "):
        put_away(claim, by=editor, why=WHY)


def test_it_takes_a_reason(editor):
    with pytest.raises(Refused, match="Say why it should not be there"):
        put_away(make.claim(), by=editor, why="  ")


def test_it_is_put_away_once_and_brought_back_once(editor):
    claim = make.claim()
    put_away(claim, by=editor, why=WHY)

    with pytest.raises(NotWaiting, match="put away already"):
        put_away(claim, by=editor, why=WHY)

    bring_back(claim, by=editor)
    with pytest.raises(NotWaiting, match="there already"):
        bring_back(claim, by=editor)


def test_a_reporter_puts_nothing_away():
    with pytest.raises(PermissionDenied, match="You may not put records away"):
        put_away(make.claim(), by=make.member("Reporter"), why=WHY)


def test_who_may_not_put_records_away_brings_none_back(editor):
    claim = make.claim()
    put_away(claim, by=editor, why=WHY)

    with pytest.raises(PermissionDenied, match="You may not bring records back"):
        bring_back(claim, by=make.member("Reporter"))

    assert Claim.every.get().put_away


def test_a_post_that_was_recorded_by_mistake_is_free_for_who_held_it(editor):
    company = make.company()
    post = {"post": "chair", "exclusive": True, "start": "2020", "end": "2022"}
    wrong = make.role(make.person(), company, **post)
    put_away(wrong, by=editor, why=WHY)

    make.role(make.person(), company, **post)

    with pytest.raises(Refused, match="Somebody else certainly held this post"):
        bring_back(wrong, by=editor)


def test_each_noun_that_is_released_can_be_put_away(editor):
    made = [
        *(make.claim(), make.source(), make.deal(), make.company(), make.person()),
        *(make.partnership(), make.role(), make.stake(), make.valuation(), make.event()),
    ]

    for record in made:
        put_away(record, by=editor, why=WHY)

    assert {each.record.pk for each in known_away(editor, NOUNS)} == {each.pk for each in made}
    assert not Company.objects.filter(pk=made[3].pk).exists()


def test_a_confidential_source_is_put_away_unseen(editor):
    secret = make.source(confidentiality=Confidentiality.CONFIDENTIAL)
    keeper = make.member("Editor", "Source keeper")

    put_away(secret, by=keeper, why=WHY)

    assert known_away(editor, [Source]) == []
    assert [each.record for each in known_away(keeper, [Source])] == [secret]

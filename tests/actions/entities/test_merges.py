"""Two records of one party become one, by two people, and are two again to the row."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pghistory.models import Event as History

from partnerships import models
from partnerships.actions.entities.merges import (
    confirm_merge,
    propose_merge,
    propose_undoing,
    turn_down_merge,
)
from partnerships.errors import Refused
from partnerships.models import ClaimParty, Entry, EventParty, Identifier, Merge, Party, PartyName
from partnerships.rules.entities.merges import ways_to_parties
from partnerships.vocabulary import Act, NameKind, Rank, Scheme
from tests import factories as make

pytestmark = pytest.mark.django_db
# What a merge and its undoing leave, and what is noted of any write.
APART = {"Merge", "Entry", "Authorship"}


@pytest.fixture
def ann():
    return make.member("Editor", name="ann")


@pytest.fixture
def ben():
    return make.member("Editor", name="ben")


@pytest.fixture
def twice():
    """A company that is recorded twice; to the second record leads one row of every kind."""
    kept, gone = make.company("OpenAI"), make.company("Open AI Inc.")
    lead_to(gone)
    return kept, gone


def lead_to(gone):
    other, boss = make.company("Microsoft"), make.person("Sam")
    firm = make.released_deal(gone, other)
    make.amount(firm, measure="party_share", party=gone, payer=gone, payee=other)
    make.amount(firm, payer=other, payee=gone)
    make.claim("It was dear.").about_parties.create(party=gone)
    claim = make.claim("It was said.")
    models.Reply.objects.create(
        claim=claim, party=gone, asked_at=make.NOON, asked_by=make.editor(), channel="A call"
    )
    make.partnership(gone, other)
    make.event(gone)
    make.role(boss, gone, start="2019", ongoing=True)
    make.stake(other, gone, interest="shares", start="2019")
    make.stake(gone, make.company("A fund"), interest="votes")
    make.valuation(gone)
    make.company("A subsidiary", parent=gone)
    make.company("An older record", merged_into=gone)
    make.party_name(gone, "Open AI Incorporated", kind=NameKind.LEGAL, start="2015")
    make.party_name(gone, "OAI", kind=NameKind.ACRONYM)
    make.fact(party_name=make.party_name(gone, "Backed"), source=make.source())
    make.identifier(gone, Scheme.CIK, "0001234567")
    make.fact(party=gone, source=make.source())


def merged(gone, kept, ann, ben):
    return confirm_merge(propose_merge(gone, kept, by=ann, why="One address."), by=ben)


def undone(merge, ann, ben):
    return confirm_merge(propose_undoing(merge, by=ann, why="They are two."), by=ben)


def every_row():
    """All rows of all tables but of journals, by table."""
    return {
        model.__name__: sorted(map(str, model._base_manager.order_by().values()))
        for model in apps.get_app_config("partnerships").get_models()
        if not (issubclass(model, History) or model._meta.proxy or model.__name__ in APART)
    }


def test_every_key_that_leads_to_a_party_was_given_a_row(twice):
    _, gone = twice

    assert [
        (model.__name__, key.name)
        for model, key in ways_to_parties()
        if not model._base_manager.filter(**{key.name: gone}).exists()
        and (model.__name__, key.name) != ("Role", "person")
    ] == []


def test_nothing_happens_before_a_second_name(twice, ann):
    kept, gone = twice
    before = every_row()

    propose_merge(gone, kept, by=ann, why="One address.")

    assert every_row() == before


def test_nobody_confirms_what_they_proposed(twice, ann):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")

    with pytest.raises(Refused, match="a second person confirms it"):
        confirm_merge(asked, by=ann)


def test_all_that_led_to_the_one_leads_to_the_other(twice, ann, ben):
    kept, gone = twice
    before = {
        (model, key): set(model._base_manager.filter(**{key.name: gone}).values_list("pk"))
        for model, key in ways_to_parties()
    }

    merged(gone, kept, ann, ben)

    for (model, key), rows in before.items():
        assert not model._base_manager.filter(**{key.name: gone}).exclude(pk=gone.pk).exists()
        assert rows <= set(model._base_manager.filter(**{key.name: kept}).values_list("pk"))
    gone.refresh_from_db()
    assert gone.merged_into == Party.objects.get(pk=kept.pk)


def test_the_names_of_the_one_are_names_of_the_other_and_none_is_its_legal_name(twice, ann, ben):
    kept, gone = twice

    merged(gone, kept, ann, ben)

    assert dict(kept.names.values_list("text", "kind")) == {
        "Open AI Inc.": NameKind.ALIAS,
        "Open AI Incorporated": NameKind.ALIAS,
        "OAI": NameKind.ACRONYM,
        "Backed": NameKind.ALIAS,
    }
    assert kept.names.get(text="Backed").facts.exists()


def test_a_name_that_is_there_stays_where_it_is(ann, ben):
    kept, gone = make.company("OpenAI"), make.company("Open AI")
    make.party_name(kept, "OAI")
    make.party_name(gone, "OAI")
    make.party_name(kept, "Open AI")

    merged(gone, kept, ann, ben)

    assert sorted(kept.names.values_list("text", flat=True)) == ["OAI", "Open AI"]
    assert gone.names.get().text == "OAI"


def test_what_backs_a_value_that_the_other_has_not_stays_with_the_record(ann, ben):
    kept, gone = make.company("OpenAI", founded="2015"), make.company("Open AI", place="Paris")
    place = make.fact("place", party=gone, source=make.source())
    whole = make.fact("", party=gone, source=make.source())

    merged(gone, kept, ann, ben)

    assert list(gone.facts.all()) == [place]
    assert list(kept.facts.all()) == [whole]


def test_a_backing_that_is_preferred_twice_stays_with_the_record(ann, ben):
    kept, gone = make.company("OpenAI"), make.company("Open AI")
    make.fact("", party=kept, source=make.source(), rank=Rank.PREFERRED)
    make.fact("", party=gone, source=make.source(), rank=Rank.PREFERRED)

    merged(gone, kept, ann, ben)

    assert gone.facts.count() == kept.facts.count() == 1


def test_an_undone_merge_gives_every_row_back(twice, ann, ben):
    kept, gone = twice
    before = every_row()

    undone(merged(gone, kept, ann, ben), ann, ben)

    after = every_row()
    assert {name for name in before if before[name] != after[name]} == set()


def test_two_people_are_made_one_and_two_again(ann, ben):
    kept, gone = make.person("Sam Altman"), make.person("Samuel Altman")
    make.role(gone, make.company("OpenAI"))
    before = every_row()

    merge = merged(gone, kept, ann, ben)
    assert kept.roles.count() == 1

    undone(merge, ann, ben)
    assert every_row() == before


def test_what_is_edited_elsewhere_meanwhile_keeps_no_merge_from_being_undone(twice, ann, ben):
    kept, gone = twice
    merge = merged(gone, kept, ann, ben)
    kept.note = "Edited since."
    kept.save()
    models.Role.objects.update(note="Edited since.")
    make.claim("Recorded since.").about_parties.create(party=kept)

    undone(merge, ann, ben)

    assert gone.officers.get().note == "Edited since."
    assert ClaimParty.objects.get(claim__statement="Recorded since.").party_id == kept.pk


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda gone, kept: EventParty.objects.filter(party=kept).delete(), "was taken away since"),
        (
            lambda gone, kept: models.Role.objects.update(company=make.company("A third")),
            "means another now",
        ),
        (lambda gone, kept: PartyName.objects.filter(text=gone.name).delete(), "changed since"),
        (
            lambda gone, kept: make.fact(
                party_name=PartyName.objects.get(text=gone.name), source=make.source()
            ),
            "changed since",
        ),
    ],
    ids=["a row taken away", "a row of another", "a name taken away", "a name that is backed"],
)
def test_what_cannot_be_undone_exactly_is_refused_in_a_sentence(spoil, told, twice, ann, ben):
    kept, gone = twice
    merge = merged(gone, kept, ann, ben)
    spoil(gone, kept)

    with pytest.raises(Refused, match=told):
        propose_undoing(merge, by=ann, why="They are two.")


def test_a_merge_under_another_is_undone_after_it(ann, ben):
    first, second, third = make.company("One"), make.company("Two"), make.company("Three")
    lower = merged(first, second, ann, ben)
    upper = merged(second, third, ann, ben)

    assert Party.objects.get(pk=first.pk).merged_into_id == third.pk
    with pytest.raises(Refused, match="itself merged into Three since: undo that first"):
        propose_undoing(lower, by=ann, why="They are two.")
    undone(upper, ann, ben)
    assert Party.objects.get(pk=first.pk).merged_into_id == second.pk
    undone(lower, ann, ben)
    assert Party.objects.get(pk=first.pk).merged_into_id is None


def test_what_was_turned_down_is_not_confirmed(twice, ann, ben):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")

    turn_down_merge(asked, by=ben, why="Two registers.")

    with pytest.raises(Refused, match="answered this already"):
        confirm_merge(asked, by=ben)
    assert not Merge.objects.waiting().exists()


def test_what_was_proposed_is_looked_at_again_when_it_is_confirmed(twice, ann, ben):
    kept, gone = twice
    asked = propose_merge(gone, kept, by=ann, why="One address.")
    make.deal(gone, kept)

    with pytest.raises(Refused, match="name both"):
        confirm_merge(asked, by=ben)


def test_one_merge_of_two_records_waits_at_a_time(twice, ann, ben):
    kept, gone = twice
    propose_merge(gone, kept, by=ann, why="One address.")

    with pytest.raises(Refused, match="waits for a second person already"):
        propose_merge(kept, gone, by=ben, why="The other way round.")


def test_who_may_not_merge_is_told_so(twice):
    kept, gone = twice

    with pytest.raises(PermissionDenied, match="merges of companies and people"):
        propose_merge(gone, kept, by=make.member("Reporter"), why="One address.")


def test_a_merge_and_its_undoing_ask_no_more_where_more_rows_are_moved(ann, ben):
    asked = []
    for number, rows in enumerate([1, 2, 12]):  # the first learns what both may
        kept, gone = make.company(f"Kept {number}"), make.company(f"Gone {number}")
        for _ in range(rows):
            make.claim().about_parties.create(party=gone)
            make.deal(gone)
        with CaptureQueriesContext(connection) as queries:
            undone(merged(gone, kept, ann, ben), ann, ben)
        asked.append(len(queries))

    assert asked[1] == asked[2]


def test_a_record_that_is_gone_is_not_merged(twice, ann):
    kept, _ = twice
    gone = make.company("Nobody names it")
    Party.objects.filter(pk=gone.pk).delete()

    with pytest.raises(Refused, match="not there any more"):
        propose_merge(gone, kept, by=ann, why="One address.")


def test_the_journal_tells_each_step(twice, ann, ben):
    kept, gone = twice

    undone(merged(gone, kept, ann, ben), ben, ann)

    told = Entry.objects.order_by("pk").values_list("act", "by__username", "key", "why")
    assert list(told) == [
        (Act.MERGE_ASKED, "ann", gone.slug, "One address."),
        (Act.MERGED, "ben", gone.slug, "One address."),
        (Act.MERGE_ASKED, "ben", gone.slug, "They are two."),
        (Act.UNMERGED, "ann", gone.slug, "They are two."),
    ]


def test_numbers_go_over_where_they_do_not_clash(twice, ann, ben):
    kept, gone = twice
    make.identifier(kept, Scheme.WIKIDATA, "Q21708200")

    merged(gone, kept, ann, ben)

    assert Identifier.objects.filter(party=kept).count() == 2


def test_verdicts_of_claims_about_the_record_that_goes_lapse_and_no_others(ann, ben):
    kept, gone = make.company("OpenAI"), make.company("Open AI")
    of_gone, of_kept = make.signed(), make.signed()
    of_gone.claim.about_parties.create(party=gone)
    of_kept.claim.about_parties.create(party=kept)

    merge = merged(gone, kept, ann, ben)

    of_gone.refresh_from_db()
    of_kept.refresh_from_db()
    assert (of_gone.state, of_gone.lapse, of_gone.lapsed_by) == ("lapsed", ["party_merged"], ben)
    assert of_kept.state == "stands"

    again = make.signed(of_gone.claim)
    undone(merge, ann, ben)
    again.refresh_from_db()
    of_kept.refresh_from_db()
    assert again.lapse == ["party_merged"]
    assert of_kept.state == "stands"


def test_what_is_only_proposed_lets_no_verdict_lapse(ann):
    kept, gone = make.company("OpenAI"), make.company("Open AI")
    verdict = make.signed()
    verdict.claim.about_parties.create(party=gone)

    propose_merge(gone, kept, by=ann, why="One address.")

    verdict.refresh_from_db()
    assert verdict.state == "stands"

"""The gate: what stands between a manuscript and its readers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from partnerships.actions.stories import holds, passages
from partnerships.rules.stories.objections import (
    FORMER_CODES,
    KINDS,
    NEEDS_SECOND,
    needs_second,
)
from partnerships.rules.stories.publishing import Gate
from partnerships.vocabulary import HoldKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def eve(db):
    return make.member("Editor")


def gate(story, user, **given):
    return Gate(story.revisions.current().get(), user, **given)


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize(("kind", "code"), [(HoldKind.LEGAL, "legal"), (HoldKind.KILLED, "killed")])
def test_a_story_that_is_held_back_is_shut_until_it_is_let_go(kind, code, eve):
    story = make.story()
    hold = make.hold(story, kind, by=eve)

    assert code in codes(gate(story, eve).blocking)

    holds.lift(hold, "The lawyers have read it.", by=eve)

    assert code not in codes(gate(story, eve).objections)


def test_an_embargo_ends_by_itself(eve):
    story = make.story()
    noon = timezone.now() + timedelta(hours=1)
    make.hold(story, HoldKind.EMBARGO, until=noon)

    assert "embargoed" in codes(gate(story, eve).blocking)
    assert "embargoed" not in codes(gate(story, eve, at=noon).blocking)


def test_checked_words_that_are_gone_are_told(eve):
    story = make.binding(words="$13 billion").passage.story
    text = story.revisions.get().body
    make.revised(story, text.replace("$13 billion", "$10 billion"))

    (orphan,) = [one for one in gate(story, eve).blocking if one.code == "orphan"]

    assert orphan.start is None
    assert "$13 billion" in orphan.text


def test_a_waiver_answers_what_it_names_on_its_words_and_nothing_else(eve):
    story = make.binding(words="$13 billion", claim_=make.checked(is_adverse=True)).passage.story
    make.waiver(story, "$13 billion", "Nobody answers.", excuses=["not_asked"])

    shut = gate(story, eve)

    assert codes(shut.excused) == ["not_asked"]
    assert "not_asked" not in codes(shut.objections)
    assert "adverse_on_one_origin" in codes(shut.objections)


@pytest.mark.parametrize("code", sorted(NEEDS_SECOND | {"one_origin"}))
def test_what_two_people_answer_for_waits_for_the_second_name(code, eve):
    story = make.story()
    waiver = make.waiver(story, "October 2024", "Everybody knows it.", excuses=["figure", code])

    (waits,) = [one for one in gate(story, eve).blocking if one.code == "not_seconded"]
    passages.second(waiver, by=eve)

    assert waits.words == "October 2024"
    assert "somebody else than who gave it puts a second name to it" in waits.text
    assert "not_seconded" not in codes(gate(story, eve).objections)


def test_no_waiver_answers_that_another_lacks_its_second_name(eve, monkeypatch):
    monkeypatch.setattr(passages, "NEVER_EXCUSED", {})
    story = make.story()
    make.waiver(story, "October 2024", "Everybody knows it.", excuses=["wrong", "not_seconded"])
    make.waiver(story, "October 2024", "It is in a hurry.", excuses=["not_seconded"])

    assert "not_seconded" in codes(gate(story, eve).blocking)


def test_what_one_may_answer_for_needs_no_second_name(eve):
    story = make.story()
    make.waiver(story, "October 2024", "Everybody knows it.")
    make.waiver(story, "October 2024", "Everybody knows it.", excuses=["figure", "embargoed"])

    assert "not_seconded" not in codes(gate(story, eve).objections)


def test_the_database_asks_for_the_same_second_names():
    codes = [*KINDS, *FORMER_CODES]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, waiver_needs_second(ARRAY[code]) FROM unnest(%s::text[]) AS code",
            [codes],
        )
        asked = dict(cursor.fetchall())

    assert asked == {code: needs_second([code]) for code in codes}


def test_a_waiver_given_under_a_former_code_answers_still(eve):
    story = make.binding(words="$13 billion", claim_=make.checked(is_adverse=True)).passage.story
    waiver = make.waiver(story, "$13 billion", "Nobody answers.", excuses=["one_origin"])

    assert codes(gate(story, eve).excused) == ["adverse_on_one_origin"]

    waiver.refresh_from_db()
    assert waiver.excuses == ["one_origin"]


def test_a_waiver_on_other_words_answers_nothing(eve):
    story = make.binding(words="$13 billion", claim_=make.checked(is_adverse=True)).passage.story
    make.waiver(story, "October 2024", "Nobody answers.", excuses=["not_asked"])

    assert "not_asked" in codes(gate(story, eve).objections)


def test_no_waiver_answers_a_verdict_that_lapsed(eve, monkeypatch):
    monkeypatch.setattr(passages, "NEVER_EXCUSED", {})  # as it was given once
    claim = make.signed().claim
    make.citation(claim, source_=make.source())
    story = make.binding(words="$13 billion", claim_=claim).passage.story
    make.waiver(story, "$13 billion", "It lapsed for nothing.", excuses=["lapsed"])

    assert "lapsed" in codes(gate(story, eve).blocking)


def test_how_far_it_is_tells_what_was_checked_from_what_was_waived(eve):
    told = gate(make.printable(), eve).progress

    assert (told.checked > 0, told.waived > 0) == (True, True)
    assert (told.done, told.blocking) == (told.total, 0)
    assert f"{told.checked} of {told.total} checked, {told.waived} waived, none blocks" == str(told)


def test_a_name_is_asked_about_once_in_a_sentence(eve):
    story = make.story("Contoso met Fabrikam, and Contoso wrote to Fabrikam.")

    asked = [one.words for one in gate(story, eve).objections if one.code == "uncovered"]

    assert [asked.count(name) for name in ("Contoso", "Fabrikam")] == [1, 1]


def test_a_name_that_a_claim_answers_for_is_not_asked_about_where_somebody_looked(eve):
    story = make.story("Contoso paid. Then Contoso left for $2 billion.")
    make.binding(story, "Contoso paid.", make.claim("Contoso paid."))
    make.waiver(story, "$2 billion", by=make.member("Editor"))

    asked = [one.words for one in gate(story, eve).objections if one.code == "uncovered"]

    assert "Contoso" not in asked


def test_a_sentence_that_leans_on_nothing_is_asked_about_by_a_name_that_is_known(eve):
    story = make.story("Contoso paid. Then Contoso sold the quay.")
    make.binding(story, "Contoso paid.", make.claim("Contoso paid."))

    asked = [one.words for one in gate(story, eve).objections if one.code == "uncovered"]

    assert asked == ["Contoso"]


def test_a_source_without_a_kept_copy_is_told_once(eve):
    source = make.source()
    claims = [make.claim(f"They put in $1{number} billion.") for number in range(2)]
    for claim in claims:
        make.citation(claim, source)
    body = "They put in $10 billion. They put in $11 billion."
    story = make.story(body)
    for claim in claims:
        make.binding(story, claim.statement.rstrip("."), claim)

    assert codes(gate(story, eve).objections).count("not_kept") == 1


def test_asking_changes_nothing(eve, read_only):
    story = make.binding().passage.story
    revision = story.revisions.get()
    eve.has_perm("partnerships.view_source")

    with read_only():
        assert Gate(revision, eve).objections


def test_the_gate_costs_the_same_for_one_claim_and_for_thirty(eve, django_assert_num_queries):
    body = " ".join(
        f"In sentence {number}, they put in ${number}0 billion." for number in range(30)
    )
    one, many = make.story(body), make.story(body)
    make.binding(one, "sentence 0", make.checked(is_adverse=True))
    for number in range(30):
        make.binding(many, f"sentence {number},", make.checked(is_adverse=True))
    eve.has_perm("partnerships.view_source")

    with django_assert_num_queries(16):
        assert Gate(one.revisions.get(), eve).objections
    with django_assert_num_queries(16):
        assert Gate(many.revisions.get(), eve).objections

"""What changed under words that went out, as a line that an editor can begin with."""

import pytest

from partnerships.actions.claims import verdicts
from partnerships.models import ClaimDeal, OpenItem, Source
from partnerships.rules.stories.impacts import draft, drafts, impact_differences
from partnerships.vocabulary import ClaimKind, Finding, Step
from tests import factories as make
from tests.covered_edits import Save

pytestmark = pytest.mark.django_db
BILLION = 10**9
BEGINNING = "An earlier version of this article said “$13 billion”. "


def told(**fields):
    """What is drafted of the only open item, after its beginning."""
    line = draft(OpenItem.objects.select_related("passage").get(**fields))
    assert line.startswith(BEGINNING)
    return line.removeprefix(BEGINNING)


def out(*, claim=None, **about):
    """A story that is out and leans on the claim, which the records name as what backs them."""
    claim = claim or make.readable().claim
    for name, record in about.items():
        make.fact(**{name: record}, claim=claim)
    make.edition(make.printable(claim_=claim))
    return claim


def test_a_sum_is_told_as_people_write_it():
    amount = make.amount(billions=13)
    out(amount=amount)

    Save().change(amount, low=10 * BILLION, high=10 * BILLION, qualifier="about")

    assert told() == f"“{amount}”: The sum is about $10 billion, not $13 billion."


def test_a_day_is_told_as_people_write_it():
    step = make.deal_step(make.deal(), Step.ANNOUNCED, "2023-01-23")
    claim = make.readable(kind=ClaimKind.DATE, date="2023-01-23").claim
    ClaimDeal.objects.create(claim=claim, deal=step.deal)
    out(claim=claim)

    Save().change(step, date="2023-01~")

    assert told() == "“Announced”: Date is about January 2023, not 23 January 2023."


def test_a_share_and_a_holder():
    stake = make.stake(percent_min=49, percent_max=49)
    other = make.company("Other")
    out(stake=stake)

    Save().change(stake, percent_min=27, percent_max=27, holder=other)

    line = told()
    assert "The share is 27 %, not 49 %" in line
    assert "Holder is “Other”" in line


def test_words_are_told_with_what_they_were():
    claim = out()
    before = claim.statement

    Save().change(claim, statement="Microsoft invested $10 billion.")

    line = told(cause="claim")
    assert line == (
        f"What it says of that: Statement is “Microsoft invested $10 billion.”, not “{before}”."
    )


def test_what_was_not_known_is_told_as_nothing():
    event = make.event()
    out(event=event)

    Save().change(event, date="2024-03-19")

    assert told().endswith("Date is 19 March 2024, not nothing.")


def test_a_sentence_that_is_quoted_ends_once():
    claim = make.readable().claim
    make.edition(make.printable("Microsoft invested $13 billion in OpenAI.", claim))
    verdicts.withdraw_verdict(claim.verdicts.get(), "No.", by=make.member("Editor"))

    line = draft(OpenItem.objects.select_related("passage").get())

    assert "said “Microsoft invested $13 billion in OpenAI”. What was" in line


def test_a_verdict_that_lapsed_or_was_withdrawn():
    claim = out()
    verdicts.withdraw_verdict(claim.verdicts.get(), "No.", by=make.member("Editor"))

    assert told() == "What was found of that was withdrawn."


def test_another_finding_comes_with_what_is_right():
    claim = out()
    with make.pghistory.context(user=make.member("Reporter").pk):
        make.citation(claim, make.source(released_at=make.NOON), stance="refutes")
    given = {"reasons": "The filing says so.", "correction": "It was $10 billion."}
    waiting = make.proposed(claim, Finding.WRONG, **given)
    verdicts.countersign(waiting, by=make.member("Editor"))

    assert told(cause="finding") == "That is found to be wrong. It was $10 billion."


def test_what_is_gone_is_told_by_its_name():
    event = make.event(title="The launch")
    out(event=event)

    event.delete()

    assert told() == "“The launch” is no longer on record."


def test_a_source_by_its_title():
    claim = out()
    source = claim.citations.get().source

    Source.objects.update(tier="D")

    assert told() == f"“{source}”: Tier is “D – unreliable”, not “B – original or wire reporting”."


def test_what_is_again_as_it_was_says_so():
    amount = make.amount(billions=13)
    out(amount=amount)

    Save().change(amount, basis="filed")
    Save().change(amount, basis="announced")

    assert told().endswith("was changed, and is again as it was.")
    assert impact_differences(OpenItem.objects.get()) == []


def test_many_drafts_cost_what_one_does(django_assert_max_num_queries):
    amounts = [make.amount(billions=each) for each in (1, 2, 3)]
    claim = make.readable().claim
    for amount in amounts:
        make.fact(amount=amount, claim=claim)
    out(claim=claim)
    for amount in amounts:
        Save().change(amount, basis="filed")
    items = list(OpenItem.objects.select_related("passage"))

    with django_assert_max_num_queries(1):
        lines = drafts(items)

    assert len(set(lines)) == 3


def test_looking_changes_nothing(read_only):
    amount = make.amount(billions=13)
    out(amount=amount)
    Save().change(amount, basis="filed")
    item = OpenItem.objects.get()

    with read_only():
        draft(item)

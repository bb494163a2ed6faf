"""Nothing goes out that the gate would not let out, whoever acts at the same moment."""

import random
from datetime import timedelta
from time import sleep
from types import SimpleNamespace

import pghistory
import pytest
from django.db import connection
from django.utils import timezone

from partnerships.actions.claims import citations, claims, verdicts
from partnerships.actions.journal import acting
from partnerships.actions.sources import sources
from partnerships.actions.stories import editions, holds, passages
from partnerships.models import Amount, Binding, ClaimDeal, Edition, OpenItem, Source, Waiver
from partnerships.rules.stories.publishing import story_objections
from partnerships.vocabulary import ClaimKind, HoldKind
from tests import factories as make
from tests.models.test_journal import is_one_chain
from tests.volume import tries

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST = 0.02  # seconds of a pause
BILLION = 10**9


class Round:
    """One interleaving: a story that may go out, and what two people do at once."""

    def __init__(self, number, desk):
        self.number, self.desk = number, desk
        self.random = random.Random(number)
        with pghistory.context(user=desk.author.pk):
            self.source = make.source(released_at=make.NOON)
            self.amount = make.amount(billions=13)
            sums = {"value_low": 13 * BILLION, "value_high": 13 * BILLION, "value_unit": "USD"}
            self.claim = make.claim(
                "Microsoft invested $13 billion in OpenAI.",
                kind=ClaimKind.FIGURE,
                value_qualifier="exact",
                released_at=make.NOON,
                **sums,
            )
            ClaimDeal.objects.create(claim=self.claim, deal=self.amount.deal)
            self.citation = make.citation(self.claim, self.source)
        waiting = make.proposed(self.claim, by=desk.checker)
        self.verdict = verdicts.countersign(waiting, by=desk.signer)
        self.story = make.story(by=desk.author)
        make.binding(self.story, claim_=self.claim, by=desk.author)
        make.excused(self.story, by=desk.checker)
        self.opens, self.was_there = set(), False

    def pauses(self):
        """A wait before an act, or in the midst of its transaction; decided by the number alone."""
        return self.random.choice([0, self.random.random() * LONGEST])

    def does(self, act, by):
        """The act as one transaction of `by`, with its pauses."""
        before, after = self.pauses(), self.pauses()

        def done():
            sleep(before)
            with acting(by):
                act(by)
                sleep(after)

        return done

    def publishes(self, by=None):
        """Publishing, after which nothing may speak against it until it is committed; `was_there`
        says then whether what the other one did had been done before."""

        def publish(by):
            edition = editions.publish(self.story, by=by)
            sleep(self.pauses())
            against = [each for each in story_objections(edition.revision, user=by) if each.blocks]
            assert against == [], "somebody changed what the gate had read"
            self.was_there = self.is_done()
            title = edition.content["sources"][0]["title"]
            assert title == Source.objects.get(pk=self.source.pk).title, "it was read before"

        return self.does(publish, by or self.desk.editor)

    def is_done(self):
        return False


def another_publishes(made, desk):
    return made.publishes(desk.signer)


def somebody_writes_a_revision(made, desk):
    text = made.random.choice(
        [
            "Microsoft invested $14 billion in OpenAI.",  # the words that were checked are gone
            make.TEXT + " Others paid $5 billion.",  # a figure that nobody checked
            make.TEXT.replace("Microsoft invested", "Microsoft has invested"),
        ]
    )
    return made.does(lambda by: make.revised(made.story, text, by=by), desk.author)


def somebody_takes_the_words_off(made, desk):
    binding = Binding.objects.get(passage__story=made.story)
    return made.does(lambda by: passages.unbind(binding, by=by), desk.author)


def somebody_ends_a_waiver(made, desk):
    waiver = Waiver.objects.filter(passage__story=made.story).first()
    return made.does(lambda by: passages.unwaive(waiver, by=by), desk.checker)


def somebody_holds_it(made, desk):
    kind = made.random.choice([HoldKind.LEGAL, HoldKind.EMBARGO, HoldKind.KILLED])
    until = timezone.now() + timedelta(days=1) if kind == HoldKind.EMBARGO else None
    return made.does(
        lambda by: holds.hold(made.story, kind, "Wait.", by=by, until=until), desk.signer
    )


def the_claim_changes(made, desk):
    other = {"statement": f"Microsoft invested $13 billion by day {made.number}."}
    made.opens = {"claim", "verdict"}
    return made.does(lambda by: claims.change_claim(made.claim, other, by=by), desk.author)


def its_citation_changes(made, desk):
    act = made.random.choice(
        [
            lambda by: citations.change_citation(
                made.citation, {"locator": "2nd paragraph"}, by=by
            ),
            lambda by: citations.remove(made.citation, by=by),
        ]
    )
    made.opens = {"citation", "verdict"}
    return made.does(act, desk.author)


def its_source_has_another_title(made, desk):
    made.opens = {"source"}
    made.is_done = Source.objects.filter(pk=made.source.pk, title="Another").exists
    return made.does(
        lambda by: sources.change_source(made.source, {"title": "Another"}, by=by), desk.author
    )


def its_source_has_another_origin(made, desk):
    made.opens = {"source", "verdict"}
    other = {"derives_from": desk.wire}
    return made.does(lambda by: sources.change_source(made.source, other, by=by), desk.author)


def its_verdict_is_withdrawn(made, desk):
    made.opens = {"verdict"}
    return made.does(lambda by: verdicts.withdraw_verdict(made.verdict, "No.", by=by), desk.signer)


def its_amount_changes(made, desk):
    row = Amount.objects.filter(pk=made.amount.pk)
    made.opens = {"amount"}
    made.is_done = row.filter(basis="filed").exists
    return made.does(lambda by: row.update(basis="filed"), desk.author)


KINDS = [
    *(another_publishes, somebody_writes_a_revision, somebody_takes_the_words_off),
    *(somebody_ends_a_waiver, somebody_holds_it, the_claim_changes, its_citation_changes),
    *(its_source_has_another_title, its_source_has_another_origin, its_verdict_is_withdrawn),
    its_amount_changes,
]
EACH = tries(19)  # interleavings of each kind


@pytest.fixture
def desk():
    author = make.member("Reporter")
    with pghistory.context(user=author.pk):
        wire = make.source(released_at=make.NOON)
    return SimpleNamespace(
        author=author,
        wire=wire,
        checker=make.member("Fact-checker"),
        signer=make.member("Editor"),
        editor=make.member("Editor"),
    )


@pytest.mark.walk
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_goes_out_had_no_objection_whatever_somebody_does_meanwhile(kind, desk, at_once):
    ends = []
    for number in range(EACH):
        made = Round(number, desk)

        ends.append(at_once(made.publishes(), kind(made, desk)))

        mine, other = ends[-1]
        out = list(Edition.objects.filter(story=made.story))
        if kind is another_publishes:
            assert sorted(ends[-1]) == ["done", "refused"]
            assert len(out) == 1
            continue
        assert len(out) == (mine == "done")
        opened = set(OpenItem.objects.filter(edition__in=out).values_list("noun", flat=True))
        comes_after = out and other == "done" and not made.was_there
        assert opened == (made.opens if comes_after else set()), f"number {number}: {ends[-1]}"
    print(f"{kind.__name__}: {ends.count(['done', 'done'])} both done, {len(ends)} rounds")
    assert not [end for end in ends if "deadlock" in end]
    assert is_one_chain()


def test_an_edition_waits_for_whoever_changes_what_it_leans_on(refused):
    story = make.printable()
    source = make.binding_of(story).claim.citations.get().source
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT FROM partnerships_source WHERE id = %s FOR UPDATE", [source.pk])

    try:
        with refused("edition_waits_for_what_it_leans_on"), connection.cursor() as cursor:
            cursor.execute("SELECT hold_what_goes_out(%s)", [story.pk])
    finally:
        other.rollback()
        other.close()

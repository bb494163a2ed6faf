"""Four eyes and lapses hold when two people act at once, on two connections, in any order."""

import random
from time import sleep
from types import SimpleNamespace

import pghistory
import pytest
from django.db import connection

from partnerships.actions.claims import rechecks, verdicts
from partnerships.actions.journal import acting
from partnerships.actions.locks import lock_claim
from partnerships.models import Citation, Claim, Sighting, Source, Verdict
from partnerships.vocabulary import Finding
from tests import factories as make
from tests.models.test_journal import is_one_chain
from tests.volume import tries

pytestmark = pytest.mark.django_db(transaction=True)

EACH = tries(36)  # interleavings of each kind
BROKEN = """
SELECT 'signed by an author', claim_id FROM partnerships_verdict
    WHERE countersigned_at IS NOT NULL AND lapsed_at IS NULL AND withdrawn_at IS NULL
        AND superseded_at IS NULL AND broken_glass = '' AND (
            EXISTS (SELECT FROM authorships_of(claim_id) WHERE author_id = countersigned_by_id)
            OR EXISTS (SELECT FROM unattributed_of(claim_id))
        )
UNION SELECT 'covers what nobody saw', claim_id FROM partnerships_verdict
    WHERE lapsed_at IS NULL AND withdrawn_at IS NULL AND superseded_at IS NULL
        AND covers <> claim_covers(claim_id)
UNION SELECT 'two current verdicts', claim_id FROM partnerships_verdict
    WHERE superseded_at IS NULL GROUP BY claim_id HAVING count(*) > 1
"""


class Round:
    """One interleaving: a claim with a verdict that waits, and what two people do about it."""

    def __init__(self, number, desk):
        self.number, self.desk = number, desk
        self.random = random.Random(number)
        with pghistory.context(user=desk.author.pk):
            self.report, self.wire = make.source(), make.source()
            self.source = make.source(derives_from=self.report)
            self.loose = make.source(derives_from=self.report)
            self.claim = make.claim()
            self.citation = make.citation(self.claim, self.source)
        self.quotation = make.quotation("the price is $10 billion", self.claim)
        self.verdict = make.proposed(self.claim, by=desk.checker)

    def pauses(self, longest=0.006):
        """Waits in the midst of a transaction, or before one; decided by the number alone."""
        return self.random.choice([0, self.random.random() * longest])

    def signs(self, by, is_raw=False):
        before, after = self.pauses(), self.pauses()

        def act():
            sleep(before)
            with acting(by):
                if is_raw:
                    self._sql(
                        "UPDATE partnerships_verdict SET countersigned_by_id = %s,"
                        " countersigned_at = clock_timestamp()"
                        " WHERE claim_id = %s AND superseded_at IS NULL",
                        [by.pk, self.claim.pk],
                    )
                else:
                    verdicts.countersign(self.verdict, by=by)
                sleep(after)

        return act

    def edits(self, by):
        """One or two edits by somebody who holds the claim first, as the desk's actions do."""
        before, after = self.pauses(), self.pauses()
        changes = self.random.sample(self._changes(), self.random.choice([1, 2]))

        def act():
            sleep(before)
            with acting(by):
                lock_claim(self.claim)
                for rows, fields in changes:
                    rows.update(**fields)
                    sleep(after)

        return act

    def edits_round_the_actions(self, by):
        """The same by SQL of one's own, in any order, and holding nothing before."""
        pauses = [self.pauses() for _ in range(3)]
        columns = self.random.sample(
            [
                ("citation", "locator = clock_timestamp()::text", self.citation.pk),
                ("claim", "statement = statement || '!'", self.claim.pk),
                ("source", f"derives_from_id = {self.wire.pk}", self.source.pk),
            ],
            2,
        )

        def act():
            with acting(by):
                for (noun, change, pk), pause in zip(columns, pauses, strict=False):
                    sleep(pause)
                    self._sql(f"UPDATE partnerships_{noun} SET {change} WHERE id = %s", [pk])
                sleep(pauses[-1])

        return act

    def proposes(self, by, signer):
        """A new verdict, which somebody signs at once."""
        before, after = self.pauses(), self.pauses()

        def act():
            sleep(before)
            with acting(by):
                proposed = verdicts.propose(self.claim, Finding.ACCURATE, by=by)
                sleep(after)
            verdicts.countersign(proposed, by=signer)

        return act

    def changes_the_origin_of(self, source, by, longest=0.006):
        before, after = self.pauses(), self.pauses(longest)

        def act():
            sleep(before)
            with acting(by):
                Source.objects.filter(pk=source.pk).update(derives_from=self.wire)
                sleep(after)

        return act

    def looks_again(self, monkeypatch, price="$11 billion"):
        """The desk itself looks at a source that says another price by now."""
        before, after = self.pauses(), self.pauses()
        copy, source = self.quotation.snapshot, self.quotation.source
        newer = make.snapshot(source, copy.text.replace("$10 billion", price))
        monkeypatch.setattr(rechecks, "capture", lambda *_, **__: newer)

        def act():
            sleep(before)
            with acting(None):
                rechecks.recheck(Source.objects.exclude(url="").get(pk=source.pk), by=None)
                sleep(after)

        Source.objects.filter(pk=source.pk).update(url=f"https://example.org/{source.pk}")
        return act

    def cites_and_proposes(self, source, signer):
        """A source more, a new verdict on it, and its signature: three transactions."""
        before = self.pauses(0.02)
        propose = self.proposes(self.desk.checker, signer)

        def act():
            sleep(before)
            with acting(self.desk.author):
                lock_claim(self.claim)
                make.citation(self.claim, source)
            propose()

        return act

    def _changes(self):
        return [
            (Claim.objects.filter(pk=self.claim.pk), {"statement": f"{self.number} instead."}),
            (Citation.objects.filter(pk=self.citation.pk), {"locator": "2nd paragraph"}),
            (Claim.objects.filter(pk=self.claim.pk), {"date": "2024"}),
        ]

    def _sql(self, sentence, values):
        with connection.cursor() as cursor:
            cursor.execute(sentence, values)


def two_sign(made, desk):
    return made.signs(desk.bea), made.signs(desk.cem)


def one_edits_while_somebody_signs(made, desk):
    return made.edits(desk.bea), made.signs(made.random.choice([desk.bea, desk.cem]))


def one_edits_while_a_verdict_is_proposed(made, desk):
    signer = made.random.choice([desk.bea, desk.cem])
    return made.edits(desk.bea), made.proposes(desk.checker, signer)


def an_origin_changes_while_somebody_signs(made, desk):
    changed = made.random.choice([made.source, made.report])
    signer = made.random.choice([desk.bea, desk.cem])
    act = made.signs(signer) if made.random.random() < 0.5 else made.proposes(desk.checker, signer)
    return made.changes_the_origin_of(changed, desk.bea), act


def an_origin_changes_while_its_source_is_cited(made, desk):
    signer = made.random.choice([desk.bea, desk.cem])
    return (
        made.changes_the_origin_of(made.loose, desk.bea, longest=0.12),
        made.cites_and_proposes(made.loose, signer),
    )


def one_goes_round_the_actions(made, desk):
    by = made.random.choice([desk.bea, desk.cem])
    other = made.random.choice(
        [
            made.signs(by, is_raw=True),
            made.signs(by),
            made.edits(desk.cem),
            made.proposes(desk.checker, by),
            made.edits_round_the_actions(desk.cem),
        ]
    )
    return made.edits_round_the_actions(desk.bea), other


def a_source_is_looked_at_again_while_somebody_signs(made, desk):
    signer = made.random.choice([desk.bea, desk.cem])
    act = made.signs(signer, is_raw=made.random.random() < 0.5)
    return made.looks_again(desk.monkeypatch), act


def a_source_is_looked_at_again_while_a_verdict_is_proposed(made, desk):
    return made.looks_again(desk.monkeypatch), made.proposes(desk.checker, desk.cem)


def a_source_is_looked_at_again_while_its_claim_is_edited(made, desk):
    return made.looks_again(desk.monkeypatch), made.edits(desk.bea)


def a_source_is_looked_at_twice(made, desk):
    return (look := made.looks_again(desk.monkeypatch)), look


KINDS = [
    a_source_is_looked_at_again_while_somebody_signs,
    a_source_is_looked_at_again_while_a_verdict_is_proposed,
    a_source_is_looked_at_again_while_its_claim_is_edited,
    a_source_is_looked_at_twice,
    two_sign,
    one_edits_while_somebody_signs,
    one_edits_while_a_verdict_is_proposed,
    an_origin_changes_while_somebody_signs,
    an_origin_changes_while_its_source_is_cited,
    one_goes_round_the_actions,
]


@pytest.fixture
def desk(monkeypatch):
    return SimpleNamespace(
        monkeypatch=monkeypatch,
        author=make.member("Reporter"),
        checker=make.member("Fact-checker"),
        bea=make.member("Editor"),
        cem=make.member("Editor"),
    )


@pytest.mark.walk
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_whatever_two_people_do_at_once_no_verdict_stands_that_should_not(kind, desk, at_once):
    ends = []
    for number in range(EACH):
        made = Round(number, desk)

        ends.append(at_once(*kind(made, desk)))

        with connection.cursor() as cursor:
            cursor.execute(BROKEN)
            assert cursor.fetchall() == [], f"{kind.__name__}, number {number}: {ends[-1]}"
        looks = Sighting.objects.filter(citation=made.quotation.pk)
        assert looks.values("first").distinct().count() <= 1, f"{kind.__name__}, number {number}"
    deadlocks = sum("deadlock" in end for end in ends)
    print(f"{kind.__name__}: {ends.count(['done', 'done'])} both done, {deadlocks} deadlocks")
    assert kind is one_goes_round_the_actions or not deadlocks
    assert is_one_chain()
    assert Verdict.objects.current().count() == EACH

"""What PostgreSQL keeps of the support of claims is what one counts, whatever was written how."""

import random
from collections import Counter

import pytest
from django.db import IntegrityError, connection, transaction

from partnerships.models import Citation, Claim, ClaimSupport, KnownOrigin, Source
from partnerships.models.sources.sources import clearance_of, origin_as_known
from partnerships.vocabulary import Clearance, Confidentiality, Seen, Stance
from tests.factories import NOON, citation, claim, editor, source
from tests.volume import tries

pytestmark = pytest.mark.django_db

COUNTS = ["outlets", "origins", "cited", "unread"]


def known(clearance):
    """The sources that somebody so cleared may know of, by id."""
    rows = {row.pk: row for row in Source.objects.order_by()}
    hidden = {
        Clearance.PUBLIC: lambda row: row.released_at is None,
        Clearance.DESK: lambda row: row.confidentiality == Confidentiality.CONFIDENTIAL,
        Clearance.KEEPER: lambda row: False,
    }[clearance]
    return rows, {pk for pk, row in rows.items() if not hidden(row)}


def origins(clearance):
    """The furthest source up the chain of each that one may know of, None where there is none."""
    rows, seen = known(clearance)

    def furthest(pk):
        found = None
        while pk:
            found, pk = (pk if pk in seen else found), rows[pk].derives_from_id
        return found

    return {pk: furthest(pk) for pk in rows}


def counted(clearance):
    """Each claim's counts as somebody so cleared would count them, one citation after another."""
    rows, seen = known(clearance)
    goes_back_to = origins(clearance)
    outlets, reports, found = {}, {}, Counter()
    for row in Citation.objects.order_by():
        if row.source_id not in seen:
            continue
        found[row.claim_id, "cited"] += 1
        found[row.claim_id, "unread"] += rows[row.source_id].seen == Seen.NOT_SEEN
        if row.stance == Stance.SUPPORTS:
            outlets.setdefault(row.claim_id, set()).add(row.source_id)
            reports.setdefault(row.claim_id, set()).add(goes_back_to[row.source_id])
    return {
        pk: {
            "outlets": len(outlets.get(pk, ())),
            "origins": len(reports.get(pk, ())),
            "cited": found[pk, "cited"],
            "unread": found[pk, "unread"],
        }
        for pk in Claim.objects.order_by().values_list("pk", flat=True)
    }


def kept(clearance):
    rows = Claim.objects.with_kept(clearance, *COUNTS).order_by().values("pk", *COUNTS)
    return {row.pop("pk"): row for row in rows}


def kept_origins(clearance):
    rows = Source.objects.annotate(found=origin_as_known(clearance)).order_by()
    return dict(rows.values_list("pk", "found"))


def must_agree(done):
    for clearance in Clearance:
        assert kept_origins(clearance) == origins(clearance), (clearance, done)
        assert kept(clearance) == counted(clearance), (clearance, done)
    assert ClaimSupport.objects.count() == Claim.objects.count()
    assert KnownOrigin.objects.count() == Source.objects.count()


class Writers:
    """People, programs and shells that write what support is counted from, as chance has it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.locators = iter(range(1_000_000))
        for _ in range(5):
            self.adds_a_source()
        for _ in range(2):  # so few that each is cited often, also with copies of one report
            claim()
        for _ in range(4):
            self.cites_in_bulk()

    def do_something(self):
        act = self.random.choice(
            [
                self.adds_a_source,
                self.adds_sources_upside_down,
                self.cites,
                self.cites,
                self.cites_in_bulk,
                self.cites_what_comes_later,
                self.saves_a_source,
                self.changes_what_is_known,
                self.changes_what_is_known,
                self.links,
                self.links,
                self.links_by_sql,
                self.turns_citations,
                self.moves_citations,
                self.takes_citations_away,
                self.takes_a_claim_away,
                self.takes_a_source_away,
            ]
        )
        try:
            with transaction.atomic():
                act()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError as refusal:  # a ring, a confidential source that would be released
            return f"{act.__name__}, refused: {refusal}"
        return act.__name__

    def one(self, model):
        return self.random.choice(model.objects.order_by("pk"))

    def some(self, model):
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        chosen = self.random.sample(keys, min(len(keys), self.random.randint(1, 4)))
        return model.objects.filter(pk__in=chosen)

    def who_knows(self):
        released, confidential = {"released_at": NOON}, {"released_at": None}
        confidential["confidentiality"] = Confidentiality.CONFIDENTIAL
        open_ = {"released_at": None, "confidentiality": Confidentiality.OPEN}
        released |= {"confidentiality": Confidentiality.OPEN}
        return self.random.choice([released, released, open_, confidential])

    def adds_a_source(self):
        above = self.random.choice([None, *Source.objects.order_by("pk")])
        seen = self.random.choice([Seen.PAGE, Seen.NOT_SEEN])
        source(derives_from=above, seen=seen, **self.who_knows())

    def adds_sources_upside_down(self):
        """In one statement, each before the one that it retells."""
        first = Source.objects.order_by("pk").last()
        made = [
            Source(
                pk=first.pk + 3 - place,
                slug=f"late-{first.pk}-{place}",
                outlet="Late",
                title="Late",
                kind=first.kind,
                tier=first.tier,
                seen=Seen.PAGE,
                collection=first.collection,
                derives_from_id=first.pk + 2 - place,
                **self.who_knows(),
            )
            for place in range(3)
        ]
        Source.objects.bulk_create(made)
        self.sequence_follows(Source)

    def citation(self, **fields):
        return Citation(
            claim=self.one(Claim),
            source=self.one(Source),
            stance=self.random.choice([Stance.SUPPORTS, Stance.SUPPORTS, Stance.CONTEXT]),
            says="It says so.",
            locator=str(next(self.locators)),
            collection=Claim.objects.first().collection,
        )

    def cites(self):
        self.citation().save()

    def cites_in_bulk(self):
        Citation.objects.bulk_create([self.citation() for _ in range(4)])

    def cites_what_comes_later(self):
        cited = self.citation()
        cited.claim_id = Claim.objects.order_by("pk").last().pk + 1
        cited.source_id = Source.objects.order_by("pk").last().pk + 1
        cited.save()
        coming = [
            lambda: claim(pk=cited.claim_id),
            lambda: source(pk=cited.source_id, derives_from=self.one(Source), **self.who_knows()),
        ]
        self.random.shuffle(coming)
        for each in coming:
            each()
        self.sequence_follows(Claim)
        self.sequence_follows(Source)

    def saves_a_source(self):
        row = self.one(Source)
        row.says = "Otherwise."
        for name, value in self.who_knows().items():
            setattr(row, name, value)
        row.save()

    def changes_what_is_known(self):
        seen = self.random.choice([Seen.PAGE, Seen.NOT_SEEN])
        self.some(Source).update(seen=seen, **self.who_knows())

    def links(self):
        self.some(Source).update(derives_from=self.random.choice([None, self.one(Source)]))

    def links_by_sql(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE partnerships_source SET derives_from_id = %s, released_at = NULL"
                " WHERE id = %s",
                [self.one(Source).pk, self.one(Source).pk],
            )

    def turns_citations(self):
        self.some(Citation).update(stance=self.random.choice(Stance.values), says="It is so.")

    def moves_citations(self):
        to = {"claim": self.one(Claim)}, {"source": self.one(Source)}
        self.some(Citation).update(**self.random.choice(to))

    def takes_citations_away(self):
        keys = list(self.some(Citation).values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM partnerships_citation WHERE id = ANY (%s)", [keys])

    def takes_a_claim_away(self):
        if Claim.objects.count() > 2:
            self.one(Claim).delete()

    def takes_a_source_away(self):
        free = Source.objects.filter(citations=None, retold_by=None).order_by("pk")
        if len(free) > 2:
            self.random.choice(free).delete()

    def sequence_follows(self, model):
        with connection.cursor() as cursor:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )


@pytest.mark.parametrize("seed", range(tries(50)))
def test_what_is_kept_is_what_one_counts(seed):
    writers, done = Writers(seed), []

    for _ in range(20):
        done.append(writers.do_something())
        must_agree(done)

    assert sum("refused" in each for each in done) < len(done) / 2


def test_a_list_that_is_sorted_by_support_reads_an_index():
    claim()
    rows = Claim.objects.with_support(Clearance.DESK).order_by("-origins", "-pk")[:100]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort = off")  # of one row it would cost nothing
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = rows.explain()

    assert "claimsupport_desk_origins" in plan
    assert "Sort" not in plan


def test_a_claim_that_was_never_cited_has_a_row_of_noughts():
    claim()

    assert kept(Clearance.KEEPER) == {Claim.objects.get().pk: dict.fromkeys(COUNTS, 0)}


def test_a_source_that_is_released_is_counted_for_readers():
    cited = citation()
    before = kept(Clearance.PUBLIC)[cited.claim_id]["origins"]

    Source.objects.filter(pk=cited.source_id).update(released_at=NOON)

    assert (before, kept(Clearance.PUBLIC)[cited.claim_id]["origins"]) == (0, 1)


def test_an_origin_that_is_released_is_counted_in_place_of_its_copies():
    report, said = source(), claim()
    for _ in range(2):
        citation(said, source(derives_from=report, released_at=NOON))
    before = kept(Clearance.PUBLIC)[said.pk]["origins"]

    Source.objects.filter(pk=report.pk).update(released_at=NOON)

    assert (before, kept(Clearance.PUBLIC)[said.pk]["origins"]) == (2, 1)


def test_a_link_between_hidden_reports_is_counted_for_source_keepers_alone():
    said = claim()
    one, two = (source(confidentiality=Confidentiality.CONFIDENTIAL) for _ in range(2))
    for report in one, two:
        citation(said, source(derives_from=report))

    Source.objects.filter(pk=one.pk).update(derives_from=two)

    found = {clearance: kept(clearance)[said.pk]["origins"] for clearance in Clearance}
    assert found == {Clearance.PUBLIC: 0, Clearance.DESK: 2, Clearance.KEEPER: 1}


def test_a_claim_that_comes_after_what_cites_it_is_counted():
    cited = citation()
    later = cited.claim_id + 1

    Citation.objects.filter(pk=cited.pk).update(claim=later)
    claim(pk=later)

    assert kept(Clearance.KEEPER)[later]["origins"] == 1


def test_what_is_taken_away_leaves_nothing_kept():
    cited = citation()

    cited.delete()
    cited.claim.delete()
    cited.source.delete()

    assert not ClaimSupport.objects.exists()
    assert not KnownOrigin.objects.exists()


@pytest.mark.parametrize(
    ("permissions", "clearance"),
    [
        ([], Clearance.PUBLIC),
        (["view_confidential_source"], Clearance.PUBLIC),
        (["view_source"], Clearance.DESK),
        (["view_source", "view_confidential_source"], Clearance.KEEPER),
    ],
)
def test_what_one_may_know_of_sources_follows_from_two_rights(permissions, clearance):
    assert clearance_of(editor(None, *permissions)) == clearance

"""Looking at sources again: what came, what became of each quotation, and what lapses by it."""

from datetime import timedelta

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.actions.claims import citations, rechecks, verdicts
from partnerships.actions.sources import captures, fetching
from partnerships.errors import NotFetched
from partnerships.models import Authorship, Entry, Recheck, Sighting, Snapshot, Source
from partnerships.rules.claims import proving
from partnerships.vocabulary import Came, Confidentiality, Finding, Outcome, State
from tests import factories as make

pytestmark = pytest.mark.django_db

PRICE = "the price is $10 billion"
DAY = "the deal was signed in October"
TEXT = f"""The two companies said on Thursday that {PRICE}, and no more than that.

They also let it be known that {DAY}, after both boards had met for two days on end."""


@pytest.fixture
def reporter():
    return make.member("Reporter")


def serve(site, text=TEXT, **fields):
    return site.serve("/fray", text.encode(), media_type="text/plain", **fields)


def cited(site, reporter, text=TEXT, quotes=(PRICE, DAY)):
    """A source whose copy is kept, and a signed verdict for each quotation of it."""
    source = make.source(url=serve(site, text))
    copy = captures.capture(source, by=reporter)
    return source, [make.signed(quoting(source, copy, quote, reporter)) for quote in quotes]


def quoting(source, copy, quote, by):
    claim = make.checked(by=by)
    with pghistory.context(user=by.pk):
        row = make.citation(claim, source, quote=quote, snapshot=copy, says="")
        (row.position, row.extent), fault = proving.quotation_place(row)
        assert fault is None
        row.save()
    return claim


def states(found):
    return [type(verdict).objects.get(pk=verdict.pk).state for verdict in found]


def lapse(verdict):
    return type(verdict).objects.get(pk=verdict.pk).lapse


def outcomes(recheck):
    return [sighting.outcome for sighting in recheck.sightings.all()]


def test_a_figure_that_differs_lapses_exactly_the_verdicts_that_lean_on_it(site, reporter):
    source, (priced, dated) = cited(site, reporter)
    bystander = make.signed()
    serve(site, TEXT.replace("$10 billion", "$11 billion"))

    made = rechecks.recheck(source, by=None)

    altered, unchanged = made.sightings.all()
    assert (altered.outcome, unchanged.outcome) == (Outcome.ALTERED, Outcome.UNCHANGED)
    assert altered.words == "the price is $11 billion"
    assert states([priced, dated, bystander]) == [State.LAPSED, State.STANDS, State.STANDS]
    assert lapse(priced) == ["source_altered"]


def test_what_is_gone_lapses_too_and_says_so(site, reporter):
    source, (priced, dated) = cited(site, reporter)
    serve(site, TEXT.split("\n\n")[0])

    made = rechecks.recheck(source, by=None)

    assert outcomes(made) == [Outcome.UNCHANGED, Outcome.GONE]
    assert (lapse(priced), lapse(dated)) == ([], ["source_gone"])


@pytest.mark.parametrize(
    ("status", "came"),
    [
        (503, Came.UNAVAILABLE),
        (500, Came.UNAVAILABLE),
        (429, Came.UNAVAILABLE),
        (404, Came.NOT_FOUND),
        (410, Came.NO_LONGER_THERE),
        (403, Came.REFUSED),
        (451, Came.REFUSED),
    ],
)
def test_a_page_that_does_not_come_lapses_nothing(status, came, site, reporter):
    source, signed = cited(site, reporter)
    serve(site, status=status)

    made = rechecks.recheck(source, by=None)

    assert (made.came, made.status, made.snapshot) == (came, status, None)
    assert outcomes(made) == [Outcome.UNREACHABLE] * 2
    assert states(signed) == [State.STANDS] * 2


def test_a_site_that_hangs_up_lapses_nothing(site, reporter):
    source, signed = cited(site, reporter)
    site.answer("/fray", lambda request: None)

    made = rechecks.recheck(source, by=None)

    assert (made.came, made.status) == (Came.UNREACHABLE, None)
    assert states(signed) == [State.STANDS] * 2


def test_robots_are_heeded_and_told_apart(site, reporter):
    source, signed = cited(site, reporter)
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /", media_type="text/plain")

    made = rechecks.recheck(source, by=None)

    assert made.came == Came.ROBOTS
    assert site.paths == ["/fray"], "the page was asked for once, to be cited"
    assert states(signed) == [State.STANDS] * 2


def test_a_page_that_takes_too_long_is_told_apart(site, reporter, monkeypatch):
    source, _ = cited(site, reporter)
    monkeypatch.setattr(fetching, "LONGEST", 0.2)
    site.answer("/fray", lambda request: request.rfile.readline())

    assert rechecks.recheck(source, by=None).came == Came.TOO_SLOW


def test_a_page_that_sends_one_round_is_told_apart(site, reporter):
    source, _ = cited(site, reporter)
    site.redirect("/fray", "/fray")

    assert rechecks.recheck(source, by=None).came == Came.MISDIRECTED


def test_a_page_that_became_a_picture_is_told_apart(site, reporter):
    source, signed = cited(site, reporter)
    site.serve("/fray", b"\x89PNG\r\n\x1a\n" + bytes(40), media_type="image/png")

    made = rechecks.recheck(source, by=None)

    assert (made.came, states(signed)) == (Came.UNREADABLE, [State.STANDS] * 2)


def test_every_reason_why_a_page_is_not_fetched_has_its_word():
    for code in rechecks.WHY:
        assert rechecks._why(NotFetched(code, "It is so.")) in Came


def test_a_turn_that_did_not_come_is_no_look(site, reporter, monkeypatch):
    source, _ = cited(site, reporter)
    busy = NotFetched("unavailable", "Other pages of the host are being captured.")
    monkeypatch.setattr(captures, "fetch", lambda *_, **__: (_ for _ in ()).throw(busy))

    with pytest.raises(NotFetched):
        rechecks.recheck(source, by=None)

    assert not Recheck.objects.exists()


def test_a_source_without_an_address_is_not_looked_at():
    with pytest.raises(NotFetched, match="no address to look at again"):
        rechecks.recheck(make.source(), by=None)


def test_the_same_page_is_unchanged_and_kept_once(site, reporter):
    source, signed = cited(site, reporter)

    made = rechecks.recheck(source, by=None)

    assert made.snapshot == source.snapshots.get()
    assert outcomes(made) == [Outcome.UNCHANGED] * 2
    assert states(signed) == [State.STANDS] * 2


def test_what_moved_lapses_nothing(site, reporter):
    source, signed = cited(site, reporter)
    first, second = TEXT.split("\n\n")
    serve(site, f"{second}\n\n{first.replace('on Thursday that', 'after long talks, well, that')}")

    made = rechecks.recheck(source, by=None)

    assert Outcome.MOVED in outcomes(made)
    assert set(outcomes(made)) <= {Outcome.MOVED, Outcome.UNCHANGED}
    assert states(signed) == [State.STANDS] * 2


def test_citations_keep_leaning_on_the_copy_that_they_quote(site, reporter):
    source, (priced, _) = cited(site, reporter)
    before = priced.claim.citations.get(source=source)
    serve(site, TEXT.replace("10", "11"))

    made = rechecks.recheck(source, by=None)

    after = type(before).objects.get(pk=before.pk)
    assert (after.snapshot, after.quote, after.position) == (
        before.snapshot,
        before.quote,
        before.position,
    )
    assert made.snapshot != before.snapshot
    assert Snapshot.objects.get(pk=before.snapshot_id).text == TEXT


def test_the_same_alteration_found_again_spares_what_was_signed_after_it(site, reporter):
    source, (priced, _) = cited(site, reporter)
    serve(site, TEXT.replace("10", "11"))
    first = rechecks.recheck(source, by=None)
    anew = make.signed(priced.claim)
    serve(site, status=503)
    rechecks.recheck(source, by=None)
    serve(site, f"{TEXT} Updated.".replace("10", "11"))

    again = rechecks.recheck(source, by=None)

    sightings = [made.sightings.get(citation__claim=priced.claim) for made in (first, again)]
    assert [sighting.first for sighting in sightings] == [sightings[0]] * 2
    assert states([anew]) == [State.STANDS]


def test_another_alteration_lapses_what_was_signed_after_the_first(site, reporter):
    source, (priced, _) = cited(site, reporter)
    serve(site, TEXT.replace("10", "11"))
    rechecks.recheck(source, by=None)
    anew = make.signed(priced.claim)
    serve(site, TEXT.replace("10", "12"))

    rechecks.recheck(source, by=None)

    assert lapse(anew) == ["source_altered"]


def test_a_page_that_says_it_again_lapses_nothing_and_altered_once_more_lapses(site, reporter):
    source, (priced, _) = cited(site, reporter)
    serve(site, TEXT.replace("10", "11"))
    rechecks.recheck(source, by=None)
    waiting = make.proposed(priced.claim)
    serve(site)
    rechecks.recheck(source, by=None)
    verdicts.countersign(waiting, by=make.member("Editor"))
    assert states([waiting]) == [State.STANDS]
    serve(site, TEXT.replace("10", "11"))

    rechecks.recheck(source, by=None)

    assert lapse(waiting) == ["source_altered"]


def test_a_citation_that_quotes_what_stands_there_now_has_no_drift(site, reporter):
    source, (priced, _) = cited(site, reporter)
    serve(site, TEXT.replace("10", "11"))
    made = rechecks.recheck(source, by=None)
    citation = priced.claim.citations.get(source=source)

    citations.change_citation(
        citation,
        {"quote": PRICE.replace("10", "11"), "snapshot": made.snapshot, "position": None},
        by=reporter,
    )
    anew = make.signed(priced.claim)

    covered = anew.covers["citations"][str(citation.uid)]
    assert "drift" not in covered
    assert rechecks.recheck(source, by=None).sightings.first().outcome == Outcome.UNCHANGED
    assert states([anew]) == [State.STANDS]


def test_a_proposal_lapses_as_a_signed_verdict_does(site, reporter):
    source, (priced, _) = cited(site, reporter)
    waiting = make.proposed(priced.claim)
    serve(site, TEXT.replace("10", "11"))

    rechecks.recheck(source, by=None)

    assert states([waiting]) == [State.LAPSED]


def test_whoever_looks_again_is_no_author_and_may_sign(site, reporter):
    source, (priced, _) = cited(site, reporter)
    editor = make.member("Editor")
    serve(site, TEXT.replace("10", "11"))

    rechecks.recheck(source, by=editor)

    assert not Authorship.objects.filter(author=editor).exists()
    waiting = make.proposed(priced.claim, Finding.ACCURATE)
    verdicts.countersign(waiting, by=editor)
    assert states([waiting]) == [State.STANDS]


def test_a_lapse_names_who_looked_or_nobody(site, reporter):
    source, (priced, dated) = cited(site, reporter)
    serve(site, TEXT.replace("10", "11"))
    rechecks.recheck(source, by=reporter)
    serve(site, TEXT.replace("10", "11").replace("October", "November"))
    rechecks.recheck(source, by=None)

    found = [type(verdict).objects.get(pk=verdict.pk).lapsed_by for verdict in (priced, dated)]
    assert found == [reporter, None]


def test_the_journal_tells_of_each_look(site, reporter):
    source, _ = cited(site, reporter)

    made = rechecks.recheck(source, by=reporter, at=make.NOON)

    entry = Entry.objects.get(act="rechecked")
    assert (entry.by, entry.key, entry.at) == (reporter, str(made.uid), make.NOON)
    assert (made.by, made.at) == (reporter, make.NOON)


def test_a_look_is_recorded_whole_or_not_at_all(site, reporter, monkeypatch):
    source, _ = cited(site, reporter)

    def fail(*_, **__):
        raise OSError("no room")

    monkeypatch.setattr(rechecks, "record", fail)
    with pytest.raises(OSError):
        rechecks.recheck(source, by=None)

    assert not Recheck.objects.exists()
    assert not Sighting.objects.exists()


def test_citations_in_our_words_or_without_a_copy_are_left_out(site, reporter):
    source, _ = cited(site, reporter, quotes=[PRICE])
    make.citation(None, source, says="It says so.")
    make.citation(None, source, quote="the price is high", stance="context")

    assert rechecks.recheck(source, by=None).sightings.count() == 1


def test_whoever_may_keep_no_copies_looks_at_nothing(site, reporter):
    source, _ = cited(site, reporter)

    with pytest.raises(PermissionDenied):
        rechecks.recheck(source, by=make.member("Reader"))


def test_nobody_looks_again_at_what_they_may_not_know_of(site, reporter):
    source, _ = cited(site, reporter)
    Source.objects.filter(pk=source.pk).update(confidentiality=Confidentiality.CONFIDENTIAL)

    with pytest.raises(PermissionDenied):
        rechecks.recheck(source, by=reporter)
    assert rechecks.recheck(source, by=make.member("Reporter", "Source keeper"))


def test_many_quotations_cost_what_one_does(site, reporter):
    source, _ = cited(site, reporter, quotes=[PRICE])
    rechecks.recheck(source, by=None)  # after which everything is warm
    with CaptureQueriesContext(connection) as few:
        rechecks.recheck(source, by=None)
    for _ in range(4):
        quoting(source, source.snapshots.get(), DAY, reporter)

    with CaptureQueriesContext(connection) as many:
        rechecks.recheck(source, by=None)

    assert len(many) == len(few)


def test_what_is_due_is_quoted_open_and_not_looked_at_of_late(site, reporter):
    source, _ = cited(site, reporter)
    now = source.snapshots.get().captured_at
    make.source(url=site.at("/uncited"))
    hidden = make.source(url=site.at("/hidden"), confidentiality="confidential")
    quoting(hidden, make.snapshot(hidden, TEXT), PRICE, reporter)

    def due(before):
        return list(Source.objects.due_for_recheck(before))

    assert due(now - timedelta(days=1)) == [], "its copy is younger than that"
    assert due(now + timedelta(seconds=1)) == [source]
    rechecks.recheck(source, by=None, at=now + timedelta(days=2))
    assert due(now + timedelta(days=1)) == []
    assert due(now + timedelta(days=3)) == [source]

"""A table that was brought in is taken back whole, while nothing is built on it."""

import pghistory
import pytest
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from partnerships.actions import table_jobs
from partnerships.actions.brought_in import take_back_table
from partnerships.errors import NotWaiting
from partnerships.formats.fixtures import files
from partnerships.models import Claim, Company, Deal, Entry, Source
from partnerships.vocabulary import Confidentiality, State
from tests import factories as make
from tests.admin.test_import_export import CSV, imported, page, table

pytestmark = pytest.mark.django_db


def dump():
    return dict(files(make.collection(), confidential=True))


def back(entry):
    return reverse("admin:table", args=[entry.uid])


def brought():
    return Entry.objects.filter(act="imported").latest("pk")


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def claim_row(number, **cells):
    return {
        "collection": make.collection().slug,
        "reference": f"T{number}",
        "statement": f"Acme paid {number} dollars.",
        "kind": "fact",
    } | cells


def test_a_table_of_500_rows_is_taken_back_to_the_byte_of_the_dump(desk):
    acme, other = make.company(slug="acme"), make.company(slug="other")
    for number in range(200):
        make.claim(reference=f"T{number}", note="As it was.").parties.add(acme)
    before = dump()
    rows = [claim_row(n, note="New.", parties="acme;other" if n % 3 else "") for n in range(500)]
    told = imported(desk, "claim", *rows)
    assert said(told) == ["Imported: 300 new, 200 changed, 0 as they were."]
    assert (Claim.objects.count(), dump() != before) == (500, True)
    assert other.spoken_of.exists()

    answer = desk.post(back(brought()), follow=True)

    assert said(answer)[0].startswith("Taken back: ")
    assert dump() == before
    assert set(acme.claims.values_list("reference", flat=True)) == {f"T{n}" for n in range(200)}


def test_companies_that_name_each_other_and_sources_that_retell_each_other_go_too(desk):
    make.source(slug="there", outlet="The Post")
    before = dump()
    of = {"collection": make.collection().slug}
    source = of | {"title": "T", "kind": "reporting", "tier": "B", "seen": "page"}
    imported(
        desk,
        "company",
        of | {"slug": "above", "name": "Above", "parent": ""},
        of | {"slug": "below", "name": "Below", "parent": "above"},
    )
    imported(
        desk,
        "source",
        source | {"slug": "first", "outlet": "First", "derives_from": ""},
        source | {"slug": "there", "outlet": "There", "derives_from": "first"},
    )
    assert Source.objects.get(slug="there").origin.slug == "first"

    for entry in Entry.objects.filter(act="imported"):
        desk.post(back(entry))

    assert dump() == before
    assert Source.objects.get().origin.slug == "there"
    assert not Company.objects.exists()


def test_the_parties_and_the_sum_of_a_deal_are_as_they_were(desk):
    acme, other = make.company(slug="acme"), make.company(slug="other")
    make.amount(make.deal(acme, other, slug="a-deal"), 3)
    before = dump()
    row = {"slug": "a-deal", "collection": make.collection().slug, "title": "Otherwise"}
    row |= {"kinds": "investment", "parties": "acme: investor pays", "sum_low": "4000000000"}
    imported(desk, "deal", row | {"sum_high": "4000000000"})
    assert Deal.objects.get().parties.count() == 1

    desk.post(back(brought()))

    assert dump() == before


def test_verdicts_that_lapsed_by_it_do_not_come_back(desk):
    verdict = make.signed()
    claim = verdict.claim
    row = claim_row(0, reference=claim.reference, statement="Another sentence.")
    imported(desk, "claim", row)

    desk.post(back(brought()))

    assert Claim.objects.get().statement == claim.statement
    verdict.refresh_from_db()
    assert verdict.state == State.LAPSED


def later(build):
    """In a transaction of its own, which the history tells from the table's."""

    def act(record):
        with pghistory.context(user=make.editor().pk), transaction.atomic():
            build(record)

    return act


def remove(claim):
    claim.citations.all().delete()
    claim.delete()


def judge(claim):
    if not claim.citations.exists():
        later(make.citation)(claim)
    make.proposed(claim)


def change(claim):
    Claim.objects.filter(pk=claim.pk).update(note="Looked up.")


BUILT = {
    "a later change": (later(change), "Claim was changed since"),
    "a citation": (later(make.citation), "Citation leans on it"),
    "a verdict": (judge, "Verdict leans on it"),
    "a party": (
        later(lambda claim: claim.parties.add(make.company("Beta"))),
        "leans on it: Beta",
    ),
    "its release": (
        later(lambda it: Claim.objects.filter(pk=it.pk).update(released_at=make.NOON)),
        "Claim was changed since",
    ),
    "its removal": (later(remove), "1 of its rows were removed since"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_new", [True, False], ids=["new", "changed"])
@pytest.mark.parametrize(("build", "named"), BUILT.values(), ids=BUILT)
def test_it_stays_once_something_is_built_on_it_which_is_named(desk, build, named, is_new):
    if not is_new:
        make.citation(make.claim(reference="T1"))
    imported(desk, "claim", claim_row(1))
    build(Claim.objects.get(reference="T1"))
    before = dump()

    shown = desk.get(back(brought())).text
    answer = desk.post(back(brought()), follow=True)

    assert named in shown
    assert "Take the table back" not in shown
    assert said(answer)[0].startswith("It stays: something was built on it. ")
    assert named in said(answer)[0]
    assert dump() == before


def test_what_is_built_on_it_and_one_may_not_know_of_is_not_named(client):
    editor = make.member("Editor")
    client.force_login(editor)
    of = {"collection": make.collection().slug, "title": "T", "kind": "reporting"}
    imported(client, "source", of | {"slug": "a", "outlet": "A", "tier": "B", "seen": "page"})
    secret = {"confidentiality": Confidentiality.CONFIDENTIAL, "outlet": "Canary"}
    later(lambda it: make.source(derives_from=it, **secret))(Source.objects.get(slug="a"))

    answer = client.post(back(brought()), follow=True)

    assert "Something that you may not know of" in said(answer)[0]
    assert "Canary" not in answer.text


def test_a_table_is_taken_back_once(desk, chief):
    imported(desk, "claim", claim_row(1))
    entry = brought()
    desk.post(back(entry))

    with pytest.raises(NotWaiting, match="taken back already"):
        take_back_table(entry, by=chief)

    assert desk.get(back(entry)).status_code == 404
    assert entry.key not in desk.get(reverse("admin:tables")).text


def test_a_preview_and_a_table_that_changes_nothing_are_none(desk):
    make.claim(reference="T1")
    imported(desk, "claim", claim_row(1, statement=Claim.objects.get().statement))
    assert not Entry.objects.filter(act="imported").exists()


def test_whoever_brought_it_in_takes_it_back_and_an_editor_and_nobody_else(client):
    first, second = make.member("Reporter"), make.member("Reporter")
    client.force_login(first)
    imported(client, "claim", claim_row(1))
    entry = brought()

    client.force_login(second)
    assert client.get(back(entry)).status_code == 404
    assert client.post(back(entry)).status_code == 404
    assert entry.key not in client.get(reverse("admin:tables")).text
    client.force_login(make.member("Editor"))
    assert "Take the table back" in client.get(back(entry)).text
    client.force_login(first)
    client.post(back(entry))
    assert not Claim.objects.exists()


def test_a_table_that_a_worker_brought_in_is_taken_back_too(desk):
    rows = [claim_row(number, note="x" * 900) for number in range(80)]
    form = {"format": CSV, "resource": "0", "import_file": table(*rows)}
    job = desk.post(page("claim", "import"), form).url
    at_work()
    desk.post(job, {"_why": "From their list."})
    at_work()
    assert Claim.objects.count() == 80

    assert "From their list." in desk.get(reverse("admin:tables")).text
    desk.post(back(brought()))

    assert not Claim.objects.exists()


def at_work():
    for waiting in ProcrastinateJob.objects.filter(queue_name=table_jobs.QUEUE, status="todo"):
        table_jobs.do_table_job(waiting.args["table_job"])


def test_the_journal_tells_both(desk, chief):
    imported(desk, "claim", claim_row(1), _why="From their list.")
    entry = brought()
    desk.post(back(entry))

    told = Entry.objects.order_by("pk").values_list("act", "noun", "key", "by")
    assert list(told) == [
        ("imported", "claim", "1 new, 0 changed", chief.pk),
        ("undone", "claim", str(entry.uid), chief.pk),
    ]

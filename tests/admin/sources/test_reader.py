"""The reader: a copy's text beside the form, for those alone who may know of its source."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.actions.sources import captures
from partnerships.admin.sources import reader
from partnerships.models import Citation
from partnerships.text.files import sanitizing
from partnerships.vocabulary import Confidentiality, Stance
from tests import factories as make

from ..conftest import row, typed

pytestmark = pytest.mark.django_db

SCRIPT = b"<!doctype html><title>So</title><p>It is so.</p><script>alert(1)</script>"
VIEWS = ["snapshot_reader", "snapshot_passage", "snapshot_page"]


def to(view, record, **asked):
    return reverse(f"admin:partnerships_{view}", args=[record.pk], query=asked)


def new_citation(**asked):
    return reverse("admin:partnerships_citation_add", query=asked)


def page_of(copy, **asked):
    return to("snapshot_change", copy, **asked)


def kept_page(chief, content=SCRIPT, **fields):
    return captures.keep(make.source(**fields), content, "text/html", by=chief)


def assessment(client, claim):
    """What the form of a blind check would send."""
    page = client.get(reverse("admin:partnerships_claim_change", args=[claim.pk]))
    return {"finding": "accurate", "seen": page.context["claim_status"].seen, "reasons": "So."}


def test_a_copy_is_text_to_the_letter(desk):
    copy = make.snapshot(text="<b>So</b>\r\nand & so\rit is.")

    text = desk.get(page_of(copy)).content.decode()

    assert "&lt;b&gt;So&lt;/b&gt;&#13;\n" in text
    assert "and &amp; so&#13;" in text
    assert "<b>So" not in text


def test_a_citation_is_marked_with_its_stance_and_leads_to_its_claim(desk):
    copy = make.snapshot(text="They said it paid ten.")
    claim = make.claim("It paid <ten>.", reference="C7")
    make.citation(claim, copy.source, quote="it paid ten", snapshot=copy, stance=Stance.REFUTES)

    text = " ".join(desk.get(page_of(copy)).content.decode().split())

    assert '<mark class="cited refutes">it paid ten</mark>' in text
    assert "</span> Refutes C7</a>" in text
    assert reverse("admin:partnerships_claim_change", args=[claim.pk]) in text
    assert 'title="It paid &lt;ten&gt;."' in text


def test_the_words_that_are_looked_for_are_lit_and_cited_without_script(desk):
    copy = make.snapshot(text="First it paid. Then it paid again.")

    text = desk.get(page_of(copy, words="it paid")).content.decode()

    assert '<mark class="lit " id="lit">it paid</mark>' in text
    assert "The words stand 2 times: choose the place." in text
    assert f"{new_citation()}?snapshot={copy.pk}&amp;at=6&amp;for=7" in text


def test_another_copy_of_the_source_can_be_chosen(desk):
    older = make.snapshot(text="It paid.")
    copy = make.snapshot(older.source, text="It paid more.")
    make.snapshot(text="Of another source.")

    reading = desk.get(page_of(copy)).context["reading"]

    assert {each.pk for each in reading.others} == {older.pk, copy.pk}


def test_a_passage_is_answered_as_a_citation_quotes_it(desk):
    copy = make.snapshot(text="They would not in-\nvest then.")

    answer = desk.get(to("snapshot_passage", copy, **{"at": 6, "for": 16})).json()

    assert answer == {
        "position": 5,
        "extent": 18,
        "quote": "would not in-vest",
        "locator": "",
        "proved": True,
        "copy": copy.pk,
        "name": str(copy),
        "source": copy.source_id,
    }


@pytest.mark.parametrize(
    "asked",
    [{}, {"at": "1"}, {"at": "x", "for": "²"}, {"at": 4, "for": 1}, {"at": 0, "for": 99999}],
)
def test_a_passage_of_nothing_is_refused_in_a_sentence(desk, asked):
    answer = desk.get(to("snapshot_passage", make.snapshot(text="They paid."), **asked))

    assert answer.status_code == 400
    assert answer.json()["refusal"].startswith("Select")


def test_a_new_citation_starts_with_the_words_of_a_copy(desk):
    copy = make.snapshot(text="First it paid. Then it paid again.")
    claim = make.claim()

    form = typed(desk.get(new_citation(**{"snapshot": copy.pk, "at": 20, "for": 7})))
    desk.post(new_citation(), form | {"claim": claim.pk, "stance": "supports"})

    citation = Citation.objects.get()
    assert (form["quote"], form["source"]) == ("it paid", str(copy.source_id))
    assert (citation.snapshot, citation.position, citation.extent) == (copy, 20, 7)


def test_a_new_citation_is_offered_copies_of_its_source_alone(desk):
    make.snapshot()
    copy = make.snapshot()

    def offered(**asked):
        form = desk.get(new_citation(**asked)).context["adminform"].form
        return list(form.fields["snapshot"].queryset)

    assert offered() == []
    assert offered(snapshot=copy.pk) == [copy]


def test_a_row_that_was_not_saved_keeps_the_copy_that_was_read(desk):
    copy = make.snapshot(text="They said it paid ten.")
    claim = make.claim()
    address = reverse("admin:partnerships_claim_change", args=[claim.pk])
    cited = {"source": copy.source_id, "quote": "it paid ten", "snapshot": copy.pk, "which": 10}
    form = row(typed(desk.get(address)), "citations", 0, stance="", **cited)

    refused = desk.post(address, form)
    saved = desk.post(address, form | {"citations-0-stance": "supports"})

    assert f'<option value="{copy.pk}" selected>' in refused.text
    assert saved.status_code == 302
    assert Citation.objects.get().position == 10


def test_beside_a_citation_stands_the_copy_that_it_quotes(desk):
    copy = make.snapshot(text="They said it paid ten.")
    make.snapshot(copy.source, text="Another.")
    citation = make.citation(None, copy.source, quote="it paid ten", snapshot=copy)

    answer = desk.get(to("citation_change", citation))

    assert answer.context["reading"].place == (10, 11)
    assert 'class="lit cited supports" id="lit"' in answer.text


def test_a_source_without_a_copy_says_so(desk):
    source = make.source()

    text = desk.get(to("snapshot_latest", source)).content.decode()

    assert "No copy of it is kept yet." in text
    assert f"{to('source_change', source)}#copies" in text


@pytest.mark.parametrize("who", ["Reporter", "Editor in chief"])
def test_a_copy_of_a_confidential_source_is_not_there_for_others(client, chief, who):
    copy = kept_page(chief, confidentiality=Confidentiality.CONFIDENTIAL)
    client.force_login(make.member(who))
    none = type(copy)(pk=copy.pk + 1_000)

    for view in VIEWS:
        hidden, missing = (
            client.get(to(view, each, **{"at": 0, "for": 5})) for each in (copy, none)
        )
        assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
        assert hidden.status_code == 404
    assert client.get(to("snapshot_latest", copy.source)).status_code == 404
    assert client.get(page_of(copy)).status_code == 302
    added = client.get(new_citation(**{"snapshot": copy.pk, "at": 0, "for": 5}))
    assert "It is so" not in added.content.decode()
    assert str(copy) not in added.content.decode()


def test_a_copy_of_a_confidential_source_is_no_choice_in_a_row(client, chief):
    copy = kept_page(chief, confidentiality=Confidentiality.CONFIDENTIAL)
    claim, source = make.claim(), make.source()
    client.force_login(make.member("Editor"))
    address = reverse("admin:partnerships_claim_change", args=[claim.pk])
    form = typed(client.get(address))
    cited = {"source": source.pk, "quote": "It is so", "stance": "supports"}

    hidden, missing = (
        client.post(address, row(form, "citations", 0, snapshot=pk, **cited))
        .context["inline_admin_formsets"][0]
        .formset.errors
        for pk in (copy.pk, copy.pk + 1_000)
    )

    assert hidden == missing
    assert "snapshot" in hidden[0]


def test_who_may_not_see_copies_may_not_read_them(client, chief):
    copy = kept_page(chief)
    client.force_login(make.editor(None, "view_source", "add_citation"))

    for view in VIEWS:
        assert client.get(to(view, copy)).status_code == 403
    assert client.get(to("snapshot_latest", copy.source)).status_code == 403
    assert "It is so" not in client.get(new_citation(snapshot=copy.pk)).content.decode()


def test_who_only_reads_is_not_offered_to_cite(client, chief):
    copy = kept_page(chief)
    client.force_login(make.member("Reader"))

    text = client.get(page_of(copy)).content.decode()

    assert "It is so." in text
    assert "Cite this copy" not in text
    assert "data-add" not in text


def test_the_reader_tells_nothing_of_a_blind_check(client):
    copy = make.snapshot(text="They said it paid ten.")
    claim = make.claim(is_blind=True)
    make.citation(claim, copy.source, quote="it paid ten", snapshot=copy)
    client.force_login(make.member("Fact-checker"))
    before = client.get(to("snapshot_reader", copy)).content

    other = Client()
    other.force_login(make.member("Fact-checker"))
    other.post(
        reverse("admin:partnerships_claim_assess", args=[claim.pk]), assessment(other, claim)
    )

    assert claim.assessments.count() == 1
    assert client.get(to("snapshot_reader", copy)).content == before


def test_a_kept_page_comes_without_rights(desk, chief):
    answer = desk.get(to("snapshot_page", kept_page(chief)))

    text = answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "It is so." in text
    assert "alert" not in text
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert "allow-" not in policy
    assert "script" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("dest", ["document", "embed", "object", "script"])
def test_a_kept_page_is_given_to_a_frame_alone(desk, chief, dest):
    copy = kept_page(chief)

    answer = desk.get(to("snapshot_page", copy), headers={"Sec-Fetch-Dest": dest})

    assert (answer.status_code, answer["Location"]) == (302, page_of(copy))


def test_only_pages_are_shown_as_pages(desk, chief):
    assert desk.get(to("snapshot_page", make.snapshot())).status_code == 404
    gone = make.snapshot(media_type="text/html")
    assert desk.get(to("snapshot_page", gone)).status_code == 404
    assert "<iframe" not in desk.get(page_of(gone)).content.decode()
    assert '<iframe sandbox=""' in desk.get(page_of(kept_page(chief))).content.decode()


def test_a_page_that_takes_too_long_is_not_shown(desk, chief, monkeypatch):
    monkeypatch.setattr(sanitizing, "LONGEST", 1)
    copy = kept_page(chief)
    deep = b"<div>" * 60_000
    monkeypatch.setattr(reader, "opened_copy", lambda _: BytesIO(deep))

    assert "too much time" in desk.get(to("snapshot_page", copy)).content.decode()


def test_a_page_keeps_its_letters_in_its_own_encoding(desk, chief):
    page = '<html><meta charset="iso-8859-1"><p>Café</p></html>'.encode("latin-1")

    assert "Café" in desk.get(to("snapshot_page", kept_page(chief, page))).content.decode()


def test_a_copy_costs_the_same_however_much_is_cited(
    desk, django_assert_num_queries, django_assert_max_num_queries
):
    def cited(number):
        copy = make.snapshot(text="They said it paid ten.")
        for _ in range(number):
            make.citation(None, copy.source, quote="it paid ten", snapshot=copy)
        return copy

    few, many = cited(2), cited(20)
    desk.get(page_of(few))
    with django_assert_max_num_queries(12) as asked:
        desk.get(page_of(few))

    with django_assert_num_queries(len(asked)):
        desk.get(page_of(many))


def test_a_long_copy_comes_in_parts(desk):
    text = "\n".join(f"They said that line {n} is paid." for n in range(160_000))
    copy = make.snapshot(text=text)
    middle = text.index("line 80000 ")

    answer = desk.get(page_of(copy, **{"at": middle, "for": 10}))

    assert len(text) > 5_000_000
    assert len(answer.content) < 200_000
    assert '<mark class="lit " id="lit">line 80000</mark>' in answer.text
    assert f"Part {answer.context['reading'].part} of" in answer.text


def test_the_address_of_a_place_leads_to_it():
    copy = make.snapshot()

    assert reader.copy_address(copy) == page_of(copy)
    assert reader.copy_address(copy, (3, 4)) == f"{page_of(copy)}?at=3&for=4#lit"
    assert reader.copy_address(copy, (None, None), "a & b") == f"{page_of(copy)}?words=a+%26+b#lit"

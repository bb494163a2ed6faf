"""Tables in and out: known by slugs, previewed first, all rows or none."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.admin.resources import SourceTable
from partnerships.admin.widgets import FigureCell
from partnerships.models import Citation, Claim, Company, Deal, Source
from partnerships.rules import changes
from partnerships.vocabulary import Confidentiality
from tests.factories import citation, claim, collection, company, deal, editor, source

pytestmark = pytest.mark.django_db

CSV, XLSX = "0", "1"


@pytest.fixture
def desk(client):
    client.force_login(editor("ann", is_superuser=True))
    return client


def page(noun, act):
    return reverse(f"admin:partnerships_{noun}_{act}")


def exported(client, noun, **query):
    address = page(noun, "export")
    answer = client.post(address, {"format": CSV, "resource": "0"}, query_params=query)
    return list(csv.DictReader(StringIO(answer.content.decode())))


def table(*rows):
    written = StringIO()
    writer = csv.DictWriter(written, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("table.csv", written.getvalue().encode())


def previewed(client, noun, *rows):
    form = {"format": CSV, "resource": "0", "import_file": table(*rows)}
    return client.post(page(noun, "import"), form)


def imported(client, noun, *rows, **more):
    form = previewed(client, noun, *rows).context["confirm_form"].initial
    return client.post(page(noun, "process_import"), form | more, follow=True)


def refusals(response):
    return [(refusal["row"], refusal["why"]) for refusal in response.context["refusals"]]


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def new_company(slug="crusoe", **cells):
    return {"slug": slug, "collection": collection().slug, "name": slug.title()} | cells


@pytest.mark.parametrize(
    ("noun", "factory"),
    [
        ("company", company),
        ("source", source),
        ("claim", claim),
        ("citation", citation),
        ("deal", deal),
    ],
)
def test_what_is_exported_comes_back_unchanged(desk, noun, factory):
    for _ in range(3):
        factory()

    answer = previewed(desk, noun, *exported(desk, noun))

    assert refusals(answer) == []
    assert (answer.context["totals"]["skip"], answer.context["preview"]) == (3, [])


def test_records_are_exported_by_slug_and_reference(desk):
    cited, report = claim(reference="S28"), source(slug="the-report")
    citation(cited, report)

    (row,) = exported(desk, "citation")

    assert (row["claim"], row["source"]) == ("S28", "the-report")
    assert "id" not in row


def test_an_export_holds_what_the_list_was_filtered_to(desk):
    company("OpenAI", country="US")
    company("Mistral", country="FR")

    assert [row["name"] for row in exported(desk, "company", country="FR")] == ["Mistral"]


def test_an_export_costs_the_same_for_one_row_and_for_many(desk, django_assert_max_num_queries):
    for _ in range(12):
        citation()

    with django_assert_max_num_queries(10):
        exported(desk, "citation")


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_cell_that_a_spreadsheet_would_run_is_escaped_and_read_back(desk, formula):
    company("Harmless", note=formula)

    (row,) = exported(desk, "company")
    answer = previewed(desk, "company", row)

    assert row["note"] == f"'{formula}"
    assert answer.context["totals"]["skip"] == 1


def test_a_spreadsheet_comes_out_with_text_in_its_cells(desk):
    company("Harmless", note="=1+1", founded="2015-12-11")

    answer = desk.post(page("company", "export"), {"format": XLSX, "resource": "0"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    row = dict(zip(*([cell.value for cell in line] for line in sheet.rows), strict=True))

    assert (row["note"], row["founded"]) == ("'=1+1", "2015-12-11")


@pytest.mark.parametrize(
    ("cell", "shown_as", "founded"),
    [
        (date(2018, 1, 1), "yyyy-mm-dd", "2018-01-01"),
        (date(2018, 1, 1), "yyyy", "2018"),
        (date(2018, 3, 1), '[$-409]mmm" "yyyy', "2018-03"),
        (2018, "General", "2018"),
        (2018.0, "0", "2018"),
    ],
)
def test_a_spreadsheet_s_own_dates_are_as_precise_as_it_shows_them(desk, cell, shown_as, founded):
    book, written = openpyxl.Workbook(), BytesIO()
    book.active.append(["slug", "collection", "name", "founded"])
    book.active.append(["crusoe", collection().slug, "Crusoe", cell])
    book.active["D2"].number_format = shown_as
    book.save(written)
    file = SimpleUploadedFile("table.xlsx", written.getvalue())

    form = {"format": XLSX, "resource": "0", "import_file": file}
    confirm = desk.post(page("company", "import"), form).context["confirm_form"].initial
    desk.post(page("company", "process_import"), confirm)

    assert Company.objects.get(slug="crusoe").founded == founded


WRITTEN = [
    ("21.12.2016", "2016-12-21"),
    ("12/21/2016", "2016-12-21"),
    ("Dec 21, 2016", "2016-12-21"),
    ("1866.0", "1866"),
    ("2019~", "2019~"),
    ("third quarter of 2016", "2016-07/2016-09"),
]


def test_a_date_in_a_cell_is_read_where_it_can_mean_one_thing(desk):
    rows = [new_company(f"t-{n}", founded=cell) for n, (cell, _) in enumerate(WRITTEN)]

    imported(desk, "company", *rows)

    found = Company.objects.order_by("slug").values_list("founded", flat=True)
    assert list(found) == [edtf for _, edtf in WRITTEN]


def test_a_date_in_a_cell_that_can_mean_two_things_is_asked_about(desk):
    rows = [
        new_company("t-1", founded="42725"),
        new_company("t-2", founded="3/4/2016"),
        new_company("t-3", founded="Monday, 21 December 2016"),
    ]

    told = refusals(previewed(desk, "company", *rows))

    assert told == [
        (1, "42725 is the number of a spreadsheet for 21 December 2016: write 2016-12-21."),
        (2, "3/4/2016 is one day in London and another in New York: write the month."),
        (3, "21 December 2016 was a Wednesday, not a Monday."),
    ]


def test_the_preview_says_what_would_change_and_saves_nothing(desk):
    crusoe = company("Crusoe", country="US")

    answer = previewed(desk, "company", new_company("crusoe", country="DE"), new_company("other"))

    told = answer.content.decode()
    assert "1 new, 1 changed, 0 as they are" in told
    assert "<del>US</del> <ins>DE</ins>" in told
    crusoe.refresh_from_db()
    assert (crusoe.country, Company.objects.count()) == ("US", 1)


def test_confirmed_rows_are_imported(desk):
    answer = imported(desk, "company", new_company(legal_form="private_company"))

    assert "Imported: 1 new, 0 changed, 0 as they were." in answer.content.decode()
    assert Company.objects.get(slug="crusoe").legal_form == "private_company"


def test_a_table_is_kept_from_its_preview_to_its_confirmation(desk, media):
    form = previewed(desk, "company", new_company()).context["confirm_form"].initial
    kept = [oct(path.stat().st_mode & 0o777) for path in files(media)]

    desk.post(page("company", "process_import"), form)

    assert kept == ["0o600"]
    assert files(media) == []


def test_a_table_that_is_refused_is_not_kept(desk, media):
    previewed(desk, "company", new_company(country="Ge"))

    assert files(media) == []


def test_a_table_that_cannot_be_read_is_not_kept(desk, media):
    file = SimpleUploadedFile("table.xlsx", b"no spreadsheet")

    desk.post(page("company", "import"), {"format": XLSX, "resource": "0", "import_file": file})

    assert files(media) == []


@pytest.mark.parametrize("name", ["", "../secret_key", ".."])
def test_a_table_that_is_no_longer_here_is_said_to_be_gone(desk, name):
    form = previewed(desk, "company", new_company()).context["confirm_form"].initial
    desk.post(page("company", "process_import"), form)

    again = form | ({"import_file_name": name} if name else {})
    answer = desk.post(page("company", "process_import"), again, follow=True)

    assert "this table is no longer here" in answer.content.decode()
    assert Company.objects.count() == 1


def test_the_history_names_who_imported_and_why(desk):
    imported(desk, "company", new_company(), _why="from the register")

    change = changes.latest_changes(editor(is_superuser=True))[0]

    assert (change.who, change.door, change.why) == ("ann", "admin", "from the register")


def test_a_row_is_refused_with_the_sentence_of_its_constraint(desk):
    answer = previewed(desk, "company", new_company(country="Ge"))

    assert refusals(answer) == [(1, "Write the country as two capitals, such as US.")]
    assert "confirm_form" not in answer.context


def test_a_word_of_no_list_is_refused_with_the_list(desk):
    ((_, why),) = refusals(previewed(desk, "company", new_company(legal_form="club")))

    assert why.startswith("“club” is none of: company, public_company")


def test_an_empty_cell_that_must_be_filled_is_told(desk):
    assert refusals(previewed(desk, "company", new_company() | {"name": ""})) == [
        (1, "Fill this in.")
    ]


def test_a_slug_that_nobody_bears_is_refused_by_name(desk):
    answer = previewed(desk, "company", new_company(parent="nobody"))

    assert refusals(answer) == [(1, "There is no party “nobody”: record it first.")]


def test_a_column_that_is_not_ours_is_refused(desk):
    ((_, why),) = refusals(previewed(desk, "company", new_company(colour="green")))

    assert why.startswith("This table has no column colour.")


def test_a_table_that_does_not_say_which_record_a_row_is_is_refused(desk):
    row = new_company()
    del row["slug"]

    ((_, why),) = refusals(previewed(desk, "company", row))

    assert why == "The column slug is missing: it tells which record a row is."


def test_what_the_database_alone_refuses_is_told_in_the_preview(desk):
    report = source()
    retelling = source(derives_from=report)
    (row,) = [row for row in exported(desk, "source") if row["slug"] == report.slug]

    answer = previewed(desk, "source", row | {"derives_from": retelling.slug})

    ((_, why),) = refusals(answer)
    assert why == "This source would retell itself, by way of the sources it retells."


def test_one_refused_row_stops_all(desk):
    answer = previewed(desk, "company", new_company("good"), new_company("bad", country="xx"))

    assert [row for row, _ in refusals(answer)] == [2]
    assert "confirm_form" not in answer.context
    assert not Company.objects.filter(slug="good").exists()


def test_an_import_that_became_impossible_since_its_preview_changes_nothing(desk):
    rows = [new_company("one"), new_company("two", parent="parent")]
    parent = company("Parent", slug="parent")
    form = previewed(desk, "company", *rows).context["confirm_form"].initial
    parent.delete()

    answer = desk.post(page("company", "process_import"), form, follow=True)

    assert "Nothing was imported" in answer.content.decode()
    assert not Company.objects.filter(slug="one").exists()


def test_a_claim_comes_with_those_it_is_about(desk):
    company("OpenAI")
    deal(title="The first deal")
    row = {
        "collection": collection().slug,
        "reference": "S99",
        "statement": "OpenAI was paid.",
        "kind": "fact",
        "parties": "openai",
        "deals": "the-first-deal",
    }

    imported(desk, "claim", row)

    told = Claim.objects.get(reference="S99")
    assert [str(about) for about in (*told.parties.all(), *told.deals.all())] == [
        "OpenAI",
        "The first deal",
    ]


def test_a_citation_without_a_public_id_is_a_new_one(desk):
    claim(reference="S28")
    source(slug="report")
    row = {"uid": "", "collection": collection().slug, "claim": "S28", "source": "report"}

    imported(desk, "citation", row | {"stance": "refutes", "says": "It was in March."})

    assert Citation.objects.get().says == "It was in March."


def test_deals_may_be_of_several_kinds(desk):
    row = {"slug": "big", "collection": collection().slug, "title": "Big"}

    imported(desk, "deal", row | {"kinds": "investment; cloud", "ongoing": "yes"})

    assert Deal.objects.get().kinds == ["investment", "cloud"]


DESK = [f"{act}_{noun}" for act in ("view", "add", "change") for noun in ("source", "citation")]


@pytest.fixture
def reporter(client):
    """An editor who may not know of confidential sources."""
    client.force_login(editor("ben", *DESK, "view_claim"))
    return client


def test_confidential_sources_and_their_citations_are_not_exported_to_others(reporter):
    hidden = source(slug="private-call", confidentiality=Confidentiality.CONFIDENTIAL)
    citation(source_=hidden)
    source(derives_from=hidden)

    rows = [*exported(reporter, "source"), *exported(reporter, "citation")]

    assert len(rows) == 1
    assert "private-call" not in str(rows)
    assert "confidentiality" not in rows[0]


def test_a_hidden_origin_stays_when_its_blank_cell_comes_back(reporter):
    hidden = source(confidentiality=Confidentiality.CONFIDENTIAL)
    retelling = source(derives_from=hidden)
    (row,) = exported(reporter, "source")

    imported(reporter, "source", row | {"title": "A better title"})

    retelling.refresh_from_db()
    assert (retelling.title, retelling.derives_from) == ("A better title", hidden)


def test_a_confidential_source_cannot_be_named_by_others(reporter):
    hidden = source(slug="private-call", confidentiality=Confidentiality.CONFIDENTIAL)
    row = {"uid": "", "collection": collection().slug, "claim": claim().reference}

    answer = previewed(
        reporter, "citation", row | {"source": hidden.slug, "stance": "supports", "says": "x"}
    )

    assert refusals(answer) == [(1, "There is no source “private-call”: record it first.")]


def test_only_those_who_may_write_may_import(client):
    client.force_login(editor(None, "view_source"))

    assert client.get(page("source", "import")).status_code == 403
    assert client.get(page("source", "export")).status_code == 200
    assert Source.objects.count() == 0


@pytest.mark.parametrize(
    ("cell", "kept"), [("1,500", 1500), ("1.5bn", 1_500_000_000), ("27.1250", "27.125"), ("", None)]
)
def test_a_figure_in_a_table_is_read_as_people_write_it(cell, kept):
    assert FigureCell().clean(cell) == (kept and Decimal(kept))


def test_a_decimal_comma_in_a_table_is_asked_back_with_its_row(desk):
    row = {"collection": collection().slug, "reference": "S1", "statement": "It cost 1.5."}

    answer = previewed(desk, "claim", row | {"kind": "figure", "value_low": "1,5"})

    ((number, why),) = refusals(answer)
    assert number == 1
    assert "write 1.5" in str(why)


def test_a_table_of_new_rows_takes_as_many_queries_as_a_short_one(desk):
    party = company()

    def asked(count):
        rows = [
            {
                "collection": collection().slug, "reference": f"N{number}", "kind": "fact",
                "statement": "So it was.", "date": "2024-03", "parties": party.slug,
            }
            for number in range(count)
        ]  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            assert previewed(desk, "claim", *rows).context["totals"]["new"] == count
        return len(queries)

    assert asked(25) == asked(5)


def test_a_row_may_name_one_that_stands_above_it(desk):
    rows = [
        {
            "slug": f"report-{number}", "collection": collection().slug, "outlet": "Wire",
            "title": "So", "kind": "reporting", "tier": "B", "seen": "page",
            "derives_from": f"report-{number - 1}" if number else "",
        }
        for number in range(4)
    ]  # fmt: skip

    imported(desk, "source", *rows)

    assert [each.origin.slug for each in Source.objects.all()] == ["report-0"] * 4


def test_each_of_many_rows_that_the_database_refuses_is_told_of_its_own(desk, monkeypatch):
    monkeypatch.setattr(SourceTable._meta, "batch_size", 2)
    taken = source(url="https://example.org/taken")
    rows = [
        {
            "slug": f"report-{number}", "collection": collection().slug, "outlet": "Wire",
            "title": "So", "kind": "reporting", "tier": "B", "seen": "page",
            "url": taken.url if number in (1, 4) else f"https://example.org/{number}",
        }
        for number in range(6)
    ]  # fmt: skip

    told = previewed(desk, "source", *rows)

    assert [number for number, _ in refusals(told)] == [2, 5]
    assert {why for _, why in refusals(told)} == {"A source with this address is recorded already."}
    assert Source.objects.count() == 1

"""Tables of others: what spreadsheets write comes in, and nothing is brought in by mistake."""

import csv
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.admin import long_tables
from partnerships.admin.widgets import DayCell
from partnerships.models import Company, Deal
from partnerships.vocabulary import DealKind
from tests.admin.test_import_export import (
    CSV,
    XLSX,
    exported,
    files,
    imported,
    new_company,
    page,
    previewed,
    refusals,
)
from tests.factories import amount, collection, company, deal, deal_party, editor, source

pytestmark = pytest.mark.django_db

TABLES = Path(__file__).parent / "tables"

# What no page says: names of classes and of formats, and the sentences of libraries.
NOT_OURS = re.compile(
    r"\b[A-Z]\w+(?:Error|Exception|File|Warning)\b|encountered|Traceback|codec|could not be parsed"
    r"|Ensure (?:this|that|your)|Enter a|is not a valid|NoneType|openpyxl|object at 0x|Row \d+ \{"
    r"|\b[A-Za-z]+\([\'\"]"
)


@pytest.fixture
def desk(client):
    client.force_login(editor("ann", is_superuser=True))
    return client


@pytest.fixture
def harbour():
    return collection(slug="microsoft_openai")


def brought(client, content, noun="company", name="table.csv", **more):
    form = {"format": CSV, "resource": "0", "import_file": SimpleUploadedFile(name, content)}
    return client.post(page(noun, "import"), form | more)


def confirmed(client, preview, noun="company"):
    form = preview.context["confirm_form"].initial
    return client.post(page(noun, "process_import"), form, follow=True)


def why_not(response):
    """Every reason on the page why the table was not taken."""
    found = response.context.get("refusals") or []
    told = [f"{each['column']}: {each['why']}".removeprefix(": ") for each in found]
    form = response.context.get("form")
    return " ".join(told + [fault for faults in form.errors.values() for fault in faults])


WHAT_SPREADSHEETS_WRITE = [
    "semicolon.csv",
    "cp1252.csv",
    "sep-line.csv",
    "tab.csv",
    "header-spaces.csv",
    "trailing-comma.csv",
]


def test_what_spreadsheets_write_comes_in(desk, harbour):
    taken = {}
    for name in WHAT_SPREADSHEETS_WRITE:
        preview = brought(desk, (TABLES / name).read_bytes())
        if "confirm_form" in preview.context:
            taken[name] = preview.context["totals"]["new"]

    assert taken == dict.fromkeys(WHAT_SPREADSHEETS_WRITE, 1)


def test_dates_come_in_as_tables_have_them(desk, harbour):
    *lines, _ = (TABLES / "dates-as-written.csv").read_bytes().splitlines()
    imported(desk, "company", *csv.DictReader(b"\n".join(lines).decode().splitlines()))

    founded = Company.objects.order_by("slug").values_list("founded", flat=True)
    assert list(founded) == ["2016-12-21", "2016-12-21", "2016-12-21", "1866"]


DAYS = [("21.12.2016", "2016-12-21"), ("2016-12-21", "2016-12-21"), ("Dec 21, 2016", "2016-12-21")]
NO_DAYS = {
    "42725": "42725 is the number of a spreadsheet for 21 December 2016: write 2016-12-21.",
    "2016-12": "This is no single day: write one as 2024-03-19.",
    "2016-12-21?": "This is no single day: write one as 2024-03-19.",
    "some time": "Write a day as 2024-03-19.",
}


def test_a_column_of_days_takes_those_that_can_be_one_day_alone():
    told = {}
    for cell in NO_DAYS:
        with pytest.raises(ValueError) as refusal:
            DayCell().clean(cell)
        told[cell] = str(refusal.value)

    assert [str(DayCell().clean(cell)) for cell, _ in DAYS] == [day for _, day in DAYS]
    assert told == NO_DAYS
    assert DayCell().clean("") is None


def test_letters_that_had_to_be_told_are_shown_before_they_are_saved(desk, harbour):
    preview = brought(desk, (TABLES / "cp1252.csv").read_bytes())
    confirmed(desk, preview)

    assert "which gives “Café”, “Möwe”" in preview.content.decode()
    assert Company.objects.get().name == "Café Möwe AG"


REFUSED = {
    ("company", "row-twice.csv"): "Rows 1 and 2 are both t-1.",
    ("company", "row-short.csv"): "Row 1 has 2 cells, and there are 3 columns. Row 2 has a cell "
    "beyond the last of the 3 columns.",
    ("company", "nul.csv"): "Row 1, column name: a character that nobody can see (U+0000) stands "
    "in this cell. Take it out.",
    (
        "claim",
        "claim-names.csv",
    ): "parties: “Microsoft” is recorded as msft: write that. “OpenAI” is "
    "recorded as openai: write that.",
    ("claim", "claim-comma.csv"): "value_low: A comma stands before three figures only. If a point "
    "is meant, write 1.5. value_high: A comma stands before three figures only. If a point is "
    "meant, write 1.5.",
    ("company", "dates-as-written.csv"): "founded: 42725 is the number of a spreadsheet for "
    "21 December 2016: write 2016-12-21.",
}


def test_a_table_that_cannot_be_right_is_refused_with_the_place(desk, harbour):
    company("OpenAI")
    company("Microsoft", slug="msft")

    told = {
        (noun, name): why_not(brought(desk, (TABLES / name).read_bytes(), noun))
        for noun, name in REFUSED
    }

    assert told == REFUSED


def broken_files():
    good = b"slug,collection,name\nt-1,microsoft_openai,Hafen AG\n"
    cells = {
        b"country": b"Germany",
        b"founded": b"yesterday evening",
        b"legal_form": b"club",
        b"parent": b"nobody",
    }
    yield from [b"", b"\n", good[:21], b"slug", b"\x00" * 50, bytes(range(256)), b"\xff\xfe\x00"]
    yield from [b"PK\x03\x04nothing", b"PK\x05\x06" + b"\x00" * 18, b"%PDF-1.4 ...", b"<table>"]
    yield from [b"{}", b"[1, 2]", b"\xd0\xcf\x11\xe0", b"\x1f\x8b\x08\x00", b"GIF89a"]
    yield from [good + b'"t-2', good + b"t-2\n", good + b"t-2,a,b,c\n", good + good[22:]]
    yield from [b'sep="\n' + good, good.replace(b"name", b"slug"), good.replace(b"Hafen", b"\x00")]
    yield from [good.replace(b"Hafen", b"\x81"), good.replace(b"Hafen", b"H" * 140_000)]
    yield from [good.replace(b"Hafen AG", b"H" * 300), good.replace(b"t-1", b"T 1!")]
    yield from [good.replace(b"slug", b"colour"), good.replace(b"t-1", b"")]
    for column, cell in cells.items():
        yield b"slug,collection,name,%s\nt-1,microsoft_openai,Hafen,%s\n" % (column, cell)


def test_no_word_of_a_library_reaches_a_page(desk, harbour, monkeypatch):
    monkeypatch.setattr(long_tables, "LONGEST", dict.fromkeys([True, False], 10**6))
    contents = list(broken_files())
    said = {content[:60]: why_not(brought(desk, content)) for content in contents}
    said[b"as a workbook"] = why_not(brought(desk, b"no workbook", format=XLSX))

    assert len(contents) >= 30
    assert [content for content, why in said.items() if not why or NOT_OURS.search(why)] == []


CELLS_OF_OTHERS = {
    "source": [
        {"slug": "s-1", "url": "no address", "kind": "fax", "tier": "9", "seen": "maybe"},
        {"slug": "s-2", "language": "German" * 30, "derives_from": "nobody", "authors": '"A" b'},
    ],
    "claim": [
        {"reference": "Z1", "kind": "fact", "as_of": "yesterday", "good_until": "2024-13-01"},
        {"reference": "Z2" * 30, "kind": "truth", "value_low": "1" * 40, "parties": "nobody"},
    ],
    "citation": [{"uid": "7", "claim": "Z9", "source": "nobody", "stance": "denies"}],
    "deal": [
        {"slug": "d-1", "kinds": "gift; loan", "ongoing": "perhaps", "confirmed_on": "1/2/24"},
        {"slug": "d-2", "kinds": "other", "parties": "openai: owner", "sum_basis": "guessed"},
        {"slug": "d-3", "kinds": "other", "sum_low": "1", "sum_qualifier": "range"},
    ],
}


def test_no_word_of_a_library_is_said_of_a_cell(desk, harbour):
    company("OpenAI")
    foreign = {}
    for noun, rows in CELLS_OF_OTHERS.items():
        for row in rows:
            answer = previewed(desk, noun, {"collection": harbour.slug} | row)
            told = refusals(answer)
            if not told or any(NOT_OURS.search(str(why)) for _, why in told):
                foreign[noun, str(row)] = told

    assert foreign == {}


NOTES = [
    "plain",
    "two\nlines",
    "two\r\nlines",
    "a\ttab",
    "\tbegins with a tab",
    " spaces around ",
    "\u00a0no-break\u00a0",
    "comma, semicolon; bar|",
    'a "quoted" word',
    '"quoted"',
    "'apostrophe'",
    "'=literal",
    "''+literal",
    "=1+1",
    "-1",
    "@home",
    "007",
    "1.0",
    "1e5",
    "TRUE",
    "None",
    "null",
    "nan",
    "12/21/2016",
    "42725",
    "ñ é ü ß 日本 עברית",
    "🚢",
    "\ufeffmark",
    "line\u2028separator",
    "\x0bcontrol\x0c",
]


def test_every_cell_survives_the_round_trip(desk):
    for number, note in enumerate(NOTES):
        company(f"Company {number}", note=note)
    source(authors=["Smith; Jones", 'Jim "JJ" Smith', '"JJ" Smith', "Ada Lovelace"])

    back = {noun: previewed(desk, noun, *exported(desk, noun)) for noun in ["company", "source"]}

    assert {noun: refusals(answer) for noun, answer in back.items()} == {
        "company": [],
        "source": [],
    }
    assert [row.diff for answer in back.values() for row in answer.context["preview"]] == []


def test_a_cell_is_read_back_as_it_went_out_into_a_desk_that_has_lost_it(desk):
    kept = [note for note in NOTES if note == note.strip() and "\r" not in note]
    for number, note in enumerate(kept):
        company(f"Company {number:02}", note=note)
    rows = exported(desk, "company")
    Company.objects.all().delete()

    imported(desk, "company", *rows)

    assert list(Company.objects.order_by("name").values_list("note", flat=True)) == kept


def test_a_column_that_stands_twice_is_refused(desk, harbour):
    answer = brought(desk, b"slug,collection,name,Name\nt-1,microsoft_openai,A,B\n")

    assert why_not(answer) == "Columns 3 and 4 are both name: leave one of them out."


def test_a_wrong_table_is_refused_before_any_row_is_read(desk, django_assert_max_num_queries):
    rows = b"".join(b"%d,x,y\n" % number for number in range(500))

    with django_assert_max_num_queries(12):
        answer = brought(desk, b"number,street,town\n" + rows)

    assert why_not(answer).startswith("This table has no column number, street, town.")


def named(answer, **columns):
    """The form in which somebody says what the strange columns are."""
    context = answer.context
    headers = [*context["headers"], *context["strange"]]
    return {
        "kept": context["kept"],
        "kept_name": context["kept_name"],
        "format": CSV,
        "resource": "0",
        "header": headers,
        "column": [context["headers"].get(h) or columns.get(h, "") for h in headers],
    }


def test_a_column_called_otherwise_comes_in_once_somebody_said_what_it_is(desk, harbour, media):
    answer = brought(desk, b"Kurz,Sammlung,Firma,Farbe\nt-1,microsoft_openai,Hafen AG,blue\n")
    said = named(answer, Kurz="slug", Sammlung="collection", Firma="name", Farbe="-")
    preview = desk.post(page("company", "import"), said)

    assert "slug" in answer.context["columns"]
    assert preview.context["totals"]["new"] == 1
    confirmed(desk, preview)
    assert Company.objects.get(slug="t-1").name == "Hafen AG"
    assert files(media) == []


def test_two_columns_cannot_be_said_to_be_one(desk, harbour):
    answer = brought(desk, b"slug,collection,Firma,Name 2\nt-1,microsoft_openai,A,B\n")

    said = named(answer, **{"Firma": "name", "Name 2": "name"})
    again = desk.post(page("company", "import"), said)

    assert why_not(again) == "Columns 3 and 4 are both name: leave one of them out."


@pytest.mark.parametrize("kept", ["../secret_key", "f" * 32, ".."])
def test_no_other_file_is_taken_for_a_kept_table(desk, kept):
    answer = desk.post(page("company", "import"), {"format": CSV, "resource": "0", "kept": kept})

    assert "this table is no longer here" in why_not(answer)


def test_what_the_columns_are_cannot_be_confirmed_in_another_shape(desk):
    form = previewed(desk, "company", new_company()).context["confirm_form"].initial

    answer = desk.post(page("company", "process_import"), form | {"headers": "[1"})

    assert answer.status_code == 200
    assert Company.objects.count() == 0


DEAL = {"slug": "big", "title": "Big", "kinds": "investment"}


def test_a_deal_comes_with_its_parties_in_their_roles_and_a_sum(desk, harbour):
    company("OpenAI")
    company("Microsoft")
    row = {
        "collection": harbour.slug,
        "parties": "microsoft: lead investor pays; openai: investee",
        "sum_qualifier": "up_to",
        "sum_high": "10000000000",
        "sum_currency": "USD",
        "sum_basis": "reported",
    }

    imported(desk, "deal", DEAL | row)

    big = Deal.objects.get()
    assert [(str(row), row.direction) for row in big.parties.order_by("role")] == [
        ("OpenAI (investee)", ""),
        ("Microsoft (lead investor)", "pays"),
    ]
    told = big.amounts.get()
    assert (told.measure, told.qualifier, told.low, told.high) == ("total", "up_to", None, 10**10)


def test_deals_with_parties_and_sums_come_back_unchanged(desk):
    one = deal(title="One", kinds=[DealKind.INVESTMENT])
    deal_party(one, company("OpenAI"), role="investee", direction="receives")
    deal_party(one, company("Microsoft"), role="investor")
    amount(one, measure="party_share", party=Company.objects.get(name="Microsoft"))
    several = deal(title="Several")
    amount(several)
    amount(several, measure="committed")

    rows = exported(desk, "deal")
    answer = previewed(desk, "deal", *rows)

    assert rows[0]["parties"] == "microsoft: investor; openai: investee receives"
    assert (rows[0]["sum_party"], rows[1]["sum_low"]) == ("microsoft", "")
    assert (refusals(answer), answer.context["totals"]["skip"]) == ([], 2)


def test_the_parties_of_a_row_are_those_of_the_deal_from_then_on(desk):
    big = deal(title="Big")
    deal_party(big, company("OpenAI"), role="investee")
    deal_party(big, company("Microsoft"), role="investor")
    (row,) = exported(desk, "deal")

    imported(desk, "deal", row | {"parties": "openai: issuer; microsoft: investor pays"})

    told = big.parties.order_by("role").values_list("party__slug", "role", "direction")
    assert list(told) == [("microsoft", "investor", "pays"), ("openai", "issuer", "")]


WRONG_CELLS = [
    ({"parties": "openai"}, "Say in which role openai is in the deal: “openai: investor”."),
    ({"parties": "openai: investor; openai: investor"}, "openai stands twice as investor."),
    ({"sum_low": "5", "sum_currency": "USD", "sum_basis": ""}, "Fill this in."),
    ({"sum_low": "5", "sum_basis": "filed"}, "Say in which currency, such as USD."),
    (
        {"sum_low": "5", "sum_currency": "USD", "sum_basis": "filed", "sum_measure": "party_share"},
        "One party's share names the party; other sums name none.",
    ),
]


def test_parties_and_sums_are_held_to_what_their_forms_are_held_to(desk, harbour):
    company("OpenAI")
    row = DEAL | {"collection": harbour.slug}

    told = [refusals(previewed(desk, "deal", row | cells)) for cells, _ in WRONG_CELLS]

    assert told == [[(1, why)] for _, why in WRONG_CELLS]


def test_a_sum_is_neither_taken_away_nor_chosen_among_several_in_a_table(desk):
    amount(deal(title="One"))
    several = deal(title="Several")
    amount(several)
    amount(several, measure="committed")
    rows = exported(desk, "deal")
    blank = {column: "" for column in rows[0] if column.startswith("sum_")}

    told = previewed(desk, "deal", rows[0] | blank, rows[1] | {"sum_low": "7"})

    assert refusals(told) == [
        (1, "A sum is taken away on the page of the deal, not here."),
        (2, "This deal has 2 sums: change them on its page."),
    ]


def test_who_may_not_change_parties_brings_in_none(client):
    rights = ["view_deal", "add_deal", "change_deal", "view_dealparty", "add_dealparty"]
    rights.append("view_party")
    client.force_login(editor("ben", *rights))
    big = deal(title="Big")
    deal_party(big, company("OpenAI"), role="investee")
    (row,) = exported(client, "deal")

    answer = previewed(client, "deal", row | {"parties": ""})

    assert refusals(answer) == [(1, "You may not delete parties to deals.")]
    assert "sum_low" not in row

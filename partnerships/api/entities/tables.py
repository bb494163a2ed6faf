"""The tables of companies, people, and what is between them, and as FollowTheMoney has them."""

from ...formats.entities.followthemoney import FTM_TYPE, deal_entity, party_entity
from ...formats.tables import ColumnKind
from ...text.money import how_main
from ...vocabulary import ANNOUNCEMENTS, Rank, Scheme
from ..columns import (
    FlatColumn,
    backed_by,
    dated_columns,
    figured,
    named_row,
    on_the_day_asked,
    recorded_columns,
    spanned,
    summed,
    told_in_one,
    word,
    yes_or_no,
)
from ..tables import RowForm


def _ftm(fields, entity):
    told = "An entity a line: its id, its schema, and its properties."
    return RowForm(
        word="ftm",
        name="entities of FollowTheMoney",
        media_type=FTM_TYPE,
        fields=frozenset(fields),
        item=entity,
        shape={"type": "string", "description": told},
        begin=lambda address: b"",
        after=b"\n",
        between=b"",
        end=b"",
    )


OF_A_PARTY = {"id", "url", "kind", "name", "names", "identifiers"}
FTM_COMPANIES = _ftm(OF_A_PARTY | {"country", "founded", "dissolved", "legal_form"}, party_entity)
FTM_PEOPLE = _ftm(OF_A_PARTY, party_entity)
FTM_DEALS = _ftm(
    {"id", "url", "reference", "title", "kinds", "steps", "parties", "amounts"}, deal_entity
)


def _number_in(scheme):
    def values(row):
        numbers = row["identifiers"]
        live = [n["value"] for n in numbers if n["scheme"] == scheme and not n["deprecated_on"]]
        return told_in_one(live)

    return FlatColumn(
        scheme.value,
        f"Its number in that register, where it is not given up: {scheme.label}.",
        read=values,
        of=("identifiers",),
        joins=True,
    )


PARTY = [
    word("name", "Its name of today."),
    word("name_then", "With as_of: what it was called that day, where that is not its name."),
    word("names", "Every name that it bears or bore.", "names.text"),
    *map(_number_in, Scheme),
]

COMPANIES = [
    named_row("company"),
    *PARTY,
    word("legal_form", "Its legal form."),
    word("country", "Two letters, such as US."),
    word("place", "Where it sits."),
    word("founded", "When it was founded, as EDTF."),
    word("dissolved", "When it ended, as EDTF."),
    word("parent", "The id of the organisation that controls it.", "parent.id"),
    word("merged_into", "The id of the record that stands in its stead.", "merged_into.id"),
    *backed_by(),
    *recorded_columns(),
]

PEOPLE = [
    named_row("person"),
    *PARTY,
    word("merged_into", "The id of the record that stands in its stead.", "merged_into.id"),
    *backed_by(),
    *recorded_columns(),
]

ROLES = [
    named_row("role"),
    word("reference", "Its short name within the collection."),
    word("person", "The id of the person.", "person.id", leads_to="people"),
    word("person_name", "Their name of today.", "person.name"),
    word("company", "The id of the company.", "company.id", leads_to="companies"),
    word("company_name", "Its name of today.", "company.name"),
    word("title", "The post as it is called."),
    word("kind", "What sort of role it is."),
    word("post", "The post, such as chief-executive."),
    yes_or_no("exclusive", "Whether one person alone can hold the post."),
    *spanned(),
    *backed_by(),
    *recorded_columns(),
]

STAKES = [
    named_row("stake"),
    word("reference", "Its short name within the collection."),
    word("holder", "The id of who holds it.", "holder.id"),
    word("holder_name", "Their name of today.", "holder.name"),
    word("company", "The id of the company it is in.", "company.id", leads_to="companies"),
    word("company_name", "Its name of today.", "company.name"),
    word("interest", "What sort of interest it is."),
    word("holding", "Whether it is held, planned, or was dropped."),
    word("qualifier", "How exact the share is."),
    *figured(
        ("percent_low", "percent_min"),
        ("percent_high", "percent_max"),
        "percent_up_to",
        lambda row: row,
        ("qualifier", "percent_min", "percent_max"),
    ),
    word("text", "The stake as people write it."),
    word("description", "What else is said of it."),
    *spanned(),
    *backed_by(),
    *recorded_columns(),
]

PARTNERSHIPS = [
    named_row("partnership"),
    word("name", "What it is called."),
    word("summary", "What it is."),
    word("parties", "The ids of its parties, now or once.", "parties.party.id"),
    word("deals", "The ids of its deals.", "deals.id"),
    *on_the_day_asked(),
    *backed_by(),
    *recorded_columns(),
]


def main_sum(row):
    """The sum that a deal is told by; None without any."""
    told = [each for each in row["amounts"] if each["rank"] != Rank.DEPRECATED]
    return min(told, key=lambda each: how_main(each["measure"], each["rank"]), default=None)


def _of_main_sum(name, meaning):
    def value(row):
        found = main_sum(row)
        return found and found[name]

    return FlatColumn(f"amount_{name}", meaning, read=value, of=("amounts",))


def _told_by_role(row):
    parties = (f"{each['role']} {each['party']['id']}" for each in row["parties"])
    return told_in_one(parties)


def _told_steps(row):
    steps = row["steps"]
    told = (f"{one['step']} {one['date']['edtf'] if one['date'] else ''}".strip() for one in steps)
    return told_in_one(told)


def _announced(part):
    def value(row):
        found = {each["step"]: each["date"] for each in row["steps"]}
        date = next((found[step] for step in ANNOUNCEMENTS if found.get(step)), None)
        return date and date[part]

    return value


DEALS = [
    named_row("deal"),
    word("reference", "Its short name within the collection."),
    word("title", "What it is."),
    word("kinds", "Of which kinds it is."),
    word("status", "The highest step it reached."),
    FlatColumn(
        "announced",
        "When it was announced, or else first rumoured, as EDTF.",
        read=_announced("edtf"),
        of=("steps",),
    ),
    FlatColumn(
        "announced_earliest",
        "The first day that this may mean.",
        ColumnKind.DAY,
        read=_announced("earliest"),
        of=("steps",),
    ),
    FlatColumn(
        "announced_latest",
        "The last day that this may mean.",
        ColumnKind.DAY,
        read=_announced("latest"),
        of=("steps",),
    ),
    FlatColumn(
        "steps",
        "Each step it reached, and when as EDTF.",
        read=_told_steps,
        of=("steps",),
        joins=True,
    ),
    word("parties", "The ids of its parties.", "parties.party.id"),
    FlatColumn(
        "parties_by_role",
        "Each party with its role: investor microsoft.",
        read=_told_by_role,
        of=("parties",),
        joins=True,
    ),
    _of_main_sum("measure", "What the main sum is: the widest of its sums, such as total."),
    _of_main_sum(
        "qualifier", "How exact it is: exact, about, at_least, up_to, range, undisclosed."
    ),
    *figured(
        ("amount_low", "low"), ("amount_high", "high"), "amount_up_to", main_sum, ("amounts",)
    ),
    _of_main_sum("currency", "ISO 4217, such as USD."),
    _of_main_sum("basis", "Who says so: announced, filed, reported, planned."),
    _of_main_sum("text", "The main sum as people write it."),
    FlatColumn(
        "sums",
        "Every sum of it, each with its measure: add them up by totals/, never by hand.",
        read=lambda row: told_in_one(f"{one['measure']} {one['text']}" for one in row["amounts"]),
        of=("amounts",),
        joins=True,
    ),
    word("partnership", "The id of its partnership.", "partnership.id", leads_to="partnerships"),
    word("amends", "The id of the deal that it amends.", "amends.id", leads_to="deals"),
    word("umbrella", "The id of the deal that it stands under.", "umbrella.id", leads_to="deals"),
    *spanned(),
    *backed_by(),
    *recorded_columns(),
]
TERMS = [
    named_row("term"),
    word("deal", "The id of its deal.", "deal.id", leads_to="deals"),
    word("deal_title", "What that deal is.", "deal.title"),
    word("kind", "What sort of clause it is."),
    word("text", "What was agreed."),
    word(
        "replaced_by",
        "The id of the term that came in its stead.",
        "replaced_by.id",
        leads_to="terms",
    ),
    *spanned(),
    *backed_by(),
    word("url", "Where the API has it."),
]

VALUATIONS = [
    named_row("valuation"),
    word("reference", "Its short name within the collection."),
    word("company", "The id of the company.", "company.id", leads_to="companies"),
    word("company_name", "Its name of today.", "company.name"),
    *summed(),
    *dated_columns(of="The valuation"),
    word("deal", "The id of the deal it came with.", "deal.id", leads_to="deals"),
    *backed_by(),
    *recorded_columns(),
]

EVENTS = [
    named_row("event"),
    word("reference", "Its short name within the collection."),
    word("title", "What happened."),
    word("kind", "What sort of event it is."),
    *dated_columns(of="The event"),
    word("parties", "The ids of those it happened to.", "parties.id"),
    *backed_by(),
    *recorded_columns(),
]

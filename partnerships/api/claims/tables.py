"""The tables of claims, citations and searches."""

from ..columns import (
    counted_column,
    dated_columns,
    day_column,
    figured,
    moment_column,
    named_row,
    on_the_day_asked,
    recorded_columns,
    word,
)

NO_VALUE = {"qualifier": "", "low": None, "high": None}

CLAIMS = [
    named_row("claim"),
    word("reference", "Its short name within the collection, such as S28."),
    word("statement", "What is said, in one sentence."),
    word("kind", "What sort of claim it is."),
    word("attributed_to", "Who is said to say so."),
    word(
        "appears_in",
        "The id of the work of others that says it.",
        "appears_in.id",
        leads_to="sources",
    ),
    word("finding", "What two people signed; empty while no verdict stands."),
    word("correction", "What is right, as they signed it."),
    word("reasons", "Why they found so.", "verdict.reasons"),
    day_column("found_for", "The day for which the finding holds.", "verdict.as_of"),
    moment_column("signed_at", "When it was signed by the second.", "verdict.countersigned_at"),
    counted_column("outlets", "How many sources support it.", "support.outlets"),
    counted_column("origins", "To how many independent reports these go back.", "support.origins"),
    *dated_columns(of="The claim"),
    word("date_as_worded", "What the words of the text mean, as EDTF.", "date.as_worded"),
    day_column("as_of", "The day for which the claim is to be true."),
    word("value_qualifier", "How exact the figure is that it states.", "value.qualifier"),
    *figured(
        ("value_low", "low"),
        ("value_high", "high"),
        "value_up_to",
        lambda row: row["value"],
        ("value",),
    ),
    word("value_unit", "The unit of the figure: a currency, %, GPUs.", "value.unit"),
    word("parties", "The ids of those it is about.", "parties.id"),
    word("deals", "The ids of the deals it is about.", "deals.id"),
    word("events", "The ids of the events it is about.", "events.id"),
    word(
        "sources", "The ids of the sources cited for it, whatever they say.", "citations.source.id"
    ),
    *on_the_day_asked(),
    word("layer", "Whose claim it is, such as article or later."),
    word("section", "The part of the record in which it stands."),
    *recorded_columns(),
]

CITATIONS = [
    named_row("citation"),
    word("reference", "Its short name within the collection, such as S28-1."),
    word("claim", "The id of the claim.", "claim.id", leads_to="claims"),
    word("claim_reference", "The claim's short name.", "claim.reference"),
    word("claim_finding", "What two people signed of the claim.", "claim.finding"),
    word("stance", "Which way it speaks: supports, qualifies, refutes, context."),
    word("says", "What the source says there, in the desk's words."),
    word("quote", "What it says word for word."),
    word("translation", "The quotation in English."),
    word("locator", "Where in the source."),
    word("answer", "Why the claim stands against it."),
    word("source", "The id of the source.", "source.id", leads_to="sources"),
    word("source_outlet", "Who published it.", "source.outlet"),
    word("source_title", "Its title.", "source.title"),
    word("source_url", "Its own address.", "source.url"),
    word("source_tier", "How near it is to what happened, from A to D.", "source.tier"),
    word("source_seen", "How far the desk has read it.", "source.seen"),
    word(
        "origin",
        "The id of the report that the source goes back to.",
        "source.origin.id",
        leads_to="sources",
    ),
    word("origin_outlet", "Who published that.", "source.origin.outlet"),
    word("snapshot", "The id of the kept copy in which the quotation stands."),
    word("sha256", "The hash of that copy.", "target.sha256"),
    moment_column("rechecked_at", "When the desk last looked again.", "rechecked.at"),
    word("rechecked_outcome", "What it found then.", "rechecked.outcome"),
    word("collection", "The story it was recorded for."),
    word("url", "Where the API has it."),
]

SEARCHES = [
    named_row("search"),
    word("claim", "The id of the claim for which one looked.", "claim.id", leads_to="claims"),
    word("claim_reference", "The claim's short name.", "claim.reference"),
    word("place", "Where one looked."),
    word("sought", "What one looked for, and did not find."),
    word("searched_on", "When, as EDTF."),
    word("url", "Where the API has it."),
]

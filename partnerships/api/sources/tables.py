"""The table of sources, and as programs that keep references read them."""

from ...formats.sources.csl import CSL_TYPE, csl_item
from ..columns import dated_columns, moment_column, named_row, word, yes_or_no
from ..tables import RowForm

CSL = RowForm(
    word="csl",
    name="CSL-JSON",
    media_type=CSL_TYPE,
    fields=frozenset(
        {"id", "kind", "title", "outlet", "url", "language", "says", "authors", "published"}
    ),
    item=csl_item,
    shape={"type": "array", "items": {"type": "object"}, "description": "Items of CSL."},
)

SOURCES = [
    named_row("source"),
    word("outlet", "Who published it."),
    word("title", "Its title."),
    word("authors", "Who wrote it."),
    word("url", "Its own address in the world; empty for an interview or a call."),
    *dated_columns("published", of="The source"),
    word("kind", "What sort of source it is."),
    word("tier", "How near it is to what happened, from A to D."),
    word("seen", "How far the desk has read it."),
    word("seen_at", "Where the desk read it, if not at its address."),
    word("language", "Its language, such as en."),
    word("says", "What it says, in the desk's words."),
    word(
        "origin",
        "The id of the report it goes back to: its own where it retells none.",
        "origin.id",
        leads_to="sources",
    ),
    word("origin_outlet", "Who published that report.", "origin.outlet"),
    word("origin_note", "What is said of where it has it from."),
    word("derives_from", "The id of the source that it retells.", leads_to="sources"),
    yes_or_no("is_unnamed", "Whether it rests on people it does not name."),
    moment_column("rechecked_at", "When the desk last looked at it again.", "rechecked.at"),
    word("rechecked_came", "What came then: copy, or why none.", "rechecked.came"),
    word("confidentiality", "How secret it is."),
    word("collection", "The story it was recorded for."),
    moment_column("released_at", "When readers were first shown it."),
    word("api_url", "Where the API has it."),
]

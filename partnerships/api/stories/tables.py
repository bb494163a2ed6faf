"""The table of stories."""

from ..columns import counted_column, moment_column, named_row, word

STORIES = [
    named_row("story"),
    word("headline", "Its headline, as it is out."),
    counted_column("edition", "The number of the edition that is out."),
    moment_column("published_at", "When it first went out."),
    moment_column("modified_at", "When the edition that is out went out."),
    word("page", "The page that readers see."),
    word("collection", "Whose claims it leans on."),
    counted_column("revision", "The number of its latest revision; empty but to the desk."),
    word("url", "Where the API has it."),
]

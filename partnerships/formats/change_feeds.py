"""What changed for readers as an Atom feed."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.feedgenerator import Atom1Feed


class ToldChange(NamedTuple):
    """A change as the API tells it: when it was found, of which row, and what became of that."""

    number: int
    at: datetime
    noun: str
    id: str
    url: str | None
    what: str
    sentence: str


def changes_feed(changes: Iterable[ToldChange], address: str) -> str:
    """Changes, the latest first, as an Atom feed; `address` is that of the list of all of them."""
    feed = Atom1Feed(
        title="Newsroom: what changed",
        link=address,
        description="Each row of the record that came, changed or went, for readers.",
        language="en",
        feed_url=f"{address}feed.atom",
        feed_guid=address,
    )
    for change in changes:
        feed.add_item(
            title=f"{change.what}: {change.noun} {change.id}",
            link=change.url or address,
            description=change.sentence,
            unique_id=f"{address}?after={change.number - 1}",
            author_name="Newsroom",
            pubdate=change.at,
            updateddate=change.at,
            categories=[change.noun, change.what],
        )
    return feed.writeString("utf-8")

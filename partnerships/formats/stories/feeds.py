"""Stories and their corrections as Atom feeds."""

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from ...models import Correction, Edition

LANGUAGE = "en"


def stories_feed(editions: Iterable[Edition], site: str) -> str:
    """The stories that are out, as an Atom feed; `editions` are the current ones."""
    feed = Atom1Feed(
        title="Newsroom: stories",
        link=f"{site}stories/",
        description="Stories whose every figure, name and date was checked.",
        language=LANGUAGE,
        feed_url=f"{site}stories/feed.atom",
        feed_guid=f"{site}stories/",
    )
    for edition in editions:
        address = f"{site}stories/{edition.story.slug}/"
        content = edition.content
        feed.add_item(
            title=content["headline"],
            link=address,
            description=escape(content["standfirst"] or content["headline"]),
            unique_id=address,
            author_name=content["byline"] or "Newsroom",
            pubdate=edition.published_at,
            updateddate=edition.published_at,
        )
    return feed.writeString("utf-8")


def corrections_feed(rows: Iterable[Correction], site: str, slug: str | None = None) -> str:
    """Corrections as an Atom feed: of one story, or of all."""
    path = f"stories/{slug}/" if slug else "stories/"
    feed = Atom1Feed(
        title=f"Newsroom: corrections of {slug}" if slug else "Newsroom: corrections",
        link=f"{site}{path}",
        description="What was wrong, what is right, and since when.",
        language=LANGUAGE,
        feed_url=f"{site}{path}corrections.atom",
        feed_guid=f"{site}{path}corrections.atom",
    )
    for row in rows:
        story = row.edition.story.slug
        address = f"{site}stories/{story}/#correction-{row.edition.number}"
        feed.add_item(
            title=f"{row.get_severity_display()}: {row.edition.content['headline']}",
            link=address,
            description=escape(f"{row.was_wrong} {row.is_right}"),
            unique_id=f"urn:uuid:{row.uid}",
            author_name="Newsroom",
            pubdate=row.written_at,
            updateddate=row.written_at,
        )
    return feed.writeString("utf-8")

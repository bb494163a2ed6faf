"""Starting a story, and writing revisions of its text."""

import re
from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from ...errors import Stale
from ...models import Collection, Passage, Placement, Revision, Story
from ...rules import validity
from ...rules.people import display_name
from ...text.anchoring import Carrying
from ...text.merging import Clash, merged
from ...vocabulary import Act
from ..journal import acting, record
from ..locks import locked
from ..rights import allowed

WORDED = ("headline", "standfirst", "body")  # merged word by word
WHOLE = ("byline", "dateline")  # somebody's or the other's
NOT_KNOWN = {"story", "number"}  # before the story is held
NO_CHARACTER = re.compile("[\0\ud800-\udfff]")  # which PostgreSQL cannot keep
TOLD = 3  # of the places where two people's changes touch; who looks finds the rest


def start(
    slug: str,
    collection: Collection,
    *,
    by: User,
    headline: str,
    body: str,
    dateline: date,
    standfirst: str = "",
    byline: str = "",
    why: str = "",
    at: datetime | None = None,
) -> Story:
    """Start a story with its first revision.

    Raises ValidationError, with sentences by field, where something is missing or amiss.
    """
    allowed(by, "add_story")
    at = at or timezone.now()
    story = Story(slug=slug, collection=collection, made_by=by, made_at=at)
    revision = _unsaved(by, at, headline, standfirst, body, byline, dateline, why)
    with acting(by):
        if found := validity.errors_by_field(story) | _faults(revision):
            raise ValidationError(found)
        story.save()
        revision.story, revision.number = story, 1
        revision.save()
        record(Act.RECORDED, story, by=by, at=at, why=revision.why)
        return story


def revise(
    story: Story,
    *,
    by: User,
    seen: int,
    headline: str,
    body: str,
    dateline: date,
    standfirst: str = "",
    byline: str = "",
    why: str = "",
    at: datetime | None = None,
) -> Revision:
    """Write the next revision of a story, made from revision number `seen`.

    1. Ask whether `by` may write revisions.
    2. Lock the story: nobody else writes, binds, holds or publishes it until the end.
    3. Raise ValidationError, with sentences by field, where the text is amiss.
    4. Where somebody wrote meanwhile, merge: what they changed and what `by` changed of revision
       `seen` both stand where they do not touch. Where they do, raise Stale, which says who
       changed what, and write nothing.
    5. Answer the latest revision, unchanged, where the text now says the same.
    6. Keep the revision under the next number; carry what is marked in the text to its place
       there, or ask for it again; and write the journal.

    Of two who save at once the second waits at step 2 and comes to step 4 with a `seen` that is
    not the latest any more: their text is merged into the first one's, or they get Stale.
    """
    allowed(by, "revise_story")
    at = at or timezone.now()
    revision = _unsaved(by, at, headline, standfirst, body, byline, dateline, why)
    with acting(by), locked(story) as story:
        if found := _faults(revision):
            raise ValidationError(found)
        latest = story.revisions.current().get()
        if seen != latest.number:
            _merge(revision, story, seen, latest)
        if all(getattr(revision, name) == getattr(latest, name) for name in WORDED + WHOLE):
            return latest
        revision.story, revision.number = story, latest.number + 1
        if found := validity.errors_by_field(revision):
            raise ValidationError(found)
        revision.save()
        revision.refresh_from_db(fields=["text"])
        carry_passages(story.passages.carried(), latest, revision)
        record(Act.REVISED, revision, by=by, at=at, why=revision.why)
        for held in story.holds.open().filter(renews__isnull=False, held_at=revision.written_at):
            record(Act.HELD, held, by=by, at=at, why=held.reason)
        return revision


def carry_passages(passages: QuerySet[Passage], earlier: Revision, later: Revision) -> None:
    """Put passages of one revision into a later one: in their place there, or as orphans."""
    rows = Placement.objects.filter(revision=earlier, passage__in=passages, start__isnull=False)
    places = {
        passage: (start, end)
        for passage, start, end in rows.order_by().values_list("passage", "start", "end")
        if start is not None and end is not None
    }
    carrying = Carrying(earlier.text, later.text)
    made = []
    for passage in passages:
        place = None
        if passage.pk in places:  # they may stand there with other marks of emphasis
            start, end = places[passage.pk]
            place = carrying.place(earlier.text[start:end], start)
        start, end = place or (None, None)
        made.append(Placement(passage=passage, revision=later, start=start, end=end))
    Placement.objects.bulk_create(made)


def _unsaved(by, at, headline, standfirst, body, byline, dateline, why):
    return Revision(
        headline=" ".join(_as_kept(headline).split("\n")).strip(),
        standfirst=_as_kept(standfirst).strip("\n"),
        body=_as_kept(body).strip("\n"),
        byline=byline.strip(),
        dateline=dateline,
        why=why.strip(),
        written_by=by,
        written_at=at,
    )


def _as_kept(text):
    """The text as it was written, with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _faults(revision):
    """What is wrong with a text, whatever its number will be."""
    odd = {
        name: ["Something in this is no character. Paste it again, as plain text."]
        for name in (*WORDED, "byline", "why")
        if NO_CHARACTER.search(getattr(revision, name))
    }
    return odd or validity.errors_by_field(revision, without=NOT_KNOWN)


def _merge(revision, story, seen, latest):
    """Take into the revision, which was made from number `seen`, what was written since."""
    base = story.revisions.filter(number=seen).first()
    if base is None:
        raise Stale(f"This story has no revision {seen}: look at revision {latest.number}.")
    since = story.revisions.filter(number__gt=seen).select_related("written_by")
    who = " and ".join(sorted({display_name(each.written_by) for each in since}))
    clashes = []
    for name in WORDED:
        texts = [getattr(each, name) for each in (base, revision, latest)]
        text, touching = merged(*texts)
        setattr(revision, name, text)
        clashes += touching
    for name in WHOLE:
        was, mine, theirs = (getattr(each, name) for each in (base, revision, latest))
        if theirs not in (was, mine) and mine != was:
            clashes.append(Clash(str(was), str(mine), str(theirs)))
        elif mine == was:
            setattr(revision, name, theirs)
    if clashes:
        told = " ".join(clash.told(who) for clash in clashes[:TOLD])
        raise Stale(f"{told} Look at revision {latest.number}, and write yours into it.")

"""Publishing a story, and correcting what is out."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from ...errors import AlreadyOut, NotOut, ObjectionsStand, Stale
from ...models import Correction, Edition, EditionDependency, OpenItem, Story
from ...rules.stories import editions as frozen
from ...rules.stories.publishing import story_objections
from ...vocabulary import Act, Decision, SealKind
from ..attesting import can_seal, give_seal
from ..heads import keep_head
from ..journal import acting, record
from ..locks import locked
from ..rights import allowed
from . import impacts

SPACE = UUID("8d1b1c52-0f6e-5b7a-9c43-2a7f5e6d9b10")


def publish(
    story: Story, *, by: User, seen: int | None = None, at: datetime | None = None
) -> Edition:
    """Put the latest revision of a story out, as its first edition.

    1. Ask whether `by` may publish.
    2. Lock the story: nobody writes, binds, holds or publishes it until the end.
    3. Raise AlreadyOut when an edition is out: what is out changes only with a correction.
    4. Lock what the gate reads: wait for the claims that are bound and their verdicts, and do not
       wait for the rest, which others lock in another order. Raises Refused, which asks to publish
       in a moment, where somebody is changing that just then.
    5. Compare `seen`, the number of the revision that was looked at, with the latest; raise Stale
       when that is newer. Without `seen` nothing is compared.
    6. Ask the gate. Raise ObjectionsStand while one objection blocks.
    7. Keep the edition, which PostgreSQL seals, with all that it leans on; sign the seal where the
       desk has a key; and write the journal, whose head is kept outside of the database when it is
       committed.

    Of two who publish at once the second waits at step 2 and gets AlreadyOut. Who changes something
    that goes out, from step 4 on, waits for the end, and triggers then leave an open item on the
    edition for it; who was first has changed what the gate reads.
    """
    allowed(by, "publish_story")
    at = at or timezone.now()
    with acting(by), locked(story) as story:
        if story.editions.exists():
            raise AlreadyOut("This story is out: what is out changes only with a correction.")
        edition = _put_out(story, 1, by=by, seen=seen, at=at)
        record(Act.PUBLISHED, edition, by=by, at=at)
        _head_is_kept(edition)
        return edition


def correct(
    story: Story,
    *,
    by: User,
    severity: str,
    was_wrong: str,
    is_right: str,
    wrong_since: datetime,
    asked_by: str,
    settles: Iterable[OpenItem] = (),
    seen: int | None = None,
    at: datetime | None = None,
) -> Correction:
    """Put the latest revision of a story that is out in place of what is out, with a correction.

    The open items that it `settles` are decided with it. Raises NotOut when nothing is out;
    otherwise as `publish`.
    """
    allowed(by, "publish_story", "correct stories")
    if settles:
        allowed(by, "decide_openitem")
    at = at or timezone.now()
    with acting(by), locked(story) as story:
        latest = story.editions.current().first()
        if latest is None:
            raise NotOut("Nothing of this story is out yet: publish it.")
        edition = _put_out(story, latest.number + 1, by=by, seen=seen, at=at)
        correction = Correction.objects.create(
            uid=_public_id("correction", story, edition.number),
            edition=edition,
            severity=severity,
            was_wrong=was_wrong.strip(),
            is_right=is_right.strip(),
            wrong_since=wrong_since,
            asked_by=asked_by.strip(),
            written_by=by,
            written_at=at,
        )
        for item in settles:
            impacts.settle(item, Decision.CORRECTED, correction.is_right, correction, by=by, at=at)
        record(Act.CORRECTED, edition, by=by, at=at, why=correction.is_right)
        _head_is_kept(edition)
        return correction


def _head_is_kept(edition):
    """Keep the head of the journal outside once the edition is out. What is out stays out when that
    fails: Django logs it, and the next head stands for this one too."""
    transaction.on_commit(lambda: keep_head(edition), robust=True)  # Django logs what has a name


def _public_id(noun, story, number):
    """The same on every desk that tells the story."""
    return uuid5(SPACE, f"{story.slug} {noun} {number}")


def _put_out(story, number, *, by, seen, at):
    """Freeze the latest revision of a story that is held. What the gate reads is held before it
    looks, and stays so until what goes out is kept with all that it leans on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hold_what_goes_out(%s)", [story.pk])
    revision = story.revisions.current().select_related("story").get()
    if seen is not None and seen != revision.number:
        raise Stale(f"Somebody has written revision {revision.number} meanwhile: look at it first.")
    if blocking := [each for each in story_objections(revision, user=by, at=at) if each.blocks]:
        raise ObjectionsStand(blocking)
    edition = Edition.objects.create(
        uid=_public_id("edition", story, number),
        story=story,
        number=number,
        revision=revision,
        content=frozen.content(revision, number, by=by, at=at),
        published_by=by,
        published_at=at,
    )
    edition.refresh_from_db(fields=["content", "sha256"])  # PostgreSQL has sealed it
    EditionDependency.objects.bulk_create(frozen.edition_dependencies(edition))
    if can_seal():
        give_seal(SealKind.EDITION, edition.sha256, by=by)
    return edition

"""The manuscripts of a collection as a file beside its fixtures: what was done to each, in order.

Not a Django fixture: a story is told as the acts that made it, each by somebody and at a time, so
that whoever loads it goes through the same laws and the same gate. Words are named by themselves,
claims by their reference, people by their login.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from ...models import Binding, Collection, Hold, OpenItem, Story, Waiver
from ...vocabulary import BindingBasis, Decision, HoldKind
from ..activities import ActivityFile, activity_text, iso_moment, read_activities

NAME = "manuscripts.json"
WORDED = ("headline", "standfirst", "body", "byline", "dateline", "why")
CORRECTING = ("severity", "was_wrong", "is_right", "wrong_since", "asked_by")
# What is done at one moment is told in this order.
ORDER = ("start", "revise", "unbind", "unwaive", "bind", "waive", "second", "hold", "lift")
ORDER += ("publish", "correct", "decide")


def manuscripts_file(collection: Collection) -> str:
    """The file for the stories of the collection; "" when there are none."""
    stories = list(collection.story_rows.order_by("slug"))
    if not stories:
        return ""
    told = [manuscript_row(story) for story in stories]
    people = [person for story in stories for person in _people(story)]
    return activity_text(collection, people, "stories", told)


def read_manuscripts(folder: Path) -> ActivityFile:
    """What the file of stories in the folder says. Raises BadFixture when it cannot be read."""
    return read_activities(folder / NAME, "stories", _readable)


def _readable(story):
    """The story, when all that it cannot do without is there."""
    acts = [dict(act) for act in story["acts"]]
    for act in acts:
        if not (isinstance(act["act"], str) and isinstance(act["by"], str)):
            raise ValueError("an act is done by somebody")
        datetime.fromisoformat(act["at"])
    if not acts or acts[0]["act"] != "start":
        raise ValueError(f"{story['slug']} does not start")
    return {"slug": str(story["slug"]), "acts": acts}


def manuscript_row(story: Story) -> dict[str, Any]:
    """What was done to a story, from its start on, as plain JSON values without what is empty."""
    acts = [*_revised(story), *_bound(story), *_waived(story), *_held(story), *_published(story)]
    acts.sort(key=lambda act: (act[0], ORDER.index(act[2]["act"]), act[1]))
    told: list[dict[str, Any]] = []
    for at, _, act in acts:
        act = {name: value for name, value in act.items() if value not in ("", None, [], {})}
        act = {"act": act.pop("act"), "at": iso_moment(at), **act}
        if told and act["act"] == "bind" and _joins(told[-1], act):
            told[-1]["claims"] += act["claims"]
        else:
            told.append(act)
    return {"slug": story.slug, "acts": told}


def occurrence(text: str, words: str, start: int) -> int:
    """At which of their places in the text the words begin at `start`: 1 is the first."""
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    return places.index(start) + 1


def nth_place(text: str, words: str, nth: int = 1) -> tuple[int, int] | None:
    """Where the words stand in the text for the nth time, as start and end; None if they do not."""
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    if not 1 <= nth <= len(places):
        return None
    return places[nth - 1], places[nth - 1] + len(words)


def _joins(before, act):
    """Whether an act of binding differs from the one before it in its claims alone."""
    return {**before, "claims": None} == {**act, "claims": None}


def _revised(story):
    for revision in story.revisions.select_related("written_by").order_by("number"):
        fields = {name: getattr(revision, name) for name in WORDED}
        fields["dateline"] = revision.dateline.isoformat()
        act = "start" if revision.number == 1 else "revise"
        yield revision.written_at, 0, {"act": act, "by": revision.written_by.username, **fields}


def _bound(story):
    rows = Binding.objects.filter(passage__story=story).select_related(
        "passage", "context", "claim__collection", "bound_by", "ended_by"
    )
    for binding in rows:
        passage = binding.passage
        start, words = _words(story, passage, binding.bound_at)
        claim = {
            "claim": _reference(story, binding.claim),
            "leaning": binding.basis if binding.basis != BindingBasis.STATEMENT else "",
            "context": binding.context and _words(story, binding.context, binding.bound_at)[1],
        }
        claim = {name: value for name, value in claim.items() if value}
        yield (
            binding.bound_at,
            (start, binding.pk),
            {
                "act": "bind",
                "by": binding.bound_by.username,
                **words,
                "anchor": passage.anchor and passage.anchor.isoformat(),
                "claims": [claim],
            },
        )
        if binding.ended_at:
            yield (
                binding.ended_at,
                (start, binding.pk),
                {
                    "act": "unbind",
                    "by": binding.ended_by.username,
                    **words,
                    "claim": claim["claim"],
                },
            )


def _waived(story):
    rows = Waiver.objects.filter(passage__story=story).select_related(
        "passage", "waived_by", "seconded_by", "ended_by"
    )
    for waiver in rows:
        start, words = _words(story, waiver.passage, waiver.waived_at)
        told = {**words, "excuses": list(waiver.excuses)}
        yield (
            waiver.waived_at,
            (start, waiver.pk),
            {"act": "waive", "by": waiver.waived_by.username, **told, "reason": waiver.reason},
        )
        if waiver.seconded_at:
            by = waiver.seconded_by.username
            yield waiver.seconded_at, (start, waiver.pk), {"act": "second", "by": by, **told}
        if waiver.ended_at:
            by = waiver.ended_by.username
            yield waiver.ended_at, (start, waiver.pk), {"act": "unwaive", "by": by, **told}


def _held(story):
    for hold in Hold.objects.filter(story=story).select_related("held_by", "ended_by"):
        kind = HoldKind(hold.kind).value
        told = {
            "act": "hold",
            "by": hold.held_by.username,
            "kind": kind,
            "until": iso_moment(hold.until),
            "reason": hold.reason,
        }
        if hold.renews_id is None:  # the other comes with the revision that changed the text
            yield hold.held_at, (0, hold.pk), told
        if hold.ended_at:
            by = hold.ended_by.username
            told = {"act": "lift", "by": by, "kind": kind, "why": hold.ended_why}
            yield hold.ended_at, (0, hold.pk), told


def _published(story):
    for edition in story.editions.select_related("published_by", "correction").order_by("number"):
        by = edition.published_by.username
        if edition.number == 1:
            yield edition.published_at, (0, 0), {"act": "publish", "by": by}
            continue
        correction = edition.correction
        told = {name: getattr(correction, name) for name in CORRECTING}
        told["wrong_since"] = iso_moment(correction.wrong_since)
        told["settles"] = sorted(
            {_reference(story, item.claim) for item in _items(story).filter(correction=correction)}
        )
        yield edition.published_at, (0, 0), {"act": "correct", "by": by, **told}
    for item in _items(story).filter(outcome=Decision.STANDS).select_related("decided_by"):
        yield (
            item.decided_at,
            (0, item.pk),
            {
                "act": "decide",
                "by": item.decided_by.username,
                "claim": _reference(story, item.claim),
                "reason": item.reason,
            },
        )


def _items(story):
    return OpenItem.objects.filter(edition__story=story).select_related("claim__collection")


def _words(story, passage, at):
    """Where the passage stood in the revision of that moment, and how the file names the words."""
    placed = passage.placements.filter(start__isnull=False, revision__written_at__lte=at)
    there = placed.select_related("revision").order_by("-revision__number").first()
    there = there or passage.placements.filter(start__isnull=False).order_by("revision").first()
    nth = occurrence(there.revision.text, passage.exact, there.start)
    return there.start, {"words": passage.exact, **({"nth": nth} if nth > 1 else {})}


def _reference(story, claim):
    if claim.collection_id == story.collection_id:
        return claim.reference
    return f"{claim.collection.slug}:{claim.reference}"


def _people(story):
    yield from (revision.written_by for revision in story.revisions.select_related("written_by"))
    for binding in Binding.objects.filter(passage__story=story).select_related(
        "bound_by", "ended_by"
    ):
        yield from filter(None, (binding.bound_by, binding.ended_by))
    for waiver in Waiver.objects.filter(passage__story=story).select_related(
        "waived_by", "seconded_by", "ended_by"
    ):
        yield from filter(None, (waiver.waived_by, waiver.seconded_by, waiver.ended_by))
    for hold in Hold.objects.filter(story=story).select_related("held_by", "ended_by"):
        yield from filter(None, (hold.held_by, hold.ended_by))
    yield from (one.published_by for one in story.editions.select_related("published_by"))
    decided = _items(story).filter(decided_by__isnull=False).select_related("decided_by")
    yield from (item.decided_by for item in decided)

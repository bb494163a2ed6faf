"""Binding words of a story to claims, excusing them from checking, and taking both back."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone

from ...errors import FourEyes, NotWaiting, Stale
from ...models import Binding, Claim, Passage, Placement, Revision, Story, Waiver
from ...models.stories.passages import CONTEXT
from ...rules import validity
from ...rules.stories.objections import NEVER_EXCUSED
from ...text.anchoring import WORD, carry_words
from ...vocabulary import Act, BindingBasis
from ..journal import acting, record
from ..locks import locked, transition
from ..rights import allowed

NOT_ENDED = {"ended_at", "ended_by", "seconded_at", "seconded_by"}

# The same words of the same revision bear one public id on every desk that loads the story.
SPACE = UUID("0b9d6c1e-5a44-5c0b-8f0e-3f6d1a2b7c58")


def bind(
    revision: Revision,
    start: int,
    end: int,
    claim: Claim,
    *,
    by: User,
    basis: str = BindingBasis.STATEMENT,
    context: Passage | tuple[int, int] | None = None,
    anchor: date | None = None,
    at: datetime | None = None,
) -> Binding:
    """Let the words from `start` up to `end` lean on a claim.

    `context` is what gives the context that the claim asks for: a passage, or a start and an end
    in the same revision. `anchor` is the day from which dates in the words are meant, where that
    is not the dateline. Of a revision that is no longer the latest, the words are carried there;
    raises Stale when they were changed. Raises ValidationError, with sentences by field.
    """
    allowed(by, "bind_story")
    with acting(by), locked(revision.story) as story:
        at = at or timezone.now()
        passage = mark_words(story, revision, start, end, by, at, anchor)
        if isinstance(context, tuple):
            context = mark_words(story, revision, *context, by, at)
        binding = _bind(passage, claim, basis, context, by, at)
        record(Act.BOUND, binding, by=by, at=at)
        return binding


def unbind(binding: Binding, *, by: User, at: datetime | None = None) -> Binding:
    """Take words off a claim. Raises NotWaiting when somebody has done so."""
    allowed(by, "bind_story", "take words of stories off claims")
    with acting(by), locked(binding.passage.story):
        at = at or timezone.now()
        if not _end(binding, by, at):
            raise NotWaiting("These words were taken off this claim already.")
        record(Act.UNBOUND, binding, by=by, at=at)
        return binding


def waive(
    revision: Revision,
    start: int,
    end: int,
    reason: str,
    *,
    by: User,
    excuses: Iterable[str] = (),
    at: datetime | None = None,
) -> Waiver:
    """Excuse words from checking, for a reason: from lying under a claim, or from what the gate's
    objections ask whose codes are in `excuses`. Otherwise as `bind`.

    Errors   ValidationError, where the reason says nothing, and for what nothing excuses.
    """
    allowed(by, "waive_story")
    if reason.strip() and len(WORD.findall(reason)) < 2:
        raise ValidationError({"reason": ["Say it in a sentence, so that others understand why."]})
    excuses = list(excuses)
    if refused := [NEVER_EXCUSED[code] for code in excuses if code in NEVER_EXCUSED]:
        raise ValidationError({"excuses": refused})
    with acting(by), locked(revision.story) as story:
        at = at or timezone.now()
        passage = mark_words(story, revision, start, end, by, at)
        waiver = _waive(passage, reason, excuses, by, at)
        record(Act.WAIVED, waiver, by=by, at=at, why=waiver.reason)
        return waiver


def second(waiver: Waiver, *, by: User, at: datetime | None = None) -> Waiver:
    """Put a second name to what somebody else waived.

    Raises FourEyes to who waived it, and NotWaiting when it has its second name or was ended.
    """
    allowed(by, "waive_story")
    if waiver.waived_by_id == by.pk:
        raise FourEyes("Needs a second person: you waived this yourself.")
    with acting(by), locked(waiver.passage.story):
        at = at or timezone.now()
        waiting = Waiver.objects.open().filter(seconded_by=None)
        said = "This waiver has its second name already, or was taken back."
        transition(waiting, waiver, said, seconded_by=by, seconded_at=at)
        record(Act.SECONDED, waiver, by=by, at=at, why=waiver.reason)
        return waiver


def unwaive(waiver: Waiver, *, by: User, at: datetime | None = None) -> Waiver:
    """Ask for words to be checked after all. Raises NotWaiting when somebody has done so."""
    allowed(by, "waive_story", "take back what excuses words of stories")
    with acting(by), locked(waiver.passage.story):
        at = at or timezone.now()
        if not _end(waiver, by, at):
            raise NotWaiting("These words are not excused any more.")
        record(Act.UNWAIVED, waiver, by=by, at=at)
        return waiver


def move(
    passage: Passage,
    revision: Revision,
    start: int,
    end: int,
    *,
    by: User,
    at: datetime | None = None,
) -> Passage:
    """Put all that leans on a passage on other words, as those of an orphan; the passage there.

    Its bindings and waivers, and the bindings to which it gives context, are ended and made anew in
    the name of `by`. Raises NotWaiting when there are none; otherwise as `bind`.
    """
    with acting(by), locked(passage.story) as story:
        at = at or timezone.now()
        on_it = Q(passage=passage) | Q(context=passage)
        bindings = list(Binding.objects.open().filter(on_it).select_related("claim"))
        waivers = list(passage.waivers.open())
        if not bindings + waivers:
            raise NotWaiting("Nothing leans on these words any more.")
        if bindings:
            allowed(by, "bind_story")
        if waivers:
            allowed(by, "waive_story")
        there = mark_words(story, revision, start, end, by, at, passage.anchor)
        if there == passage:
            return passage
        acts = []  # the journal is held from the first entry on
        for old in bindings:
            _end(old, by, at)
            spans = [
                there if each == passage.pk else each and Passage.objects.get(pk=each)
                for each in (old.passage_id, old.context_id)
            ]
            new = _bind(spans[0], old.claim, old.basis, spans[1], by, at)
            acts += [(Act.UNBOUND, old, ""), (Act.BOUND, new, "")]
        for old in waivers:
            _end(old, by, at)
            new = _waive(there, old.reason, old.excuses, by, at)
            acts += [(Act.UNWAIVED, old, ""), (Act.WAIVED, new, new.reason)]
        for act, about, why in acts:
            record(act, about, by=by, at=at, why=why)
        return there


def mark_words(
    story: Story,
    revision: Revision,
    start: int,
    end: int,
    by: User,
    at: datetime,
    anchor: date | None = None,
) -> Passage:
    """The passage of these words in the latest revision of the story, which is held; made when
    there is none. Raises as `bind` does."""
    if revision.story_id != story.pk:
        raise ValidationError({"start": ["These words are of another story."]})
    start, end = _words(revision.text, start, end)
    latest = story.revisions.current().get()
    if latest != revision:
        place = carry_words(revision.text[start:end], start, revision.text, latest.text)
        if place is None:
            raise Stale(
                "Somebody has changed these words meanwhile:"
                f" mark them in revision {latest.number}."
            )
        start, end = place
    there = Passage.objects.filter(story=story, anchor=anchor).placed_in(latest)
    if found := there.filter(start=start, end=end).first():
        return found
    passage = _unsaved(story, latest, start, end, by, at, anchor)
    passage.save()
    Placement.objects.create(passage=passage, revision=latest, start=start, end=end)
    return passage


def _unsaved(story, revision, start, end, by, at, anchor=None):
    """A passage of these words, which has no row yet."""
    text = revision.text
    return Passage(
        uid=uuid5(
            SPACE, f"{story.slug} {revision.number} {start}-{end} {anchor} {text[start:end]}"
        ),
        story=story,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        anchor=anchor,
        made_by=by,
        made_at=at,
    )


def _words(text, start, end):
    """The place without the white space at its ends. Raises ValidationError without words there."""
    if not 0 <= start < end <= len(text):
        raise ValidationError({"end": ["These words begin or end outside the text."]})
    marked = text[start:end]
    if not WORD.search(marked):
        raise ValidationError({"end": ["Mark the words that you mean."]})
    if "\n\n" in marked.strip():
        raise ValidationError({"end": ["Mark words of one paragraph."]})
    return start + len(marked) - len(marked.lstrip()), end - len(marked) + len(marked.rstrip())


def _bind(passage, claim, basis, context, by, at):
    if not Claim.objects.visible_to(by).filter(pk=claim.pk).exists():
        raise PermissionDenied("You may not bind words to this claim.")
    return _saved(
        Binding(
            passage=passage,
            claim=claim,
            basis=basis,
            context=context,
            bound_by=by,
            bound_at=at,
        )
    )


def _waive(passage, reason, excuses, by, at):
    return _saved(
        Waiver(
            passage=passage,
            excuses=sorted(set(excuses)),
            reason=reason.strip(),
            waived_by=by,
            waived_at=at,
        )
    )


def _saved(made):
    if found := validity.errors_by_field(made, without=NOT_ENDED):
        raise ValidationError(found)
    made.save()
    return made


def _end(made, by, at):
    """End a binding or a waiver; whether it was still to be ended."""
    done = type(made).objects.open().filter(pk=made.pk).update(ended_by=by, ended_at=at)
    if done:
        made.ended_by, made.ended_at = by, at
    return done

"""Entering the stories that come with a collection: each act again, by the hand that did it."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from ...errors import BadFixture, Refusal
from ...formats.stories.manuscripts import (
    CORRECTING,
    NAME,
    WORDED,
    manuscript_row,
    nth_place,
    read_manuscripts,
)
from ...models import Binding, Claim, Collection, Hold, OpenItem, Revision, Story, Waiver
from ...rules.refusals import refusal_sentence
from ...vocabulary import BindingBasis, Decision
from ..claims.signatures import people_of
from . import editions, holds, impacts, passages, stories


class Manuscripts:
    """What the file of a collection's stories says, and what of it the desk has not got."""

    def __init__(self, folder: Path) -> None:
        said = read_manuscripts(folder)
        self.collection, self.accounts, self.stories = said.collection, said.accounts, said.rows

    def news(self) -> list[dict[str, Any]]:
        """The stories of the file that the desk has not got."""
        present = self._present()
        return [story for story in self.stories if story["slug"] not in present]

    def changed(self) -> list[str]:
        """A line for each story of which the desk tells otherwise than the file."""
        present = self._present()
        return [
            f"story {story['slug']}: the desk has gone on with it"
            for story in self.stories
            if story["slug"] in present and present[story["slug"]] != story
        ]

    def _present(self):
        slugs = [story["slug"] for story in self.stories]
        return {story.slug: manuscript_row(story) for story in Story.objects.filter(slug__in=slugs)}

    def acts(self, news: Iterable[dict[str, Any]]) -> list[tuple[datetime, "Telling"]]:
        """The acts of the stories in the order of their times, each with the moment and a verb that
        does it. The verb takes what the history is told besides who does it."""
        people = people_of(self.accounts, NAME) if news else {}
        told = [
            Telling(self.collection, story["slug"], act, people)
            for story in news
            for act in story["acts"]
        ]
        return sorted(((one.at, one) for one in told), key=lambda each: each[0])


class Telling:
    """One act of a story's file, to be done again."""

    def __init__(
        self, collection: str, slug: str, act: dict[str, Any], people: Mapping[str, User]
    ) -> None:
        self.collection, self.slug, self.act = collection, slug, act
        self.named, self.at = people.get(act["by"]), datetime.fromisoformat(act["at"])

    def __call__(self, **context: str) -> None:
        """Do it, under the name of who did. Raises BadFixture when a law or the gate refuses."""
        by = self.by
        with self._refused_by_name(), pghistory.context(user=by.pk, **context):
            verb = getattr(self, f"_{self.act['act']}", None)
            if verb is None:
                raise BadFixture("there is no such act")
            verb(self.act)

    def _start(self, act):
        collection = Collection.objects.get(slug=self.collection)
        stories.start(self.slug, collection, by=self.by, at=self.at, **self._worded())

    def _revise(self, act):
        seen = self.revision.number
        stories.revise(self.story, by=self.by, seen=seen, at=self.at, **self._worded())

    def _bind(self, act):
        anchor = act.get("anchor")
        start, end = self._place(act)
        for one in act["claims"]:
            context = one.get("context")
            passages.bind(
                self.revision,
                start,
                end,
                self._claim(one["claim"]),
                by=self.by,
                basis=one.get("leaning", BindingBasis.STATEMENT),
                context=context and self._place(context),
                anchor=anchor and date.fromisoformat(anchor),
                at=self.at,
            )

    def _unbind(self, act):
        open_ones = Binding.objects.open().filter(claim=self._claim(act["claim"]))
        passages.unbind(self._standing(open_ones), by=self.by, at=self.at)

    def _waive(self, act):
        excuses = act.get("excuses", [])
        start, end = self._place(act)
        passages.waive(
            self.revision, start, end, act["reason"], by=self.by, excuses=excuses, at=self.at
        )

    def _second(self, act):
        passages.second(self._waiver(act), by=self.by, at=self.at)

    def _unwaive(self, act):
        passages.unwaive(self._waiver(act), by=self.by, at=self.at)

    def _waiver(self, act):
        excuses = sorted(set(act.get("excuses", [])))  # as they are kept
        open_ones = Waiver.objects.open().filter(excuses=excuses)
        if act["act"] == "second":
            open_ones = open_ones.filter(seconded_by=None).exclude(waived_by=self.by)
        return self._standing(open_ones)

    def _hold(self, act):
        until = act.get("until")
        holds.hold(
            self.story,
            act["kind"],
            act["reason"],
            by=self.by,
            until=until and datetime.fromisoformat(until),
            at=self.at,
        )

    def _lift(self, act):
        hold = Hold.objects.open().get(story=self.story, kind=act["kind"])
        holds.lift(hold, act["why"], by=self.by, at=self.at)

    def _publish(self, act):
        editions.publish(self.story, by=self.by, at=self.at)

    def _correct(self, act):
        fields = {name: act[name] for name in CORRECTING}
        fields["wrong_since"] = datetime.fromisoformat(act["wrong_since"])
        claims = [self._claim(reference) for reference in act.get("settles", [])]
        settled = list(self._items().filter(claim__in=claims))
        editions.correct(self.story, by=self.by, settles=settled, at=self.at, **fields)

    def _decide(self, act):
        for item in self._items().filter(claim=self._claim(act["claim"])):
            impacts.decide(item, Decision.STANDS, act["reason"], by=self.by, at=self.at)

    @property
    def by(self) -> User:
        """Who did it. Raises BadFixture when the file does not say who that is."""
        if self.named is None:
            raise BadFixture(f"{NAME} does not say who {self.act['by']} is.")
        return self.named

    @property
    def story(self) -> Story:
        return Story.objects.get(slug=self.slug)

    @property
    def revision(self) -> Revision:
        return self.story.revisions.select_related("story").order_by("-number")[0]

    def _worded(self):
        fields = {name: self.act.get(name, "") for name in WORDED}
        return fields | {"dateline": date.fromisoformat(self.act["dateline"])}

    def _place(self, named):
        words, nth = named["words"], named.get("nth", 1)
        there = nth_place(self.revision.text, words, nth)
        if there is None:
            raise BadFixture(f"“{words}” does not stand in revision {self.revision.number}")
        return there

    def _standing(self, rows):
        """The first of these rows on the words that the act names, be they gone from the text.

        Several waivers may excuse the same words alike: they are seconded and end in their order.
        """
        named = rows.filter(passage__story=self.story, passage__exact=self.act["words"])
        there = nth_place(self.revision.text, self.act["words"], self.act.get("nth", 1))
        if there is None:
            return named.order_by("pk")[:1].get()
        at = {"revision": self.revision, "start": there[0]}
        placed = {f"passage__placements__{name}": value for name, value in at.items()}
        return named.filter(**placed).order_by("pk")[:1].get()

    def _claim(self, reference):
        collection, _, reference = reference.rpartition(":")
        claims = Claim.objects.filter(collection__slug=collection or self.collection)
        return claims.get(reference=reference)

    def _items(self):
        return OpenItem.objects.open().filter(edition__story=self.story)

    @contextmanager
    def _refused_by_name(self):
        """A block in which whatever refuses the act is told with the story and the words."""
        name = f"{NAME}, {self.slug}, {self.act['act']}"
        words = f" “{self.act['words']}”" if "words" in self.act else ""
        try:
            yield
        except IntegrityError as fault:
            raise BadFixture(f"{name}{words}: {refusal_sentence(fault)}") from fault
        except ValidationError as fault:
            raise BadFixture(f"{name}{words}: {' '.join(fault.messages)}") from fault
        except Refusal as fault:
            raise BadFixture(f"{name}{words}: {fault}") from fault
        except (KeyError, ValueError, TypeError, *_NOT_THERE) as fault:
            raise BadFixture(f"{name}{words}: {fault}") from fault


_NOT_THERE = (Claim.DoesNotExist, Hold.DoesNotExist, Binding.DoesNotExist, Waiver.DoesNotExist)

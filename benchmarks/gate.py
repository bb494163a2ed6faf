"""How long does the gate take for a long manuscript, beside a short one and its tokens alone?

Some 50,000 words that lean on 2,500 claims, each signed and with a quotation that is proved in a
kept copy; and a fifth of that. On the desk's own database, in a transaction that is undone.
"""

import random
import time
from datetime import date
from io import StringIO

import _desk
import pghistory
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import (
    Binding,
    Citation,
    ClaimParty,
    Company,
    Passage,
    Placement,
    Revision,
    Story,
)
from partnerships.rules.entities.names import names_in
from partnerships.rules.stories.publishing import Gate
from partnerships.text.tokens import Names, tokens

SIZES = [500, 2500]  # claims, each under a sentence of some twenty words
NAMES = 200
DATELINE = date(2024, 10, 23)
SENTENCES = [
    "{name} paid {sum} billion dollars on {day} March 2024, the lawyers of its largest shareholder "
    "told the court in a letter.",
    "By the autumn of 2024 about {sum} percent of {name} was in the hands of its oldest partner, a "
    "paper reported.",
    "“We put {sum} million dollars into the machines that {name} runs today,” a director told "
    "those who came to the meeting.",
    "On {day} April 2023 the board of {name} was rebuilt with {sum} directors, and the rest went "
    "on as it was, a paper reported.",
]  # fmt: skip


class Desk:
    """A desk with people, parties and sources, at which stories are made."""

    def __init__(self, rng):
        users = get_user_model().objects
        people = [users.create_superuser(f"benchmark-{number}") for number in range(3)]
        self.writer, self.proposer, self.signer = people
        self.rng = rng
        self.collection = _desk.collection()
        with pghistory.context(user=self.writer.pk):
            self.companies = [
                Company.objects.create(
                    kind="company",
                    collection=self.collection,
                    name=f"Company{number} Holdings",
                    slug=f"benchmark-{number}",
                )
                for number in range(NAMES)
            ]

    def story(self, claims):
        """A manuscript that leans on so many claims, sentence by sentence."""
        told = [self._sentence() for _ in range(claims)]
        said = [words for words, _ in told]
        body = "\n\n".join(" ".join(said[place : place + 5]) for place in range(0, claims, 5))
        with pghistory.context(user=self.writer.pk):
            revision = self._revision(f"benchmark-{claims}", body)
            made = self._claims(f"B{claims}", told)
            self._sources(f"benchmark-{claims}", made)
        _desk.sign(made, self.proposer, self.signer)
        with pghistory.context(user=self.writer.pk):
            self._bind(revision, made)
        return revision

    def _sentence(self):
        company = self.rng.choice(self.companies)
        figures = {"sum": self.rng.randrange(2, 99), "day": self.rng.randrange(1, 29)}
        return self.rng.choice(SENTENCES).format(name=company.name, **figures), company

    def _revision(self, slug, body):
        story = Story.objects.create(
            slug=slug, collection=self.collection, made_by=self.writer, made_at=timezone.now()
        )
        revision = Revision.objects.create(
            story=story, number=1, headline="What they owe each other", body=body,
            dateline=DATELINE, written_by=self.writer, written_at=timezone.now(),
        )  # fmt: skip
        revision.refresh_from_db()
        return revision

    def _claims(self, prefix, told):
        claims = _desk.claims(self.collection, [said for said, _ in told], f"{prefix}-")
        ClaimParty.objects.bulk_create(
            ClaimParty(claim=claim, party_id=company.pk)
            for claim, (_, company) in zip(claims, told, strict=True)
        )
        return claims

    def _sources(self, slug, claims):
        """A source for each claim, with a kept copy in which its quotation is proved."""
        for number, claim in enumerate(claims):
            source = _desk.source(self.collection, f"{slug}-{number}", f"Outlet {number}")
            source.save()
            text = f"This is report {number}. {claim.statement} Nothing else was said."
            copy = _desk.pasted(source, text)
            copy.save()
            Citation.objects.create(
                collection=self.collection, claim=claim, source=source, stance="supports",
                snapshot=copy, quote=claim.statement,
            )  # fmt: skip

    def _bind(self, revision, claims):
        now, end, by = timezone.now(), 0, self.writer
        for claim in claims:
            start = revision.text.index(claim.statement, end)
            end = start + len(claim.statement)
            passage = Passage.objects.create(
                story=revision.story, exact=claim.statement, made_by=by, made_at=now
            )
            Placement.objects.create(passage=passage, revision=revision, start=start, end=end)
            Binding.objects.create(passage=passage, claim=claim, bound_by=by, bound_at=now)


def best(act):
    """The shortest time that the act took, that of the processor in it, and how many queries."""
    taken = []
    for _ in range(_desk.ROUNDS):
        begun = time.perf_counter(), time.process_time()
        act()
        taken.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    with CaptureQueriesContext(connection) as asked:
        act()
    return *map(min, zip(*taken, strict=True)), len(asked)


def checked(slug):
    call_command("check_story", slug, stdout=StringIO())


def acts(revision, user, client):
    """What is measured of a story, by name."""
    names = Names(names_in(revision.text, user))
    page = f"/admin/partnerships/story/{revision.story_id}/change/"
    return {
        "tokens alone": lambda: tokens(revision.text, names=names, anchor=DATELINE),
        "the gate's objections": lambda: Gate(revision, user).objections,
        "check_story": lambda: checked(revision.story.slug),
        "the workspace": lambda: client.get(page, headers={"host": "localhost"}).content,
    }


def measured(desk, claims):
    revision = desk.story(claims)
    _desk.analyze()
    client = Client()
    client.force_login(desk.writer)
    gate = Gate(revision, desk.writer)
    assert gate.is_open, gate.blocking[0]
    assert not gate.objections, gate.objections[0]
    size = f"{len(revision.text.split()):,} words, {claims} claims, {len(gate.marks):,} tokens"
    print(f"{size}, {gate.progress}")
    asked = acts(revision, desk.writer, client)
    print(f"the workspace sends {len(asked['the workspace']()):,} bytes")
    return {name: best(act) for name, act in asked.items()}


def main():
    with _desk.undone():
        desk = Desk(random.Random(6))
        short, long = (measured(desk, size) for size in SIZES)

    _desk.print_versions("best")
    alone = long["tokens alone"][1]
    for name, (taken, worked, asked) in long.items():
        brief, worked_for_brief, asked_for_brief = short[name]
        print(f"{name}: {taken:.2f} s ({worked:.2f} of the processor), {asked} queries")
        print(
            f"  the short one: {brief:.2f} s, {asked_for_brief} queries; the long one works "
            f"{worked / worked_for_brief:.1f} x as much, {worked / alone:.1f} x its tokens alone"
        )
        assert asked == asked_for_brief


if __name__ == "__main__":
    main()

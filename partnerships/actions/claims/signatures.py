"""Entering the signatures that come with a story, each as from the hand that gave it."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pghistory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import IntegrityError

from ...errors import BadFixture, Refusal
from ...formats.activities import fault_sentence
from ...formats.claims.signatures import (
    CONCLUSION,
    NAME,
    SAME,
    earlier_than,
    read_signatures,
    signature_row,
    with_people,
)
from ...models import Assessment, Claim, Verdict
from ...rules.refusals import refusal_sentence
from ...vocabulary import LIVE
from ..locks import lock_rows
from .verdicts import put_forward, put_signature

# A verdict of a story bears the same public id on every desk that loads it.
SPACE = UUID("6f0c2f0e-6a5c-5e5a-9d0a-6d2b5d9c1f3a")


class Signatures:
    """What a story's file of signatures says, and what of it the desk has not got."""

    def __init__(self, folder: Path) -> None:
        said = read_signatures(folder)
        self.collection, self.accounts, self.verdicts = said.collection, said.accounts, said.rows

    def present(self) -> dict[str, Verdict]:
        """The desk's latest verdicts of the claims in the file, by reference."""
        current = Verdict.objects.current().filter(
            claim__collection__slug=self.collection,
            claim__reference__in=[verdict["claim"] for verdict in self.verdicts],
        )
        return {verdict.claim.reference: verdict for verdict in with_people(current)}

    def news(self) -> list[dict[str, Any]]:
        """The verdicts of the file that do not stand on the desk as the file has them."""
        present = self.present()
        earlier = earlier_than(list(present.values()))
        return [
            verdict
            for verdict in self.verdicts
            if (now := present.get(verdict["claim"])) is None
            or now.state not in LIVE
            or signature_row(now, earlier[now.pk]) != verdict
        ]

    def in_order(self, news: Iterable[dict[str, Any]]) -> list[tuple[datetime, dict[str, Any]]]:
        """The news with the verdicts that they replaced before them, each with its moment, in the
        order in which they came to stand."""
        told = [
            {**each, **{name: verdict[name] for name in SAME}}
            for verdict in news
            for each in [*verdict.get("replaces", []), verdict]
        ]
        stood = [one.get("countersigned_at") or one["proposed_at"] for one in told]
        moments = zip(map(datetime.fromisoformat, stood), told, strict=True)
        return sorted(moments, key=lambda each: each[0])

    def enter(self, verdicts: Sequence[dict[str, Any]], **context: str) -> None:
        """Assess, propose and sign: everybody in turn, under their own name.

        Accounts that are missing are made, and cannot log in. Raises BadFixture when a law
        refuses a verdict, or when a name belongs to somebody who can log in.
        """
        people = people_of(self.accounts, NAME) if verdicts else {}
        named = [verdict["claim"] for verdict in verdicts]
        rows = Claim.objects.filter(collection__slug=self.collection, reference__in=named)
        # All of them at once, in one order with whoever else locks claims.
        claims = {claim.reference: claim for claim in lock_rows(rows)}
        made: dict[int, Verdict] = {}
        for step in (_assess, _propose, _sign):
            for name, person in people.items():
                with pghistory.context(user=person.pk, **context):
                    for verdict in verdicts:
                        with _told_of(verdict):
                            step(claims[verdict["claim"]], verdict, name, person, made)


def _assess(claim, verdict, name, person, made):
    for one in verdict.get("assessments", []):
        if one["checker"] == name:
            Assessment.objects.create(
                claim=claim,
                checker=person,
                given_at=datetime.fromisoformat(one["given_at"]),
                fingerprint=verdict["fingerprint"],
                **{field: one.get(field, "") for field in CONCLUSION},
            )


def _propose(claim, verdict, name, person, made):
    if verdict["proposed_by"] != name:
        return
    uid = uuid5(SPACE, f"{verdict['fingerprint']} {verdict['proposed_at']}")
    as_of = verdict.get("as_of")
    made[claim.pk] = put_forward(
        claim,
        by=person,
        at=datetime.fromisoformat(verdict["proposed_at"]),
        fingerprint=verdict["fingerprint"],
        as_of=as_of and date.fromisoformat(as_of),
        **{field: verdict.get(field, "") for field in CONCLUSION},
        **({} if Verdict.objects.filter(uid=uid).exists() else {"uid": uid}),
    )
    assessed = Assessment.objects.open().filter(claim=claim, fingerprint=verdict["fingerprint"])
    assessed.update(verdict=made[claim.pk])


def _sign(claim, verdict, name, person, made):
    if verdict.get("countersigned_by") == name:
        put_signature(
            made[claim.pk],
            by=person,
            at=datetime.fromisoformat(verdict["countersigned_at"]),
            override_reason=verdict.get("broken_glass", ""),
        )


def people_of(accounts: Iterable[dict[str, Any]], file: str) -> dict[str, User]:
    """The accounts by their login; those that are missing are made without a password.

    What the file says that they did, they might: the verbs of the desk are open to them here.
    """
    users = get_user_model().objects
    people = {}
    for account in accounts:
        name = account["username"]
        person = users.filter(username=name).first()
        if person is None:
            person = users.create_user(
                name,
                first_name=account.get("first_name", ""),
                last_name=account.get("last_name", ""),
            )
        elif person.has_usable_password():
            raise BadFixture(
                f"{file} would sign as {name}, who has an account here and signs in person."
            )
        person.has_perm = _may  # type: ignore[method-assign]  # of this one, for as long as it loads
        people[name] = person
    return people


def _may(permission, obj=None):
    """Whether somebody in a story's file may do something: all but open what is confidential."""
    return permission != "partnerships.view_confidential_source"


@contextmanager
def _told_of(verdict):
    """A block in which a refusal names the claim of the verdict."""
    try:
        yield
    except IntegrityError as fault:
        raise BadFixture(f"{NAME}, {verdict['claim']}: {refusal_sentence(fault)}") from fault
    except (Refusal, KeyError, ValueError) as fault:
        raise BadFixture(f"{NAME}, {verdict['claim']}: {fault_sentence(fault)}") from fault

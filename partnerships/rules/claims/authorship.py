"""Who wrote what a verdict on a claim covers, as PostgreSQL kept it."""

import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ...models import Authorship, Citation, Claim, Source
from ...models.sources.sources import clearance_of, origin_as_known
from ...vocabulary import Clearance
from .. import people


def fingerprint(claim: Claim) -> str:
    """The fingerprint of what a verdict on the claim would cover now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fingerprint_of(claim_covers(%s))", [claim.pk])
        return cursor.fetchone()[0]


def as_seen_by(claim: Claim, user: people.Asker) -> str:
    """The fingerprint of what `user` may know of that: the same, but where a source is hidden.

    A fingerprint can be worked out anew from what one sees. That of the whole would tell whether
    there is more, and when it changes.
    """
    if people.sees_every_source(user):
        return fingerprint(claim)
    return as_known(claim, clearance_of(user))


def as_known(claim: Claim, clearance: Clearance) -> str:
    """The fingerprint of what there is to know for somebody so cleared."""
    known = Source.objects.cleared_for(clearance)
    cited = Citation.objects.filter(claim=claim.pk, source__in=known)
    goes_back_to = dict(
        cited.annotate(goes_back_to=origin_as_known(clearance, "source")).values_list(
            "uid", "goes_back_to"
        )
    )
    slugs = dict(known.filter(pk__in=goes_back_to.values()).values_list("pk", "slug"))
    said = json.loads(covers(claim))
    said["citations"] = {
        uid: said["citations"][uid] | {"origin": slugs[origin]}
        for uid, origin in ((str(uid), origin) for uid, origin in goes_back_to.items())
        if uid in said["citations"]
    }
    if "appears_in" in said and not known.filter(slug=said["appears_in"]):
        del said["appears_in"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT fingerprint_of(%s::jsonb)", [json.dumps(said)])
        return cursor.fetchone()[0]


def as_seen_in(claims: Iterable[Claim], user: people.Asker) -> dict[int, str]:
    """The same of several claims, by id: two queries, and a few for each with hidden sources."""
    pks = [claim.pk for claim in claims]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, fingerprint_of(claim_covers(id)) FROM unnest(%s::bigint[]) AS id", [pks]
        )
        marks = dict(cursor.fetchall())
    if not people.sees_every_source(user):
        known = Source.objects.visible_to(user).order_by().values("pk")
        cited = Citation.objects.filter(claim__in=pks)
        works = [each.appears_in_id for each in claims]
        shown = set(known.filter(pk__in=works).values_list("pk", flat=True))
        hiding = cited.exclude(source__in=known, source__origin__in=known)
        touched = set(hiding.order_by().values_list("claim", flat=True))
        touched |= {each.pk for each in claims if each.appears_in_id not in (None, *shown)}
        marks |= {each.pk: as_seen_by(each, user) for each in claims if each.pk in touched}
    return marks


def covers(claim: Claim) -> str:
    """What a verdict on the claim would cover now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT claim_covers(%s)::text", [claim.pk])
        return cursor.fetchone()[0]


def claim_authorships(claim: Claim) -> QuerySet[Authorship]:
    """Every authorship of what a verdict on the claim would cover now, the first one first."""
    return Authorship.objects.filter(
        pk__in=RawSQL("SELECT id FROM authorships_of(%s)", [claim.pk])
    ).order_by("pk")


def unattributed(claim: Claim) -> QuerySet[Authorship]:
    """Those that name nobody and that nobody has adopted."""
    return Authorship.objects.filter(
        pk__in=RawSQL("SELECT id FROM unattributed_of(%s)", [claim.pk])
    ).order_by("pk")

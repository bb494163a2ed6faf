"""Verdicts over the wire: what two people concluded of a claim, and what became of that."""

from django.db.models import Prefetch, Q
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ...models import Verdict
from ...rules.claims import blind, lapses
from ...rules.people import signature_of_name
from ...vocabulary import Finding, Lapse, State
from ..fields import ToldFrom

SIGNERS = ("proposed_by", "countersigned_by", "lapsed_by")


class Signer(ToldFrom, serializers.CharField):
    """The name under a signature, as it reads in public."""

    columns = ("first_name", "last_name")

    def tell(self, first_name, last_name):
        return signature_of_name(f"{first_name} {last_name}")


class VerdictSerializer(serializers.Serializer):
    """A finding with its reasons, and the two who signed. The desk sees those in the making too."""

    id = serializers.UUIDField(source="uid", read_only=True, help_text="Its public id, for ever.")
    finding = serializers.ChoiceField(Finding.choices, read_only=True)
    reasons = serializers.CharField(
        read_only=True, help_text="What the citations show, so that a reader could check it."
    )
    correction = serializers.CharField(
        read_only=True, help_text="What is right, where the claim is imprecise or wrong."
    )
    as_of = serializers.DateField(
        read_only=True, allow_null=True, help_text="The day for which the finding holds."
    )
    proposed_by = Signer(read_only=True)
    proposed_at = serializers.DateTimeField(read_only=True)
    countersigned_by = Signer(read_only=True, allow_null=True)
    countersigned_at = serializers.DateTimeField(read_only=True, allow_null=True)
    broken_glass = serializers.CharField(
        read_only=True, help_text="Why an editor in chief signed what they had written part of."
    )
    state = serializers.ChoiceField(State.choices, read_only=True)
    lapse = serializers.ListField(
        child=serializers.ChoiceField([*Lapse.values, lapses.UNTOLD]),
        read_only=True,
        help_text="What was changed since it was proposed, so that it no longer stands.",
    )
    lapsed_by = Signer(read_only=True, allow_null=True)
    lapsed_at = serializers.DateTimeField(read_only=True, allow_null=True)
    withdrawn_why = serializers.CharField(read_only=True)

    def finish(self, made, reader):
        """Say in a plan's verdicts why they lapsed, as far as the reader may know."""
        lapsed = {one["id"]: one for verdicts in made.values() for one in verdicts if one["lapse"]}
        if lapsed:
            verdicts = {one.pk: one for one in Verdict.objects.filter(uid__in=lapsed)}
            for key, lapse in lapses.codes(verdicts.values(), reader.user).items():
                lapsed[str(verdicts[key].uid)].update(as_told_of_lapse(lapse))


def as_told_of_lapse(lapse):
    """What is told of a lapse; who changed what is hidden would tell of it."""
    return {"lapse": lapse} | ({"lapsed_by": None} if lapses.UNTOLD in lapse else {})


@extend_schema_field(VerdictSerializer(allow_null=True))
class LatestVerdict(serializers.Field):
    """The claim's latest verdict, where the reader may know of one."""

    def __init__(self, **kwargs):
        super().__init__(source="latest_verdict", read_only=True, **kwargs)
        self.each = VerdictSerializer()

    def to_representation(self, verdicts):
        if not verdicts:
            return None
        told = self.each.to_representation(verdicts[0])
        return told | as_told_of_lapse(self._lapses.get(verdicts[0].pk, []))

    def planned(self, writer, prefix):
        """The text of it in a plan."""
        return f"({writer.related(self.source, self.each)} or [None])[0]"

    @cached_property
    def _lapses(self):
        """Of all verdicts of the answer, why they lapsed, as far as the reader may know."""
        rows = self.parent.instance if self.parent.parent is None else self.parent.parent.instance
        rows = rows if isinstance(rows, list) else [rows]
        verdicts = [verdict for row in rows for verdict in row.latest_verdict]
        return lapses.codes(verdicts, self.context["reader"].user)


@extend_schema_field({"type": ["string", "null"]})
class CorrectionField(serializers.Field):
    """What is right, as two people signed it; null where the claim needs no correction."""

    def __init__(self):
        super().__init__(source="latest_verdict", read_only=True, help_text=self.__doc__)

    def to_representation(self, verdicts):
        return self.tell([{"state": one.state, "correction": one.correction} for one in verdicts])

    def tell(self, verdicts):
        stands = [one for one in verdicts if one["state"] == State.STANDS]
        return stands[0]["correction"] or None if stands else None

    def planned(self, writer, prefix):
        """The text of it in a plan."""
        verdicts = writer.related(self.source, VerdictSerializer())
        return f"({writer.give(self.tell)}({verdicts}) if {verdicts} else None)"


def verdicts_seen_by(reader):
    """The latest verdicts that the reader may know of. Whatever was found of a claim before is
    hidden from those who may still check it blind."""
    verdicts = reader.sees(Verdict).current()
    if reader.user.has_perm("partnerships.view_verdict"):  # others are told what stands alone
        verdicts = verdicts.exclude(claim__in=blind.hidden_from(reader.user).values("pk"))
    return verdicts.select_related(*SIGNERS)


def with_latest_verdict(claims, reader):
    """A need: each claim's latest verdict, in one query."""
    return claims.prefetch_related(
        Prefetch("verdicts", verdicts_seen_by(reader), to_attr="latest_verdict")
    )


def found(claims, reader):
    """A need: each claim's `finding`, which is null while no verdict stands."""
    return claims.with_verdict()


def in_state(states, reader):
    """A condition: claims whose latest verdict is in one of the states, as the reader knows it.

    To those who do not see verdicts in the making, a claim without one that stands is unchecked.
    """
    unknown = ~Q(state=State.STANDS)
    if reader.user.has_perm("partnerships.view_verdict"):
        unknown = Q(pk__in=blind.hidden_from(reader.user).values("pk"))
    told = Q(state__in=states) & ~unknown
    return told | unknown if State.UNCHECKED in states else told

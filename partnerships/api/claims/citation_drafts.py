"""A citation as it is sent to be recorded."""

from ...models import Claim, Snapshot, Source
from ...vocabulary import Stance
from ..drafts import Choice, Draft, Text, VisibleRecordField
from .naming import claim_named


class TheClaim(VisibleRecordField):
    """A claim by its public id or its reference."""

    def look_up(self, key, reader):
        found = list(reader.sees(Claim).filter(claim_named(key))[:2])
        return found[0] if len(found) == 1 else None


class TheCopy(VisibleRecordField):
    """A kept copy of a source that the reader may know of."""

    def look_up(self, key, reader):
        found = super().look_up(key, reader)
        known = found and reader.sees(Source).filter(pk=found.source_id).exists()
        return found if known else None


class CitationInClaim(Draft):
    """A citation under the claim with which it is sent."""

    source = VisibleRecordField(Source)
    stance = Choice(Stance)
    reference = Text(required=False)
    quote = Text(required=False, help_text="The source's own words, exactly.")
    translation = Text(required=False)
    locator = Text(required=False)
    says = Text(required=False, help_text="What stands there, in our words.")
    answer = Text(required=False)
    snapshot = TheCopy(Snapshot, "uid", required=False, allow_null=True)


class CitationDraft(CitationInClaim):
    """A citation for a claim that is recorded already."""

    claim = TheClaim(Claim, "uid")


class CitationChange(CitationInClaim):
    """What is changed of a citation."""

    elsewhere = {"claim": "A citation stays with its claim: take it away and cite it anew."}

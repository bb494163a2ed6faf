"""Who says what a claim states, where that is somebody we know."""

from ...models import Claim, Party, PartyName


def claimant(claim: Claim) -> tuple[str, str] | None:
    """The name that the claim is attributed to and the kind of the released party that bears it.

    None where the words name nobody, such as “Unnamed” or “The article”, and where a person and a
    company share the name, which then does not say who. Two queries.
    """
    words = claim.attributed_to
    known = Party.objects.released().standing()
    kinds = {
        *known.filter(name=words).values_list("kind", flat=True),
        *PartyName.objects.filter(text=words, party__in=known).values_list(
            "party__kind", flat=True
        ),
    }
    return (words, kinds.pop()) if len(kinds) == 1 else None

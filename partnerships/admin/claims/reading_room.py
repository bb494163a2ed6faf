"""What the page of a claim shows before any form: what it says, what it rests on, who is next."""

from ...rules.claims.known import known_of_claim
from ...rules.claims.neighbours import neighbours_in_queue
from ..forms import rows_begin_at
from ..sources import reader


def known_panel(request, desk, claim, context):
    """What is known of the claim, each citation with the way into the copy that it quotes; and the
    claims beside it in the queue of who looks."""
    known = known_of_claim(claim, request.user, rows_begin_at(request, "citations") or 0)
    for citation in known.citations:
        if citation.copy:
            place = citation.position, citation.extent
            citation.copy_address = reader.copy_address(citation.copy, place, citation.quote)
    return {"folds": True, "known": known, "neighbours": neighbours_in_queue(claim, request.user)}

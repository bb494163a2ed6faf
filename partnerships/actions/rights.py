"""Who may do what: the one question that every act asks first."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied

# What each of our permissions allows, as the sentence ends in which somebody is refused it.
RIGHTS = {
    "add_assessment": "assess claims",
    "add_assignment": "assign claims",
    "add_citation": "cite sources",
    "add_claim": "record claims",
    "add_comment": "comment",
    "add_company": "record companies",
    "add_person": "record people",
    "add_putaway": "put records away",
    "add_reply": "record who was asked for a reply",
    "add_search": "record searches",
    "add_snapshot": "keep copies of sources",
    "add_source": "record sources",
    "add_story": "start stories",
    "bind_story": "bind words of stories",
    "break_glass": "sign what you wrote part of",
    "change_assignment": "take back what somebody else was asked for",
    "change_citation": "change citations",
    "change_claim": "change claims",
    "change_reply": "record a reply",
    "change_source": "change sources",
    "countersign_verdict": "sign verdicts",
    "decide_openitem": "decide what a change means for what is out",
    "delete_citation": "take citations away",
    "hold_story": "hold stories back",
    "merge_party": "propose, confirm or undo merges of companies and people",
    "open_identity": "seal or open who a source is",
    "propose_verdict": "propose verdicts",
    "publish_story": "publish stories",
    "resolve_comment": "resolve somebody else's comment",
    "revise_story": "write revisions of stories",
    "view_snapshot": "see copies of sources",
    "waive_story": "excuse words of stories from checking",
    "withdraw_verdict": "withdraw what somebody else proposed",
}


def allowed(by: User, permission: str, what: str = "") -> None:
    """Raise PermissionDenied unless `by` has the permission of ours by that name: with a sentence
    that ends in what it allows, or in `what`, where it allows more than one thing."""
    if not by.has_perm(f"partnerships.{permission}"):
        raise PermissionDenied(f"You may not {what or RIGHTS[permission]}.")

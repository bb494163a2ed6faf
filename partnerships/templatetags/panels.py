"""What stands beside a claim or a deal on its page, for the templates that are given it."""

from base64 import b64encode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import Assignment, Citation, Claim, Comment, Snapshot, Source
from ..rules.claims import queue, threads
from ..rules.people import departed, display_name, who_can_be_asked
from ..vocabulary import Confidentiality, Task

register = template.Library()
register.filter("named", display_name)
register.filter(departed)


@register.simple_tag(takes_context=True)
def comments_of(context, about):
    """The comments on a claim or a deal that the reader may know of, each with its answers, and
    what they may do about them.

    Two queries at most.
    """
    user = context["request"].user
    if not user.has_perm("partnerships.view_comment"):
        return None
    seen = about.comments.visible_to(user) if about.pk else Comment.objects.none()
    found = list(seen.select_related("written_by", "resolved_by", "citation__source"))
    comments = threads.in_threads(found)
    may_resolve = user.has_perm("partnerships.resolve_comment")
    for comment in comments:
        comment.may_resolve = may_resolve or comment.written_by_id == user.pk
    may_comment = user.has_perm("partnerships.add_comment")
    is_claim = isinstance(about, Claim)
    citations = []
    if may_comment and is_claim:
        citations = about.citations.visible_to(user).select_related("source")
    post = "admin:partnerships_comment_post" if is_claim else "admin:partnerships_comment_post_deal"
    return {
        "open": [comment for comment in comments if not comment.resolved_at],
        "resolved": [comment for comment in comments if comment.resolved_at],
        "citations": list(citations),
        "may_comment": may_comment,
        "post_to": reverse(post, args=[about.pk]) if about.pk else "",
        "holds_up": is_claim,
    }


@register.simple_tag(takes_context=True)
def assignments_of(context, claim):
    """Who is asked for what on a claim, and whom the reader may ask. Two queries.

    A blind assessment shows to its checker alone.
    """
    user = context["request"].user
    if not user.has_perm("partnerships.view_assignment"):
        return None
    asked = queue.undone(Assignment.objects.visible_to(user).filter(claim=claim.pk), user)
    rows = list(asked.select_related("assignee", "assigned_by"))
    may_close = user.has_perm("partnerships.change_assignment")
    today = timezone.localdate()
    for row in rows:
        row.may_close = may_close or row.assignee_id == user.pk
        row.pressing = pressing(row, today)
    may_ask = user.has_perm("partnerships.add_assignment")
    return {
        "rows": rows,
        "people": list(who_can_be_asked()) if may_ask else [],
        "tasks": Task.choices,
        "today": today,
        "may_ask": may_ask,
    }


@register.simple_tag(takes_context=True)
def drafts_kept(context):
    """Of which forms of a page the browser may keep drafts: “all” for who may know of no
    confidential source, else “some”, or “none” where the record is one or rests on one."""
    user = context["request"].user
    if not user.has_perm("partnerships.view_confidential_source"):
        return "all"
    match context.get("original"):
        case Source() as source:
            secret = source.confidentiality == Confidentiality.CONFIDENTIAL
        case Snapshot() | Citation() as leaning:
            secret = leaning.source.confidentiality == Confidentiality.CONFIDENTIAL
        case Claim() as claim:
            cited = Citation.objects.filter(claim=claim.pk)
            secret = cited.filter(source__confidentiality=Confidentiality.CONFIDENTIAL).exists()
        case _:
            secret = False
    return "none" if secret else "some"


@register.simple_tag(takes_context=True)
def drafts_key(context):
    """What the browser encrypts the drafts of this account with: 32 bytes in base64."""
    account = str(context["request"].user.pk)
    made = salted_hmac("partnerships.drafts", account, algorithm="sha256")
    return b64encode(made.digest()).decode()


def pressing(assignment, today):
    """“overdue” or “today” of what is, for its mark; otherwise nothing."""
    if assignment.due is None or assignment.due > today:
        return ""
    return "overdue" if assignment.due < today else "today"

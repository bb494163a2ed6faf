"""The home of the desk: what one is asked for, what needs attention, what changed."""

from django.urls import reverse
from django.utils import timezone

from ..models import Citation, Claim, Comment, Deal, Merge, Source, Story, TextOverlap
from ..rules import accounts, attention, changes
from ..rules.sources import pairs
from ..rules.verification import latest_verification
from ..vocabulary import Seen
from .work_queue import FIRST, endless_item, news, work_item, work_queue, worth_telling

LINES = 3  # rows told of each change


def contents(site, request):
    """What the home shows to this editor."""
    now = timezone.now()
    return {
        "turns": work_queue(request.user, now),
        "news": news(request),
        "stories": _stories(site, request),
        "queues": _queues(site, request),
        "changes": [_told(site, change) for change in changes.latest_changes(request.user)],
        "first_steps": _first_steps(site, request),
        "verified": _verified(request),
        "unused_accounts": list(accounts.accounts_to_look_at(request.user, now)[:FIRST]),
        "keeps_accounts": request.user.has_perm("auth.view_user"),
        "merges_waiting": _merges_waiting(request.user),
        "grants_waiting": list(accounts.grants_waiting_for(request.user)[:FIRST]),
        "grants_given": list(accounts.grants_to_tell(request.user, now)[:FIRST]),
    }


def _verified(request):
    """When the records were verified last, and what came of it, for those who read the journal."""
    return latest_verification() if request.user.has_perm("partnerships.view_entry") else None


def _merges_waiting(user):
    """Merges of companies and people that others proposed, for who may confirm them."""
    if not user.has_perm("partnerships.merge_party"):
        return []
    waiting = Merge.objects.visible_to(user).waiting().exclude(by=user)
    return list(waiting.select_related("merged", "into", "by")[:FIRST])


def _stories(site, request):
    """The stories of the desk, and what changed under those that are out."""
    user = request.user
    if not _offers(site, Story, "view", request):
        return []
    changed = attention.passages_changed_underneath(user)
    return worth_telling(
        [
            work_item(
                "stories",
                "Stories",
                "First those that changed since they went out, then those nearest to print.",
                "Stories will stand here from the first text on.",
                attention.stories_with_work(user),
                reverse("admin:partnerships_story_changelist"),
                of=Story.objects.visible_to(user),
            ),
            work_item(
                "changed",
                "What changed under what is out",
                "Readers have these words, and what they lean on is not as it was: "
                "correct them, or say why they stand.",
                "",
                changed,
                reverse("admin:partnerships_story_changed"),
            ),
        ]
    )


def _queues(site, request):
    user = request.user
    if not _offers(site, Claim, "view", request):
        return []
    queues = [
        _queue(
            "citation",
            "Claims without a citation",
            "Nothing backs these yet: find a source for each, or take the claim out.",
            "Every claim has a citation, or a verdict that needs none.",
            attention.claims_without_citations(user),
            "needs=citation",
        )
    ]
    if user.has_perm("partnerships.view_citation"):
        unseen = attention.citations_of_sources_not_seen(user)
        queues.append(
            _queue(
                "reading",
                "Citations of sources nobody has read",
                "We know these only by their title: read them, or cite who relays them.",
                "Every cited source has been read, at least in part.",
                unseen.select_related("claim", "source"),
                f"source__seen__exact={Seen.NOT_SEEN.value}",
                by=("claim_id", "pk"),
            )
        )
        drifted = attention.citations_that_drifted(user)
        queues.append(
            _queue(
                "drift",
                "Quotations that their sources no longer bear",
                "The page was altered or the words are gone: does the claim still hold?",
                "",
                drifted.select_related("claim", "source"),
                "outcome=drifted",
            )
        )
    if user.has_perm("partnerships.view_source"):
        queues.append(
            _queue(
                "origin",
                "Claims on one origin",
                "However many outlets repeat it, each goes back to one report. Look for a second.",
                "Every supported claim has two origins or more.",
                attention.claims_on_one_origin(user).order_by("-outlets", "reference", "pk"),
                "needs=origin",
                by=("-outlets", "pk"),
            )
        )
    if user.has_perms(["partnerships.view_source", "partnerships.view_snapshot"]):
        queues.append(_possible_copies(user))
    if user.has_perm("partnerships.view_comment"):
        queues.append(_comments_on_deals(user))
    return worth_telling(queues)


def _comments_on_deals(user):
    """What is said of deals and open: unlike that on claims and words, nothing waits for it."""
    said = Comment.objects.visible_to(user).open().filter(deal__isnull=False)
    return work_item(
        "deal_comments",
        "Open comments on deals",
        "Somebody asks about these deals: answer, or say that it is resolved.",
        "",
        said.select_related("deal", "written_by").order_by("written_at", "pk"),
        f"{reverse('admin:partnerships_comment_changelist')}?state=open&on=deal",
        of=said,
    )


def _possible_copies(user):
    """The queue of sources that share text and wait for somebody to say why."""
    waiting = TextOverlap.objects.waiting_for(user)
    return work_item(
        "copies",
        "Possible copies",
        "These sources share text: say whether one retells the other.",
        "No two sources that share text wait for a decision.",
        pairs.with_sources(waiting),
        reverse("admin:partnerships_source_possible_copies"),
        of=waiting,
    )


def _queue(name, title, why, empty, rows, narrowed, by=("pk",)):
    """The queue of these rows; `narrowed` is how their list is filtered to them, and `by` in which
    order an index has them."""
    kind = rows.model._meta.model_name
    url = f"{reverse(f'admin:partnerships_{kind}_changelist')}?{narrowed}"
    return endless_item(name, title, why, empty, rows, url, by=by)


def _first_steps(site, request):
    """Quick links: what an editor records most."""
    steps = [(Claim, "Record a claim"), (Deal, "Record a deal"), (Source, "Record a source")]
    return [
        {"name": name, "url": reverse(f"admin:partnerships_{model._meta.model_name}_add")}
        for model, name in steps
        if _offers(site, model, "add", request)
    ]


def _offers(site, model, act, request):
    """Whether the desk has a page for these records, and this editor may do that there."""
    if not site.is_registered(model):
        return False
    return getattr(site.get_model_admin(model), f"has_{act}_permission")(request)


def _told(site, change):
    """A change as the home tells it: its first rows, and how many more there were."""
    rows = change.rows
    return {
        "change": change,
        "rows": [_row(site, row) for row in rows[:LINES]],
        "more": len(rows) - LINES,
        "endless": len(rows) >= changes.DEPTH,
    }


def _row(site, row):
    kind = row.under or row.model
    stands = row.done != "removed" or row.under
    url = ""
    if stands and site.is_registered(kind):
        url = reverse(f"admin:partnerships_{kind._meta.model_name}_change", args=[row.page])
    return {
        "done": row.done,
        "noun": row.model._meta.verbose_name,
        "name": row.name,
        "url": url,
        "is_statement": row.model in (Claim, Citation),
    }

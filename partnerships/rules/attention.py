"""What needs an editor's attention: the questions that the home of the desk asks."""

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Now

from ..models import (
    Binding,
    Citation,
    Claim,
    Edition,
    Hold,
    OpenItem,
    Passage,
    Revision,
    Story,
    Verdict,
)
from ..models.base import related_count
from ..models.sources.sources import clearance_of
from ..vocabulary import HoldKind
from .claims import queue, rechecks
from .people import Asker

CHANGED, MAKING, HELD, OUT, KILLED = range(5)  # the order in which stories need somebody


def claims_without_citations(user: Asker) -> QuerySet[Claim]:
    """Claims for which `user` sees no citation, whatever the stance, and no verdict stands: an
    opinion that two people have called one needs none.

    A claim that only a confidential source speaks to stands here for those who may not know of
    that source: not to name it would tell that there is one.
    """
    claims = Claim.objects.visible_to(user).with_kept(clearance_of(user), "cited")
    return claims.filter(cited=0).with_verdict().filter(finding=None)


def citations_of_sources_not_seen(user: Asker) -> QuerySet[Citation]:
    """Citations of what nobody at the desk has read."""
    unread = Q(**{f"claim__kept_support__{clearance_of(user)}_unread__gt": 0})  # by an index
    return Citation.objects.visible_to(user).of_sources_not_seen().filter(unread)


def citations_that_drifted(user: Asker) -> QuerySet[Citation]:
    """Citations of what their sources no longer say, as far as the desk has looked."""
    return rechecks.drifted(Citation.objects.visible_to(user))


def claims_citing_the_unseen(user: Asker) -> QuerySet[Claim]:
    """Claims one of whose citations is of a source that nobody at the desk has read."""
    claims = Claim.objects.visible_to(user).with_kept(clearance_of(user), "unread")
    return claims.filter(unread__gt=0)


def claims_on_one_origin(user: Asker) -> QuerySet[Claim]:
    """Claims whose support goes back to one report, however many outlets repeat it.

    Each says how many `outlets` there are.
    """
    return Claim.objects.visible_to(user).on_one_origin(clearance_of(user))


def claims_waiting_for(user: Asker) -> QuerySet[Claim]:
    """Claims with a verdict that `user` may sign."""
    return Claim.objects.filter(pk__in=queue.waiting_for(user).order_by().values("claim"))


def claims_lapsed(user: Asker) -> QuerySet[Claim]:
    """Claims whose latest verdict stands no longer."""
    return Claim.objects.filter(pk__in=queue.lapsed(user).order_by().values("claim"))


def passages_changed_underneath(user: Asker) -> QuerySet[Passage]:
    """Words that are out and under which something was changed that nobody has decided on, those
    that wait longest first.

    Each says the `headline` under which it is out; its `changes` are its open items with their
    claims. Two queries.
    """
    waiting = OpenItem.objects.visible_to(user).open()
    here = waiting.filter(passage=OuterRef("pk")).order_by("opened_at", "pk")
    current = Edition.objects.current().filter(story=OuterRef("story")).order_by()
    told = waiting.select_related("claim").defer("claim__search").order_by("claim", "opened_at")
    return (
        Passage.objects.filter(Exists(here))
        .annotate(
            headline=Subquery(current.values("revision__headline")[:1]),
            since=Subquery(here.values("opened_at")[:1]),
        )
        .prefetch_related(Prefetch("open_items", told, to_attr="changes"))
        .order_by("since", "pk")
    )


def stories_with_work(user: Asker) -> QuerySet[Story]:
    """The stories, those first that need somebody: changed under what is out, then in the making
    (the fewest claims to sign first), held, out, killed.

    Each says how many open items `changed` it, on how many `bound_claims` it leans, and how many
    of these are `unsigned` and `lapsed`. Its `newest` revision has its writer, `holding` is what
    holds it back. Three queries. What is dear to count is ordered by in the making alone, and else
    counted of the rows that are shown.
    """
    open_items = OpenItem.objects.visible_to(user).open().filter(edition__story=OuterRef("pk"))
    bindings = Binding.objects.open().filter(passage__story=OuterRef("pk")).order_by()
    verdicts = Verdict.objects.filter(claim=OuterRef("claim")).order_by()
    unsigned = bindings.exclude(Exists(verdicts.standing()))
    lapsed = bindings.filter(Exists(verdicts.lapsed()))
    newest = Revision.objects.current().select_related("written_by")
    return (
        Story.objects.visible_to(user)
        .with_state()
        .annotate(
            changed=related_count(open_items, "edition__story"),
            bound_claims=related_count(bindings, "passage__story", "claim"),
            unsigned=related_count(unsigned, "passage__story", "claim"),
            lapsed=related_count(lapsed, "passage__story", "claim"),
            stage=Case(
                When(changed__gt=0, then=CHANGED),
                When(held_for=HoldKind.KILLED, then=KILLED),
                When(edition__isnull=False, then=OUT),
                When(held_for__isnull=False, then=HELD),
                default=MAKING,
            ),
        )
        .prefetch_related(
            Prefetch("revisions", newest.defer("standfirst", "body", "text"), to_attr="newest"),
            Prefetch("holds", Hold.objects.in_force(Now()).order_by("pk"), to_attr="holding"),
        )
        .order_by(
            "stage",
            "-changed",
            Case(When(~Exists(bindings), stage=MAKING, then=1), default=0),
            Case(When(stage=MAKING, then=F("unsigned")), default=0),
            "-written_at",
            "pk",
        )
    )

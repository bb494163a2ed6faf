"""What needs an editor's attention: the questions that the home of the desk asks."""

from django.db.models import Exists, OuterRef

from ..models import Citation, Claim, Source
from . import queue, rechecks


def claims_without_citations(user):
    """Claims for which `user` sees no citation, whatever the stance, and no verdict stands: an
    opinion that two people have called one needs none.

    A claim that only a confidential source speaks to stands here for those who may not know of
    that source: not to name it would tell that there is one.
    """
    citations = Citation.objects.visible_to(user).filter(claim=OuterRef("pk")).order_by()
    claims = Claim.objects.visible_to(user).exclude(Exists(citations))
    return claims.with_verdict().filter(finding=None)


def citations_of_sources_not_seen(user):
    """Citations of what nobody at the desk has read."""
    return Citation.objects.visible_to(user).of_sources_not_seen()


def citations_that_drifted(user):
    """Citations of what their sources no longer say, as far as the desk has looked."""
    return rechecks.drifted(Citation.objects.visible_to(user))


def claims_citing_the_unseen(user):
    """Claims one of whose citations is of a source that nobody at the desk has read."""
    unseen = citations_of_sources_not_seen(user).filter(claim=OuterRef("pk")).order_by()
    return Claim.objects.visible_to(user).filter(Exists(unseen))


def claims_on_one_origin(user):
    """Claims whose support goes back to one report, however many outlets repeat it.

    Each says how many `outlets` there are.
    """
    return Claim.objects.visible_to(user).on_one_origin(Source.objects.visible_to(user))


def claims_waiting_for(user):
    """Claims with a verdict that `user` may sign."""
    return Claim.objects.filter(pk__in=queue.waiting_for(user).order_by().values("claim"))


def claims_lapsed(user):
    """Claims whose latest verdict stands no longer."""
    return Claim.objects.filter(pk__in=queue.lapsed(user).order_by().values("claim"))

"""What held in a partnership on a day: who was in it, who held what, and what was in force."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, QuerySet, Value, When

from ...models import Deal, Partnership, Party, Role, Stake, Valuation
from ...vocabulary import Held
from ..people import Asker


@dataclass(frozen=True)
class PartnershipOnDay:
    """Rows that held on a day; each says in `held` whether that is certain or possible."""

    parties: QuerySet[Party]
    roles: QuerySet[Role]
    stakes: QuerySet[Stake]
    deals: QuerySet[Deal]
    valuations: QuerySet[Valuation]


def partnership_on_day(day: date, partnership: Partnership, *, user: Asker) -> PartnershipOnDay:
    """What held in the partnership on `day`, as far as `user` may see it. Nothing is fetched yet.

    The valuations are the newest by that day, one a company: certain when no later day than
    that can be meant by its date.
    """
    visible = Deal.objects.visible_to(user)
    parties = partnership.parties.as_of(day)
    within = parties.values("party")
    valued = (
        Valuation.objects.visible_to(user)
        .filter(company__in=within)
        .latest_by(day)
        .order_by("company_id", "-earliest", "-latest", "-pk")
        .distinct("company_id")
    )
    return PartnershipOnDay(
        parties=parties,
        roles=Role.objects.visible_to(user).as_of(day).filter(company__in=within),
        stakes=Stake.objects.visible_to(user)
        .as_of(day)
        .filter(holder__in=within, company__in=within),
        deals=visible.as_of(day).filter(partnership=partnership),
        valuations=valued.annotate(
            held=Case(
                When(latest__lte=day, then=Value(Held.CERTAIN.value)),
                default=Value(Held.POSSIBLE.value),
                output_field=CharField(),
            )
        ),
    )

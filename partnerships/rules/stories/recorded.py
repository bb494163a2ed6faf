"""What the records of deals say as small records of their own, to be compared with a sentence."""

from collections import defaultdict
from collections.abc import Iterable

from ...models import Amount, Deal, DealParty, Valuation
from ...text.assertions import Assertion, Doing, Participant, Reading, ToldSum
from ...text.money import counted
from ...text.tokens import Quantity, Token
from ...vocabulary import DealRole, Measure, Rank, TokenKind
from ..people import Asker

_ROLES: dict[Doing, tuple[set[str], set[str]]] = {
    Doing.FUNDS: (
        {DealRole.INVESTOR, DealRole.LEAD_INVESTOR},
        {DealRole.INVESTEE, DealRole.ISSUER},
    ),
    Doing.SELLS: (
        {DealRole.PROVIDER, DealRole.EXCLUSIVE_CLOUD_PROVIDER, DealRole.SUPPLIER},
        {DealRole.CUSTOMER},
    ),
    Doing.LICENSES: ({DealRole.LICENSOR}, {DealRole.LICENSEE, DealRole.EXCLUSIVE_LICENSEE}),
}
# Of these who pays takes no part in the deal as an investor: the money goes another way.
_OF_REVENUE = {Measure.REVENUE_SHARE, Measure.CAP}
# What was committed may have been paid in too; a value is no sum that anybody gave.
_VALUES = {Measure.POST_MONEY, Measure.PRE_MONEY}


def deal_readings(deals: Iterable[int], user: Asker) -> dict[int, Reading]:
    """What the records say of the deals that `user` may know of, by the deal's key: who gave whom
    what, and of which measure a sum is. Three queries."""
    known = Deal.objects.visible_to(user).filter(pk__in=set(deals))
    found: dict[int, Reading] = defaultdict(Reading)
    members: dict[int, list[DealParty]] = defaultdict(list)
    rows = DealParty.objects.filter(deal__in=known).select_related("party").order_by("pk")
    for row in rows:
        members[row.deal_id].append(row)
    for deal, parties in members.items():
        found[deal].assertions.extend(_by_role(parties))
    amounts = Amount.objects.filter(deal__in=known).exclude(rank=Rank.DEPRECATED)
    for sum in amounts.select_related("payer", "payee").order_by("pk"):
        found[sum.deal_id].measured.append(
            _measured(sum, "value" if sum.measure in _VALUES else "")
        )
        if sum.measure in _OF_REVENUE and sum.payer and sum.payee:
            found[sum.deal_id].assertions.append(_recorded(Doing.PAYS, [sum.payer], [sum.payee]))
    for sum in Valuation.objects.visible_to(user).filter(deal__in=known).order_by("pk"):
        found[sum.deal_id].measured.append(_measured(sum, "value"))
    return dict(found)


def _by_role(rows):
    for doing, (first, second) in _ROLES.items():
        by = [row.party for row in rows if row.role in first]
        to = [row.party for row in rows if row.role in second]
        if by and to:
            yield _recorded(doing, by, to)


def _recorded(doing, by, to):
    return Assertion(doing, 0, 0, tuple(map(_participant, by)), tuple(map(_participant, to)))


def _participant(party):
    return Participant(0, 0, party.name, frozenset([party.pk]))


def _measured(sum, measure):
    quantity = Quantity(sum.qualifier, sum.low, sum.high, sum.currency)
    words = counted(sum.qualifier, sum.low, sum.high, sum.currency)
    return ToldSum(Token(TokenKind.MONEY, 0, 0, words, quantity), measure)

"""Amounts over the wire, under their deals."""

from ...models import Amount
from ..compact import PartyBrief
from ..facts import FEW, PartBacking, part_backed
from ..fields import DateField, MoneyText, NumberField
from ..reading import joined
from ..records import Record


class AmountSerializer(Record):
    """A sum of money in a deal: how much, how exact, on whose word, who pays whom."""

    needs = {
        "party": joined("party"),
        "payer": joined("payer"),
        "payee": joined("payee"),
        "sources": part_backed,
    }

    whole_lists = FEW

    url = None
    party = PartyBrief(allow_null=True, help_text="Whose share, where it is one party's share.")
    low = NumberField(allow_null=True)
    high = NumberField(allow_null=True)
    date = DateField()
    payer = PartyBrief(allow_null=True)
    payee = PartyBrief(allow_null=True)
    text = MoneyText()
    sources = PartBacking()

    class Meta:
        model = Amount
        fields = [
            "measure",
            "text",
            "qualifier",
            "low",
            "high",
            "currency",
            "date",
            "basis",
            "party",
            "payer",
            "payee",
            "rank",
            "deprecated_reason",
            "sources",
        ]

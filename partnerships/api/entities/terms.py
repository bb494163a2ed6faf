"""Terms over the wire: the clauses of deals, each in force for a time of its own."""

from django.db.models import OuterRef, Prefetch

from ...models import DealParty, Term
from ...vocabulary import TermKind
from ..compact import DealBrief
from ..facts import FEW, PartBacking, part_backed
from ..fields import SpanField
from ..filters import Filters, WordsFilter, as_of
from ..orders import SINCE, begun
from ..reading import joined
from ..records import NumberedRecord, Records, because, held
from .tables import TERMS


class TermBrief(NumberedRecord):
    """A term as the one it replaces names it."""

    class Meta:
        model = Term
        route, key = "terms", "uid"
        fields = ["id", "url", "kind", "text"]


def replaced(terms, reader):
    later = TermBrief.read(reader.sees(Term), reader)
    return terms.prefetch_related(Prefetch("replaced_by", later))


class TermOfDeal(NumberedRecord):
    """A term under its deal."""

    needs = {"replaced_by": replaced, "sources": part_backed}

    whole_lists = FEW

    period = SpanField()
    replaced_by = TermBrief(allow_null=True)
    held = held()
    because = because()
    sources = PartBacking()

    class Meta:
        model = Term
        route, key = "terms", "uid"
        fields = [
            "id",
            "url",
            "kind",
            "text",
            "period",
            "replaced_by",
            "held",
            "because",
            "sources",
        ]


class TermSerializer(TermOfDeal):
    needs = TermOfDeal.needs | {"deal": joined("deal")}

    deal = DealBrief()

    class Meta(TermOfDeal.Meta):
        fields = [*TermOfDeal.Meta.fields, "deal"]


class TermFilters(Filters):
    related = {"parties": lambda reader: DealParty.objects.filter(deal=OuterRef("deal"))}

    deal = WordsFilter("deal__slug", "The deal.")
    partnership = WordsFilter("deal__partnership__slug", "The partnership of its deal.")
    party = WordsFilter("party__slug", "A party of its deal.", among="parties")
    kind = WordsFilter("kind", "What sort of clause it is.", known=TermKind)
    as_of = as_of()


class TermViewSet(Records):
    """What was agreed, clause by clause. `?as_of=` a day: what was in force then."""

    queryset = Term.objects.all()
    serializer_class = TermSerializer
    filterset_class = TermFilters
    table = TERMS
    lookup_field = "uid"
    orderings = {"deal": ("deal__slug", "position", "uid"), "added": ("uid",), **SINCE}

    def in_order(self, terms, name):
        return begun(terms) if name in SINCE else terms

    def rows(self, reader):
        return reader.on_the_day(reader.sees(Term))

"""Searches over the wire: where one looked, when, and for what, and found nothing."""

from rest_framework import serializers

from ...actions.claims import searches
from ...models import Claim, Search
from ...models.dates import readable_date
from ..compact import ClaimBrief
from ..drafts import Draft
from ..filters import Filters, WordsFilter
from ..reading import listed
from ..records import NumberedRecord, Records
from ..writing import Writes
from .citation_drafts import TheClaim
from .citations import known_claims, of_claim
from .tables import SEARCHES


class SearchOfClaim(NumberedRecord):
    """A search under the claim for which it was made."""

    class Meta:
        model = Search
        route, key = "searches", "uid"
        fields = ["id", "url", "place", "sought", "searched_on"]


class SearchSerializer(SearchOfClaim):
    needs = {"claim": listed("claim", ClaimBrief)}

    claim = ClaimBrief()

    class Meta(SearchOfClaim.Meta):
        fields = [*SearchOfClaim.Meta.fields, "claim"]


class SearchDraft(Draft):
    """A search that found nothing."""

    claim = TheClaim(Claim, "uid")
    place = serializers.CharField(help_text="Where one looked: OpenAI's announcements.")
    sought = serializers.CharField(help_text="What one looked for: any cut of the price.")
    searched_on = serializers.CharField(
        required=False,
        max_length=60,
        validators=[readable_date],
        help_text="The day, or the month: 2026-11. Today, unless given.",
    )


class SearchFilters(Filters):
    claim = WordsFilter(
        of_claim("claim__"), "The claim, by its id or reference, such as S28.", of=known_claims
    )


class SearchViewSet(Writes, Records):
    """Where one looked for something that bears on a claim, and found nothing."""

    queryset = Search.objects.all()
    serializer_class = SearchSerializer
    filterset_class = SearchFilters
    table = SEARCHES
    lookup_field = "uid"
    orderings = {"date": ("searched_on", "uid")}
    takes = {"create": SearchDraft}
    asks = {"create": "add_search"}

    def create(self, request, **kwargs):
        """Record a search that found nothing."""

        def add():
            made = searches.record_search(**self.draft(), by=request.user)
            return self.answer(made, status=201)

        return self.once(add)

"""The table of deals: each in a row, with its parties in their roles and one of its sums."""

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.widgets import Widget

from ...models import Amount, Collection, Deal, DealParty, Partnership, Party
from ...text.money import ends_meant
from ...vocabulary import DealRole, Direction, Measure, Qualifier
from ..cells import cell_fault
from ..resources import day, edtf_column, number_column, other
from ..tables import Table, refusing
from ..widgets import (
    BETWEEN,
    TextWidget,
    WordList,
    YesNo,
    learned_by_slug,
    rows_by_slug,
    slugs_in,
    words_of,
)

SUM = ["measure", "party", "qualifier", "low", "high", "currency", "basis"]
SUM_COLUMNS = {f"sum_{part}": part for part in SUM}


class PartiesInRoles(Widget):
    """Parties with their roles: "openai: investee receives; microsoft: lead_investor pays"."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.learned = {}

    def learn(self, cells, dataset):
        slugs = [word.partition(":")[0].strip() for word in slugs_in(cells)]
        self.learned = learned_by_slug(Party, slugs, self.user)

    def clean(self, value, row=None, **kwargs):
        said = [word.partition(":") for word in words_of(value)]
        slugs = [slug.strip() for slug, _, _ in said]
        parties = self.learned
        if not parties.keys() >= set(slugs):
            parties = {party.slug: party for party in rows_by_slug(Party, slugs, self.user)}
        told = [
            (parties[slug], *_role(slug, words))
            for slug, (_, _, words) in zip(slugs, said, strict=True)
        ]
        roles = [(party.slug, role) for party, role, _ in told]
        if twice := next((each for each in roles if roles.count(each) > 1), None):
            raise ValueError(f"{twice[0]} stands twice as {twice[1]}.")
        return sorted(told, key=lambda each: (each[0].slug, each[1]))

    def render(self, value, obj=None, **kwargs):
        return BETWEEN.join(
            f"{party.slug}: {role} {direction}".rstrip() for party, role, direction in value or []
        )


def _role(slug, words):
    """The role that the words name, and whether the party pays."""
    *role, last = words.lower().replace("_", " ").split() or [""]
    direction = last if role and last in Direction.values else ""
    named = "_".join(role if direction else [*role, last])
    if not named:
        raise ValueError(f"Say in which role {slug} is in the deal: “{slug}: investor”.")
    if named not in DealRole.values:
        raise ValueError(f"“{named}” is none of: {', '.join(DealRole.values)}.")
    return named, direction


class PartiesColumn(Field):
    """The parties as the row tells them; until it is read, as the deal has them."""

    def get_value(self, deal):
        if not hasattr(deal, "told_parties"):
            rows = deal.parties.all() if deal.pk else []
            found = [(row.party, row.role, row.direction) for row in rows]
            deal.told_parties = sorted(found, key=lambda each: (each[0].slug, each[1]))
        return deal.told_parties

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.told_parties = self.clean(row, **kwargs)


class SumColumn(Field):
    """One part of the deal's sum. A deal of several sums has none to tell in a row."""

    def get_value(self, deal):
        return getattr(sum_of(deal), SUM_COLUMNS[self.column_name])

    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(sum_of(instance), SUM_COLUMNS[self.column_name], self.clean(row, **kwargs))


def sum_of(deal):
    """The only sum of a deal, or an empty one."""
    if not hasattr(deal, "told_sum"):
        sums = list(deal.amounts.all()) if deal.pk else []
        deal.has_sums = len(sums)
        deal.told_sum = sums[0] if len(sums) == 1 else Amount(measure="", qualifier="")
    return deal.told_sum


def sum_column(part, widget):
    name = f"sum_{part}"
    return SumColumn(attribute=name, column_name=name, widget=widget)


class DealTable(Table):
    """Deals, with their parties and one sum. A second sum, steps and terms are recorded on the
    page of each; where a deal has several sums, their cells stay empty."""

    waits_for_others = False  # its parties and its sum are written with each
    needs = {"parties": ["view_dealparty"]} | dict.fromkeys(SUM_COLUMNS, ["view_amount"])

    related = ["collection", "partnership", "amends", "umbrella"]

    collection = other("collection", Collection)
    kinds = Field(attribute="kinds", column_name="kinds", widget=WordList())
    partnership = other("partnership", Partnership)
    amends = other("amends", Deal)
    umbrella = other("umbrella", Deal)
    start = edtf_column("start")
    end = edtf_column("end")
    ongoing = Field(attribute="ongoing", column_name="ongoing", widget=YesNo())
    confirmed_on = day("confirmed_on")
    parties = PartiesColumn("parties", "parties", widget=PartiesInRoles())
    sum_measure = sum_column("measure", TextWidget())
    sum_party = sum_column("party", other("party", Party).widget)
    sum_qualifier = sum_column("qualifier", TextWidget())
    sum_low = sum_column("low", number_column("low").widget)
    sum_high = sum_column("high", number_column("high").widget)
    sum_currency = sum_column("currency", TextWidget())
    sum_basis = sum_column("basis", TextWidget())

    class Meta(Table.Meta):
        model = Deal
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "collection",
            "reference",
            "title",
            "kinds",
            "partnership",
            "amends",
            "umbrella",
            "date_words",
            "start",
            "end",
            "ongoing",
            "confirmed_on",
            "note",
            "parties",
            *SUM_COLUMNS,
        ]

    def filter_export(self, queryset, **kwargs):
        rows = super().filter_export(queryset)
        return rows.prefetch_related("parties__party", "amounts__party")

    def do_instance_save(self, instance, is_create):
        super().do_instance_save(instance, is_create)
        with refusing():
            if hasattr(instance, "told_parties"):
                self._save_parties(instance)
            if hasattr(instance, "told_sum"):
                self._save_sum(instance)

    def _save_parties(self, deal):
        told = {(party.pk, role): direction for party, role, direction in deal.told_parties}
        stand = {(row.party_id, row.role): row for row in DealParty.objects.filter(deal=deal)}
        for key in stand.keys() - told.keys():
            self._need("delete", DealParty, "parties")
            stand[key].delete()
        for (party, role), direction in told.items():
            row = stand.get((party, role)) or DealParty(deal=deal, party_id=party, role=role)
            if row.pk is None or row.direction != direction:
                self._need("change" if row.pk else "add", DealParty, "parties")
                row.direction = direction
                row.save()

    def _save_sum(self, deal):
        told = deal.told_sum
        is_told = any(getattr(told, part) not in (None, "") for part in SUM)
        if deal.has_sums > 1:
            if is_told:
                raise ValidationError(
                    {"sum_measure": f"This deal has {deal.has_sums} sums: change them on its page."}
                )
            return
        if not is_told:
            if deal.has_sums:
                raise ValidationError(
                    {"sum_measure": "A sum is taken away on the page of the deal, not here."}
                )
            return
        told.deal = deal
        told.measure = told.measure or Measure.TOTAL
        told.qualifier = told.qualifier or Qualifier.EXACT
        told.low, told.high = ends_meant(told.qualifier, told.low, told.high)
        stands = Amount.objects.filter(pk=told.pk).values(*SUM).first()
        if stands == {part: getattr(told, Amount._meta.get_field(part).attname) for part in SUM}:
            return
        self._need("change" if told.pk else "add", Amount, "sum_measure")
        try:
            told.full_clean(exclude=["deal"])
        except ValidationError as error:
            raise ValidationError(
                {
                    f"sum_{part}" if part in SUM else "sum_measure": [
                        cell_fault(told, part, each) for each in errors
                    ]
                    for part, errors in error.error_dict.items()
                }
            ) from None
        told.save()

    def _need(self, act, model, column):
        name = model._meta.model_name
        if not self.user.has_perm(f"partnerships.{act}_{name}"):
            noun = model._meta.verbose_name_plural
            raise ValidationError({column: f"You may not {act} {noun}."})

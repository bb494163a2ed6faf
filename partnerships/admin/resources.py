"""The tables in which records travel: which columns each has, and what a cell holds."""

from import_export.fields import Field
from uuid_utils.compat import uuid7

from ..models import (
    Citation,
    Claim,
    Collection,
    Company,
    Deal,
    Party,
    Person,
    Snapshot,
    Source,
)
from ..rules.claims import blind
from .base import visible
from .tables import Table
from .widgets import (
    DayCell,
    EDTFText,
    FigureCell,
    TextWidget,
    VisibleRecordsWidget,
    VisibleRecordWidget,
    WordList,
)


def text_column(name):
    return Field(attribute=name, column_name=name, widget=TextWidget())


def edtf_column(name):
    return Field(attribute=name, column_name=name, widget=EDTFText())


def other(name, model, key="slug"):
    return Field(attribute=name, column_name=name, widget=VisibleRecordWidget(model, key))


def day(name):
    return Field(attribute=name, column_name=name, widget=DayCell())


def number_column(name):
    return Field(attribute=name, column_name=name, widget=FigureCell())


class ListColumn(Field):
    """Other records in one cell. Of a row that is new it is known what they are without asking."""

    def get_value(self, instance):
        if getattr(instance, "is_brought_in", False):
            return Told(self.told_of(instance))
        return super().get_value(instance)

    def save(self, instance, row, is_m2m=False, **kwargs):
        if instance.is_brought_in:
            setattr(instance, f"told_{self.attribute}", self.clean(row, **kwargs))
        else:
            super().save(instance, row, is_m2m, **kwargs)

    def told_of(self, instance):
        return getattr(instance, f"told_{self.attribute}", [])

    def write(self, instances):
        """Write the lists of rows that are new, all at once."""
        if not instances:
            return
        field = instances[0]._meta.get_field(self.attribute)
        whose, what = field.m2m_field_name(), field.m2m_reverse_field_name()
        through = field.remote_field.through
        through.objects.bulk_create(
            through(**{whose: instance, what: each})
            for instance in instances
            for each in self.told_of(instance)
        )


class Told(list):
    """Records as a list of a record has them."""

    def all(self):
        return self


class ClaimOfCollection(VisibleRecordWidget):
    """A claim by its reference, in the collection that the row names."""

    def learn(self, cells, dataset):
        words = {str(cell or "").strip() for cell in cells}
        claims = visible(Claim.objects.filter(reference__in=words), self.user)
        named = claims.select_related("collection")
        self.learned = {(claim.collection.slug, claim.reference): claim for claim in named}

    def find(self, word, row):
        if found := self.learned.get((row.get("collection"), word)):
            return found
        claims = visible(Claim.objects.all(), self.user)
        try:
            return claims.get(reference=word, collection__slug=row.get("collection"))
        except Claim.DoesNotExist:
            raise ValueError(f"There is no claim “{word}” in that collection.") from None


class PartyTable(Table):
    """Companies or people. The kind is that of the list into which they are brought."""

    related = ["collection", "parent", "merged_into"]

    collection = other("collection", Collection)
    parent = other("parent", Party)
    merged_into = other("merged_into", Party)
    founded = edtf_column("founded")
    dissolved = edtf_column("dissolved")

    class Meta(Table.Meta):
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "collection",
            "name",
            "legal_form",
            "country",
            "place",
            "founded",
            "dissolved",
            "parent",
            "merged_into",
            "note",
        ]

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.kind = type(self._meta.model.objects).kind


class CompanyTable(PartyTable):
    class Meta(PartyTable.Meta):
        model = Company


class PersonTable(PartyTable):
    class Meta(PartyTable.Meta):
        model = Person


class SourceTable(Table):
    """Sources. Who may not know of confidential ones finds no word of them in it."""

    needs = {"confidentiality": ["view_confidential_source"]}
    related = ["collection", "derives_from"]

    collection = other("collection", Collection)
    authors = Field(attribute="authors", column_name="authors", widget=WordList())
    derives_from = other("derives_from", Source)
    published = edtf_column("published")

    class Meta(Table.Meta):
        model = Source
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "collection",
            "outlet",
            "title",
            "authors",
            "kind",
            "tier",
            "language",
            "url",
            "published",
            "published_words",
            "says",
            "derives_from",
            "origin_note",
            "seen",
            "seen_at",
            "confidentiality",
        ]


class ClaimTable(Table):
    """Claims, with the parties and deals they are about, for those who may know of all of them:
    of a list that is shown in part, the rest would be lost where it is brought in again."""

    needs = {"parties": ["view_party"], "deals": ["view_deal", "view_party"]}
    related = ["collection", "appears_in"]

    collection = other("collection", Collection)
    appears_in = other("appears_in", Source)
    date = edtf_column("date")
    date_as_worded = edtf_column("date_as_worded")
    as_of = day("as_of")
    value_low = number_column("value_low")
    value_high = number_column("value_high")
    parties = ListColumn(
        attribute="parties", column_name="parties", widget=VisibleRecordsWidget(Party)
    )
    deals = ListColumn(attribute="deals", column_name="deals", widget=VisibleRecordsWidget(Deal))

    class Meta(Table.Meta):
        model = Claim
        import_id_fields = ["collection", "reference"]
        fields = [
            "collection",
            "reference",
            "layer",
            "section",
            "statement",
            "kind",
            "attributed_to",
            "appears_in",
            "date_words",
            "date_as_worded",
            "date",
            "as_of",
            "value_qualifier",
            "value_low",
            "value_high",
            "value_unit",
            "good_until",
            "link_anchor",
            "note",
            "parties",
            "deals",
        ]

    def filter_export(self, queryset, **kwargs):
        return super().filter_export(queryset).prefetch_related("parties", "deals")

    def export(self, queryset=None, **kwargs):
        """Without the claims whose life is closed to this editor while they are checked blind."""
        rows = self.get_queryset() if queryset is None else queryset
        closed = blind.hidden_from(self.user).order_by().values("pk")
        return super().export(rows.exclude(pk__in=closed), **kwargs)


class CitationTable(Table):
    """Citations. A row without a public id is a new one."""

    related = ["collection", "claim", "source", "snapshot"]

    collection = other("collection", Collection)
    claim = Field("claim", "claim", widget=ClaimOfCollection(Claim, "reference"))
    source = other("source", Source)
    snapshot = other("snapshot", Snapshot, key="uid")

    class Meta(Table.Meta):
        model = Citation
        import_id_fields = ["uid"]
        fields = [
            "uid",
            "collection",
            "reference",
            "claim",
            "source",
            "stance",
            "quote",
            "translation",
            "locator",
            "says",
            "answer",
            "snapshot",
        ]

    def filter_export(self, queryset, **kwargs):
        return super().filter_export(queryset).defer("snapshot__text")

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        row["uid"] = row.get("uid") or str(uuid7())

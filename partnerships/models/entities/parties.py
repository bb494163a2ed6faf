"""Parties: the companies, organisations and people a story is about, and what names them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Upper

from ...vocabulary import Basis, LegalForm, NameKind, PartyKind, Scheme
from ..base import (
    INK,
    Collected,
    Present,
    ReleasedQuerySet,
    Slugged,
    SlugManager,
    Uid,
    UidManager,
    holds,
    is_one_of,
    not_blank,
    one_of,
    other_row,
    put_away_by_itself,
    put_away_field,
    released_field,
    slug_shaped,
    trimmed,
)
from ..dates import (
    AsOfQuerySet,
    EDTFField,
    Period,
    certainly_alone,
    period_constraints,
    period_indexes,
    valid_date,
)
from ..history import tracked


def without_accents(field):
    """The text without accents and capitals, as names are searched; indexed by trigrams."""
    return Func(field, function="plain_text", output_field=models.TextField())


class PartyQuerySet(ReleasedQuerySet):
    def standing(self):
        """The parties but those that were merged into another, which only lead on to it: what
        lists, choices and searches are made of."""
        return self.filter(merged_into=None)

    def named(self, words):
        """Parties one of whose names contains `words`, accents and capitals aside."""
        return self.standing().filter(is_one_of(_keys_named(words)))

    def called(self, words):
        """Parties so named, and those with that number in a register."""
        numbered = Identifier.objects.filter(number_named(words)).order_by().values("party")
        return self.standing().filter(is_one_of(_keys_named(words).union(numbered, all=True)))


def _keys_named(words):
    plain = plain_words(words)
    parties = Party.objects.order_by().alias(plain=without_accents("name"))
    names = PartyName.objects.order_by().alias(plain=without_accents("text"))
    # Two lists of keys, each from its index: of one condition or the other neither is asked.
    found = parties.filter(plain__contains=plain).values("pk")
    return found.union(names.filter(plain__contains=plain).values("party"), all=True)


CALLED = {scheme.value: scheme for scheme in Scheme} | {"qid": Scheme.WIKIDATA}
CIK_DIGITS = 10
LONGEST_TICKER = 6


def identifier_named(word):
    """The condition of an identifier: `lei:549300…`, or its value alone, capitals aside."""
    first, _, rest = word.partition(":")
    scheme = CALLED.get(first.strip().lower().replace(" ", "_"))
    value = (rest if scheme else word).strip()  # a ticker has a colon of its own
    named = Q(value__iexact=value)
    if value.isascii() and value.isdigit() and scheme in (Scheme.CIK, None):
        named |= Q(scheme=Scheme.CIK, value=value.zfill(CIK_DIGITS))
    return named & Q(scheme=scheme) if scheme else named


def number_named(words):
    """The same as somebody types it who looks for its party: “LEI 5493…”, “msft”."""
    first, _, rest = words.strip().partition(" ")
    word = f"{first}:{rest.strip()}" if rest and first.lower() in CALLED else words.strip()
    named = identifier_named(word)
    if word.isascii() and word.isalnum() and len(word) <= LONGEST_TICKER:
        named |= Q(scheme=Scheme.TICKER, value__iendswith=f":{word}")
    return named


def plain_words(words):
    """The searched words in the same plain form, as an expression."""
    return Func(models.Value(words), function="plain_text", output_field=models.TextField())


class PartyManager(Present, SlugManager.from_queryset(PartyQuerySet)):
    """The parties; of one kind where the subclass names it."""

    kind = None

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.filter(kind=self.kind) if self.kind else rows


@tracked
class Party(Collected, Slugged):
    """A company, an organisation or a person: one table, one id space."""

    kind = models.CharField(max_length=7, choices=PartyKind)
    name = models.CharField(max_length=200, help_text="The name by which the desk knows it.")
    legal_form = models.CharField(max_length=30, choices=LegalForm, blank=True)
    country = models.CharField(
        max_length=2, blank=True, help_text="Two letters of ISO 3166, such as US."
    )
    place = models.CharField(max_length=100, blank=True, help_text="Where its headquarters are.")
    founded = EDTFField(help_text="Founded, or born.")
    dissolved = EDTFField(help_text="Dissolved, or died.")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="subsidiaries",
        null=True,
        blank=True,
        help_text="The organisation that controls it.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        help_text="The same party under another record, which stands in its stead.",
    )
    note = models.TextField(blank=True)
    released_at = released_field()
    put_away = put_away_field()

    objects = PartyManager()
    every = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "parties"
        permissions = [("release_party", "Can release parties and what is recorded of them")]
        constraints = [
            *put_away_by_itself("party"),
            one_of("party_kind_is_known", "kind", PartyKind),
            one_of("party_legal_form_is_known", "legal_form", LegalForm, blank=True),
            not_blank("party_has_a_name", "name", "Give the party a name."),
            trimmed("party_name_is_not_padded", "name"),
            slug_shaped("party_slug_is_a_slug"),
            models.CheckConstraint(
                name="party_country_is_two_letters",
                condition=Q(country__regex=r"^([A-Z]{2})?$"),
                violation_error_message="Write the country as two capitals, such as US.",
            ),
            models.CheckConstraint(
                name="person_has_no_legal_form",
                condition=~Q(kind=PartyKind.PERSON) | Q(legal_form=""),
                violation_error_message="A person has no legal form: clear it.",
            ),
            valid_date("party_founded_is_a_date", "founded"),
            valid_date("party_dissolved_is_a_date", "dissolved"),
            other_row(
                "party_is_not_merged_into_itself",
                "merged_into",
                "A party cannot be merged into itself.",
            ),
            other_row("party_is_not_its_own_parent", "parent", "A party cannot control itself."),
            # Roles and stakes point at both columns, so that a company holds no post.
            models.UniqueConstraint(name="party_id_and_kind", fields=["id", "kind"]),
        ]
        indexes = [
            GinIndex(
                OpClass(without_accents("name"), name="gin_trgm_ops"), name="party_name_trigrams"
            ),
            models.Index(fields=["kind", "name", "id"], name="party_kind_name"),
        ]

    def __str__(self):
        return self.name


class CompanyManager(PartyManager):
    kind = PartyKind.COMPANY


class PersonManager(PartyManager):
    kind = PartyKind.PERSON


class Company(Party):
    """A party that is a company or another organisation."""

    objects = CompanyManager()

    class Meta:
        proxy = True
        ordering = ["name", "pk"]
        verbose_name_plural = "companies"


class Person(Party):
    """A party that is a human being."""

    objects = PersonManager()

    class Meta:
        proxy = True
        ordering = ["name", "pk"]
        verbose_name_plural = "people"


class PartyNameManager(UidManager.from_queryset(AsOfQuerySet)):
    pass


@tracked
class PartyName(Uid, Period):
    """A name a party bears or bore, and when."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="names")
    text = models.CharField("name", max_length=200)
    kind = models.CharField(max_length=7, choices=NameKind)
    language = models.CharField(
        max_length=12,
        blank=True,
        help_text="Its language, such as en or zh-Hant, where it matters.",
    )

    objects = PartyNameManager()

    class Meta:
        ordering = ["party", "kind", "text", "pk"]
        verbose_name = "name"
        constraints = [
            one_of("party_name_kind_is_known", "kind", NameKind),
            not_blank("party_name_is_not_blank", "text", "Write the name."),
            trimmed("party_name_text_is_not_padded", "text"),
            models.UniqueConstraint(
                name="party_name_is_recorded_once",
                fields=["party", "text", "start"],
                violation_error_message="This name is recorded already.",
            ),
            certainly_alone(
                "party_has_one_legal_name_a_day",
                "party",
                condition=Q(kind=NameKind.LEGAL),
                message="Two legal names on one day: end the earlier before the later begins.",
            ),
            *period_constraints("party_name"),
        ]
        indexes = [
            GinIndex(
                OpClass(without_accents("text"), name="gin_trgm_ops"),
                name="party_name_text_trigrams",
            ),
            *period_indexes("party_name"),
        ]

    def __str__(self):
        return self.text


@tracked
class Identifier(Uid):
    """A party's number or name in somebody's register."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=14, choices=Scheme)
    value = models.CharField(max_length=60)
    basis = models.CharField(max_length=8, choices=Basis)
    note = models.CharField(max_length=200, blank=True)
    deprecated_on = models.DateField(
        null=True,
        blank=True,
        help_text="Since when the desk no longer holds it to be this party's.",
    )
    deprecated_reason = models.CharField(max_length=200, blank=True)

    objects = UidManager()

    class Meta:
        ordering = ["party", "scheme", "value", "pk"]
        constraints = [
            one_of("identifier_scheme_is_known", "scheme", Scheme),
            one_of("identifier_basis_is_known", "basis", Basis),
            models.CheckConstraint(
                name="identifier_has_the_shape_of_its_scheme",
                condition=holds("identifier_is_well_formed", "scheme", "value"),
                violation_error_message="This is not how that scheme writes its values: check the "
                "digits (an LEI has two check digits, a CIK ten digits, a ticker its exchange).",
            ),
            models.UniqueConstraint(
                name="identifier_has_one_live_owner",
                fields=["scheme", "value"],
                condition=Q(deprecated_on=None),
                violation_error_message="Another party has this identifier. Look whether they are "
                "the same, or deprecate one of the two with a reason.",
            ),
            models.UniqueConstraint(
                name="party_has_one_live_lei",
                fields=["party"],
                condition=Q(scheme=Scheme.LEI, deprecated_on=None),
                violation_error_message="A party has one LEI: deprecate the other with a reason.",
            ),
            models.CheckConstraint(
                name="identifier_is_deprecated_with_a_reason",
                condition=Q(deprecated_on=None, deprecated_reason="")
                | Q(deprecated_on__isnull=False, deprecated_reason__regex=INK),
                violation_error_message="Give both the day and the reason of the deprecation, "
                "or neither.",
            ),
        ]
        indexes = [models.Index(Upper("value"), name="identifier_value")]  # capitals aside

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"

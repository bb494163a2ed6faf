"""All tables, each with its constraints and indexes, and the histories beside them.

One operation makes them all: each that looks at the models costs Django a look at every one.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import uuid_utils.compat
from django.conf import settings
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.models import CheckConstraint, F, Q, UniqueConstraint


def key():
    """The number of a row."""
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def uid():
    """The name of a row that counts no rows."""
    return models.UUIDField(
        default=uuid_utils.compat.uuid7, editable=False, unique=True, verbose_name="public id"
    )


def kept(name, field):
    """A column as its history has it: the value alone, without keys and uniqueness."""
    if isinstance(field, models.BigAutoField):
        return models.BigIntegerField()
    _, _, args, words = field.deconstruct()
    words.pop("unique", None)
    words.pop("db_index", None)
    if name == "searched_on":
        words.pop("blank")  # a form asks for this date
    if isinstance(field, models.ForeignKey):
        return models.ForeignKey(
            *args,
            **words
            | {
                "db_constraint": False,
                "on_delete": models.DO_NOTHING,
                "related_name": "+",
                "related_query_name": "+",
            },
        )
    return type(field)(*args, **words, db_index=False)


def history(table):
    """The history of a table: each row as it was, when that was, and in which context."""
    return CreateModel(
        name=f"{table.name}History",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=models.DO_NOTHING,
                    related_name="history",
                    to=f"partnerships.{table.name.lower()}",
                ),
            ),
            *(
                (name, kept(name, field))
                for name, field in table.fields
                if not field.generated and not field.many_to_many
            ),
            (
                "pgh_context",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="+",
                    to="pghistory.context",
                ),
            ),
        ],
        options={"abstract": False},
    )


TABLES = [
    CreateModel(
        name="KeptAnswer",
        fields=[
            ("id", key()),
            (
                "user",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="kept_answers",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("key", models.CharField(max_length=200)),
            (
                "request",
                models.CharField(help_text="SHA-256 of method, address and body.", max_length=64),
            ),
            ("status", models.PositiveSmallIntegerField()),
            ("body", models.TextField(blank=True)),
            ("headers", models.JSONField(blank=True, default=dict)),
            ("at", models.DateTimeField()),
        ],
        options={
            "ordering": ["pk"],
            "default_permissions": [],
            "constraints": [
                UniqueConstraint(
                    fields=("user", "key"),
                    name="answer_is_kept_once_for_a_key",
                    violation_error_message="This key was used already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Collection",
        fields=[
            ("id", key()),
            (
                "slug",
                models.CharField(
                    help_text="Its folder under fixtures/, such as microsoft_openai.",
                    max_length=60,
                    unique=True,
                ),
            ),
            ("name", models.CharField(max_length=200)),
        ],
        options={
            "ordering": ["slug"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+(_[a-z0-9]+)*$")),
                    name="collection_slug_is_a_slug",
                    violation_error_message="Use small letters, digits and underscores.",
                ),
                CheckConstraint(
                    condition=Q(("name__regex", "\\S")),
                    name="collection_has_a_name",
                    violation_error_message="Give the collection a name.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Party",
        fields=[
            ("id", key()),
            (
                "slug",
                models.SlugField(
                    help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
                    max_length=100,
                    unique=True,
                ),
            ),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("company", "Company or organisation"), ("person", "Person")],
                    max_length=7,
                ),
            ),
            (
                "name",
                models.CharField(help_text="The name by which the desk knows it.", max_length=200),
            ),
            (
                "legal_form",
                models.CharField(
                    blank=True,
                    choices=[
                        ("company", "Company"),
                        ("public_company", "Public company"),
                        ("private_company", "Private company"),
                        ("nonprofit", "Nonprofit"),
                        ("public_benefit_corporation", "Public benefit corporation"),
                        ("investment_firm", "Investment firm"),
                        ("state_backed_investor", "State-backed investor"),
                        ("joint_venture", "Joint venture"),
                        ("publisher", "Publisher"),
                        ("regulator", "Regulator"),
                    ],
                    max_length=30,
                ),
            ),
            (
                "country",
                models.CharField(
                    blank=True, help_text="Two letters of ISO 3166, such as US.", max_length=2
                ),
            ),
            (
                "place",
                models.CharField(
                    blank=True, help_text="Where its headquarters are.", max_length=100
                ),
            ),
            ("founded", models.CharField(blank=True, help_text="Founded, or born.", max_length=60)),
            (
                "dissolved",
                models.CharField(blank=True, help_text="Dissolved, or died.", max_length=60),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    help_text="The organisation that controls it.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="subsidiaries",
                    to="partnerships.party",
                ),
            ),
            (
                "merged_into",
                models.ForeignKey(
                    blank=True,
                    help_text="The same party under another record, which stands in its stead.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="merged",
                    to="partnerships.party",
                ),
            ),
            ("note", models.TextField(blank=True)),
        ],
        options={
            "verbose_name_plural": "parties",
            "ordering": ["name", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        models.Func("name", function="plain_text", output_field=models.TextField()),
                        name="gin_trgm_ops",
                    ),
                    name="party_name_trigrams",
                ),
                models.Index(fields=["kind", "name", "id"], name="party_kind_name"),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("kind__in", ["company", "person"])),
                    name="party_kind_is_known",
                    violation_error_message="Choose one of: Company or organisation, Person.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "legal_form__in",
                            [
                                "company",
                                "public_company",
                                "private_company",
                                "nonprofit",
                                "public_benefit_corporation",
                                "investment_firm",
                                "state_backed_investor",
                                "joint_venture",
                                "publisher",
                                "regulator",
                                "",
                            ],
                        )
                    ),
                    name="party_legal_form_is_known",
                    violation_error_message=(
                        "Choose one of: Company, Public company, Private company, Nonprofit, "
                        "Public benefit corporation, Investment firm, State-backed investor, "
                        "Joint venture, Publisher, Regulator."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("name__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="party_has_a_name",
                    violation_error_message="Give the party a name.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("name__regex", "^[\\s\\u00a0\\u200b\\ufeff]|[\\s\\u00a0\\u200b\\ufeff]$"),
                        _negated=True,
                    ),
                    name="party_name_is_not_padded",
                    violation_error_message="Take away the spaces before and after the text.",
                ),
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+([_-][a-z0-9]+)*$")),
                    name="party_slug_is_a_slug",
                    violation_error_message=(
                        "Use small letters, digits and hyphens, such as openai-group."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("country__regex", "^([A-Z]{2})?$")),
                    name="party_country_is_two_letters",
                    violation_error_message="Write the country as two capitals, such as US.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("kind", "person"), _negated=True), ("legal_form", ""), _connector="OR"
                    ),
                    name="person_has_no_legal_form",
                    violation_error_message="A person has no legal form: clear it.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "founded", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="party_founded_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "dissolved", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="party_dissolved_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("merged_into__isnull", True),
                        Q(("merged_into", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="party_is_not_merged_into_itself",
                    violation_error_message="A party cannot be merged into itself.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("parent__isnull", True),
                        Q(("parent", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="party_is_not_its_own_parent",
                    violation_error_message="A party cannot control itself.",
                ),
                UniqueConstraint(fields=("id", "kind"), name="party_id_and_kind"),
            ],
        },
    ),
    CreateModel(
        name="Company",
        fields=[],
        options={"verbose_name_plural": "companies", "ordering": ["name", "pk"], "proxy": True},
        bases=("partnerships.party",),
    ),
    CreateModel(
        name="Person",
        fields=[],
        options={"verbose_name_plural": "people", "ordering": ["name", "pk"], "proxy": True},
        bases=("partnerships.party",),
    ),
    CreateModel(
        name="PartyName",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="names", to="partnerships.party"
                ),
            ),
            ("text", models.CharField(max_length=200, verbose_name="name")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("legal", "Legal name"),
                        ("trading", "Trading name"),
                        ("former", "Former name"),
                        ("alias", "Also known as"),
                        ("acronym", "Acronym"),
                    ],
                    max_length=7,
                ),
            ),
            (
                "language",
                models.CharField(
                    blank=True,
                    help_text="Its language, such as en or zh-Hant, where it matters.",
                    max_length=12,
                ),
            ),
        ],
        options={
            "verbose_name": "name",
            "ordering": ["party", "kind", "text", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(
                        models.Func("text", function="plain_text", output_field=models.TextField()),
                        name="gin_trgm_ops",
                    ),
                    name="party_name_text_trigrams",
                ),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["certain"], name="party_name_certain"
                ),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="party_name_possible"
                ),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("kind__in", ["legal", "trading", "former", "alias", "acronym"])),
                    name="party_name_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Legal name, Trading name, Former "
                        "name, Also known as, Acronym."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("text__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="party_name_is_not_blank",
                    violation_error_message="Write the name.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("text__regex", "^[\\s\\u00a0\\u200b\\ufeff]|[\\s\\u00a0\\u200b\\ufeff]$"),
                        _negated=True,
                    ),
                    name="party_name_text_is_not_padded",
                    violation_error_message="Take away the spaces before and after the text.",
                ),
                UniqueConstraint(
                    fields=("party", "text", "start"),
                    name="party_name_is_recorded_once",
                    violation_error_message="This name is recorded already.",
                ),
                django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=Q(("kind", "legal")),
                    expressions=[("certain", "&&"), ("party", "=")],
                    name="party_has_one_legal_name_a_day",
                    violation_error_message=(
                        "Two legal names on one day: end the earlier before the later begins."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="party_name_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="party_name_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="party_name_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="party_name_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="party_name_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="party_name_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Identifier",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="identifiers", to="partnerships.party"
                ),
            ),
            (
                "scheme",
                models.CharField(
                    choices=[
                        ("wikidata", "Wikidata"),
                        ("lei", "LEI"),
                        ("cik", "CIK (SEC)"),
                        ("isin", "ISIN"),
                        ("ticker", "Ticker"),
                        ("company_number", "Company number"),
                    ],
                    max_length=14,
                ),
            ),
            ("value", models.CharField(max_length=60)),
            (
                "basis",
                models.CharField(
                    choices=[
                        ("verified", "Seen in a copy of a public page"),
                        ("sure", "General knowledge"),
                    ],
                    max_length=8,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=200)),
            (
                "deprecated_on",
                models.DateField(
                    blank=True,
                    help_text="Since when the desk no longer holds it to be this party's.",
                    null=True,
                ),
            ),
            ("deprecated_reason", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "ordering": ["party", "scheme", "value", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "scheme__in",
                            ["wikidata", "lei", "cik", "isin", "ticker", "company_number"],
                        )
                    ),
                    name="identifier_scheme_is_known",
                    violation_error_message=(
                        "Choose one of: Wikidata, LEI, CIK (SEC), ISIN, Ticker, Company number."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("basis__in", ["verified", "sure"])),
                    name="identifier_basis_is_known",
                    violation_error_message=(
                        "Choose one of: Seen in a copy of a public page, General knowledge."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "scheme",
                        "value",
                        function="identifier_is_well_formed",
                        output_field=models.BooleanField(),
                    ),
                    name="identifier_has_the_shape_of_its_scheme",
                    violation_error_message=(
                        "This is not how that scheme writes its values: check the digits (an "
                        "LEI has two check digits, a CIK ten digits, a ticker its exchange)."
                    ),
                ),
                UniqueConstraint(
                    condition=Q(("deprecated_on", None)),
                    fields=("scheme", "value"),
                    name="identifier_has_one_live_owner",
                    violation_error_message=(
                        "Another party has this identifier. Look whether they are the same, or "
                        "deprecate one of the two with a reason."
                    ),
                ),
                UniqueConstraint(
                    condition=Q(("deprecated_on", None), ("scheme", "lei")),
                    fields=("party",),
                    name="party_has_one_live_lei",
                    violation_error_message=(
                        "A party has one LEI: deprecate the other with a reason."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("deprecated_on", None), ("deprecated_reason", "")),
                        Q(
                            ("deprecated_on__isnull", False),
                            ("deprecated_reason__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        _connector="OR",
                    ),
                    name="identifier_is_deprecated_with_a_reason",
                    violation_error_message=(
                        "Give both the day and the reason of the deprecation, or neither."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Partnership",
        fields=[
            ("id", key()),
            (
                "slug",
                models.SlugField(
                    help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
                    max_length=100,
                    unique=True,
                ),
            ),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            ("name", models.CharField(max_length=200)),
            (
                "summary",
                models.TextField(blank=True, help_text="In our words, for somebody new to it."),
            ),
        ],
        options={
            "ordering": ["name", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("name__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="partnership_has_a_name",
                    violation_error_message="Give the partnership a name.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("name__regex", "^[\\s\\u00a0\\u200b\\ufeff]|[\\s\\u00a0\\u200b\\ufeff]$"),
                        _negated=True,
                    ),
                    name="partnership_name_is_not_padded",
                    violation_error_message="Take away the spaces before and after the text.",
                ),
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+([_-][a-z0-9]+)*$")),
                    name="partnership_slug_is_a_slug",
                    violation_error_message=(
                        "Use small letters, digits and hyphens, such as openai-group."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="PartnershipParty",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "partnership",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="parties", to="partnerships.partnership"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="partnerships", to="partnerships.party"
                ),
            ),
        ],
        options={
            "verbose_name": "party to a partnership",
            "verbose_name_plural": "parties to partnerships",
            "ordering": ["partnership", "party", "start", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GistIndex(
                    fields=["certain"], name="partnership_party_certain"
                ),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="partnership_party_possible"
                ),
            ],
            "constraints": [
                UniqueConstraint(
                    fields=("partnership", "party", "start"),
                    name="partnership_has_a_party_once",
                    violation_error_message="This party is recorded already.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="partnership_party_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="partnership_party_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="partnership_party_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="partnership_party_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="partnership_party_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="partnership_party_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Deal",
        fields=[
            ("id", key()),
            (
                "slug",
                models.SlugField(
                    help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
                    max_length=100,
                    unique=True,
                ),
            ),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "partnership",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="deals",
                    to="partnerships.partnership",
                ),
            ),
            ("title", models.CharField(max_length=300)),
            (
                "kinds",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("investment", "Investment"),
                            ("equity_round", "Equity round"),
                            ("cloud", "Cloud"),
                            ("licence", "Licence"),
                            ("hiring", "Hiring"),
                            ("amendment", "Amendment"),
                            ("joint_venture", "Joint venture"),
                            ("memorandum", "Memorandum"),
                            ("lease", "Lease"),
                            ("acquisition", "Acquisition"),
                        ],
                        max_length=13,
                    ),
                    size=None,
                ),
            ),
            (
                "amends",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="amended_by",
                    to="partnerships.deal",
                ),
            ),
            (
                "umbrella",
                models.ForeignKey(
                    blank=True,
                    help_text="The agreement under which this one was made.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="under_it",
                    to="partnerships.deal",
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "released_at",
                models.DateTimeField(
                    blank=True,
                    help_text="Since when readers may see it. Empty: the desk alone.",
                    null=True,
                ),
            ),
        ],
        options={
            "ordering": ["title", "pk"],
            "permissions": [("release_deal", "Can release a deal to readers")],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(fields=["kinds"], name="deal_kinds"),
                models.Index(fields=["released_at"], name="deal_released_at"),
                django.contrib.postgres.indexes.GistIndex(fields=["certain"], name="deal_certain"),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="deal_possible"
                ),
            ],
            "constraints": [
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="deal_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+([_-][a-z0-9]+)*$")),
                    name="deal_slug_is_a_slug",
                    violation_error_message=(
                        "Use small letters, digits and hyphens, such as openai-group."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("title__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="deal_has_a_title",
                    violation_error_message="Give the deal a title.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "kinds__contained_by",
                            [
                                "investment",
                                "equity_round",
                                "cloud",
                                "licence",
                                "hiring",
                                "amendment",
                                "joint_venture",
                                "memorandum",
                                "lease",
                                "acquisition",
                            ],
                        ),
                        ("kinds__len__gt", 0),
                    ),
                    name="deal_kinds_are_known",
                    violation_error_message="Choose at least one kind of deal from the list.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("amends__isnull", True),
                        Q(("amends", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="deal_does_not_amend_itself",
                    violation_error_message="A deal cannot amend itself.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("umbrella__isnull", True),
                        Q(("umbrella", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="deal_is_not_its_own_umbrella",
                    violation_error_message="A deal is not under itself.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="deal_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="deal_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="deal_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="deal_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="deal_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="deal_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="DealStep",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "deal",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="steps", to="partnerships.deal"
                ),
            ),
            (
                "step",
                models.CharField(
                    choices=[
                        ("rumoured", "Rumoured"),
                        ("announced", "Announced"),
                        ("signed", "Signed"),
                        ("in_force", "In force"),
                        ("closed", "Completed"),
                        ("superseded", "Superseded"),
                        ("terminated", "Terminated"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "date_words",
                models.CharField(blank=True, max_length=200, verbose_name="date as worded"),
            ),
            (
                "date",
                models.CharField(
                    blank=True, help_text="Blank: reached, but the day is not known.", max_length=60
                ),
            ),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
        ],
        options={
            "verbose_name": "step",
            "ordering": ["deal", "earliest", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "step__in",
                            [
                                "rumoured",
                                "announced",
                                "signed",
                                "in_force",
                                "closed",
                                "superseded",
                                "terminated",
                            ],
                        )
                    ),
                    name="deal_step_is_known",
                    violation_error_message=(
                        "Choose one of: Rumoured, Announced, Signed, In force, "
                        "Completed, Superseded, Terminated."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="deal_step_date_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                UniqueConstraint(
                    fields=("deal", "step"),
                    name="deal_reaches_a_step_once",
                    violation_error_message="This step is recorded already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="DealParty",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "deal",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="parties", to="partnerships.deal"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="deals", to="partnerships.party"
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[
                        ("investor", "Investor"),
                        ("lead_investor", "Lead investor"),
                        ("investee", "Investee"),
                        ("issuer", "Issuer"),
                        ("shareholder", "Shareholder"),
                        ("controlling_shareholder", "Controlling shareholder"),
                        ("equity_partner", "Equity partner"),
                        ("technology_partner", "Technology partner"),
                        ("venture", "Venture"),
                        ("provider", "Provider"),
                        ("exclusive_cloud_provider", "Exclusive cloud provider"),
                        ("consenting_exclusive_provider", "Consenting exclusive provider"),
                        ("customer", "Customer"),
                        ("supplier", "Supplier"),
                        ("distributor", "Distributor"),
                        ("licensor", "Licensor"),
                        ("licensee", "Licensee"),
                        ("exclusive_licensee", "Exclusive licensee"),
                        ("landlord", "Landlord"),
                        ("tenant", "Tenant"),
                        ("party", "Party"),
                    ],
                    max_length=29,
                ),
            ),
            (
                "direction",
                models.CharField(
                    blank=True,
                    choices=[
                        ("pays", "Pays"),
                        ("receives", "Receives"),
                        ("both", "Pays and receives"),
                    ],
                    help_text="Whether it pays or is paid.",
                    max_length=8,
                ),
            ),
        ],
        options={
            "verbose_name": "party to a deal",
            "verbose_name_plural": "parties to deals",
            "ordering": ["deal", "role", "party", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "role__in",
                            [
                                "investor",
                                "lead_investor",
                                "investee",
                                "issuer",
                                "shareholder",
                                "controlling_shareholder",
                                "equity_partner",
                                "technology_partner",
                                "venture",
                                "provider",
                                "exclusive_cloud_provider",
                                "consenting_exclusive_provider",
                                "customer",
                                "supplier",
                                "distributor",
                                "licensor",
                                "licensee",
                                "exclusive_licensee",
                                "landlord",
                                "tenant",
                                "party",
                            ],
                        )
                    ),
                    name="deal_party_role_is_known",
                    violation_error_message=(
                        "Choose one of: Investor, Lead investor, Investee, Issuer, "
                        "Shareholder, Controlling shareholder, Equity partner, Technology "
                        "partner, Venture, Provider, Exclusive cloud provider, Consenting "
                        "exclusive provider, Customer, Supplier, Distributor, Licensor, "
                        "Licensee, Exclusive licensee, Landlord, Tenant, Party."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("direction__in", ["pays", "receives", "both", ""])),
                    name="deal_party_direction_is_known",
                    violation_error_message="Choose one of: Pays, Receives, Pays and receives.",
                ),
                UniqueConstraint(
                    fields=("deal", "party", "role"),
                    name="deal_has_a_party_once_in_a_role",
                    violation_error_message="This party is in the deal in this role already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Event",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            ("title", models.CharField(max_length=300)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("product", "Product or technology"),
                        ("leadership", "Leadership"),
                        ("governance", "Governance"),
                        ("regulation", "Regulation"),
                        ("litigation", "Litigation"),
                        ("filing", "Filing or listing"),
                        ("publication", "Publication"),
                        ("dispute", "Dispute"),
                    ],
                    max_length=11,
                ),
            ),
            (
                "date_words",
                models.CharField(blank=True, max_length=200, verbose_name="date as worded"),
            ),
            ("date", models.CharField(blank=True, max_length=60)),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            ("note", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["earliest", "pk"],
            "indexes": [models.Index(fields=["earliest", "id"], name="event_earliest")],
            "constraints": [
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="event_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "kind__in",
                            [
                                "product",
                                "leadership",
                                "governance",
                                "regulation",
                                "litigation",
                                "filing",
                                "publication",
                                "dispute",
                            ],
                        )
                    ),
                    name="event_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Product or technology, Leadership, Governance, "
                        "Regulation, Litigation, Filing or listing, Publication, Dispute."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("title__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="event_has_a_title",
                    violation_error_message="Say what happened.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="event_date_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="EventParty",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "event",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="parties", to="partnerships.event"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="events", to="partnerships.party"
                ),
            ),
        ],
        options={
            "verbose_name": "party to an event",
            "verbose_name_plural": "parties to events",
            "ordering": ["event", "party", "pk"],
            "constraints": [
                UniqueConstraint(
                    fields=("event", "party"),
                    name="event_has_a_party_once",
                    violation_error_message="This party is named already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Source",
        fields=[
            ("id", key()),
            (
                "slug",
                models.SlugField(
                    help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
                    max_length=100,
                    unique=True,
                ),
            ),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "outlet",
                models.CharField(help_text="Who published it, or who spoke.", max_length=200),
            ),
            ("title", models.CharField(max_length=400)),
            (
                "authors",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("primary", "Primary document"),
                        ("filing", "Filing"),
                        ("reporting", "Reporting"),
                        ("syndication", "Syndicated copy"),
                        ("summary", "Summary"),
                        ("reference", "Reference work"),
                        ("interview", "Interview"),
                        ("call", "Call"),
                        ("recording", "Recording"),
                        ("document", "Document"),
                    ],
                    max_length=11,
                ),
            ),
            (
                "tier",
                models.CharField(
                    choices=[
                        ("A", "A – primary"),
                        ("B", "B – original or wire reporting"),
                        ("C", "C – summary"),
                        ("D", "D – unreliable"),
                    ],
                    max_length=1,
                ),
            ),
            ("language", models.CharField(blank=True, default="en", max_length=12)),
            (
                "url",
                models.URLField(
                    blank=True,
                    help_text="Blank for an interview or a call.",
                    max_length=2000,
                    verbose_name="address",
                ),
            ),
            (
                "published_words",
                models.CharField(blank=True, max_length=200, verbose_name="published, as worded"),
            ),
            (
                "published",
                models.CharField(
                    blank=True, help_text="2024-10-17; about then: 2024-10-18~.", max_length=60
                ),
            ),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("published", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("published", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            ("says", models.TextField(blank=True, help_text="What it says, in our words.")),
            (
                "origin_note",
                models.CharField(
                    blank=True,
                    help_text=(
                        "Whose report it retells, where that report is not among our sources."
                    ),
                    max_length=200,
                ),
            ),
            (
                "derives_from",
                models.ForeignKey(
                    blank=True,
                    help_text="The source that this one retells.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="retold_by",
                    to="partnerships.source",
                ),
            ),
            (
                "origin",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="descendants",
                    to="partnerships.source",
                ),
            ),
            (
                "seen",
                models.CharField(
                    choices=[
                        ("page", "The page itself"),
                        ("excerpt", "An excerpt of the page"),
                        ("copy", "A copy elsewhere"),
                        ("relayed", "Another outlet's account"),
                        ("not_seen", "Not seen"),
                    ],
                    max_length=8,
                    verbose_name="how we saw it",
                ),
            ),
            (
                "seen_at",
                models.CharField(
                    blank=True,
                    help_text="If not at its own address.",
                    max_length=2000,
                    verbose_name="where we saw it",
                ),
            ),
            (
                "is_unnamed",
                models.BooleanField(
                    default=False,
                    help_text="What it says rests on people whom it does not name.",
                    verbose_name="on unnamed people",
                ),
            ),
            (
                "confidentiality",
                models.CharField(
                    choices=[("open", "Open"), ("confidential", "Confidential")],
                    default="open",
                    max_length=12,
                ),
            ),
            (
                "released_at",
                models.DateTimeField(
                    blank=True,
                    help_text="Since when readers may see it. Empty: the desk alone.",
                    null=True,
                ),
            ),
            (
                "search",
                models.GeneratedField(
                    db_persist=True,
                    expression=django.contrib.postgres.search.SearchVector(
                        "outlet", "title", "says", config="english"
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
        ],
        options={
            "ordering": ["outlet", "title", "pk"],
            "permissions": [
                ("view_confidential_source", "Can see confidential sources"),
                ("release_source", "Can release a source to readers"),
            ],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(fields=["search"], name="source_search"),
                models.Index(fields=["earliest", "id"], name="source_earliest"),
                models.Index(fields=["outlet", "title", "id"], name="source_outlet_title"),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+([_-][a-z0-9]+)*$")),
                    name="source_slug_is_a_slug",
                    violation_error_message=(
                        "Use small letters, digits and hyphens, such as openai-group."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("outlet__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="source_has_an_outlet",
                    violation_error_message="Say who published it.",
                ),
                CheckConstraint(
                    condition=Q(("title__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="source_has_a_title",
                    violation_error_message="Give the source its title.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "kind__in",
                            [
                                "primary",
                                "filing",
                                "reporting",
                                "syndication",
                                "summary",
                                "reference",
                                "interview",
                                "call",
                                "recording",
                                "document",
                            ],
                        )
                    ),
                    name="source_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Primary document, Filing, Reporting, Syndicated copy, "
                        "Summary, Reference work, Interview, Call, Recording, Document."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("tier__in", ["A", "B", "C", "D"])),
                    name="source_tier_is_known",
                    violation_error_message=(
                        "Choose one of: A – primary, B – original or wire "
                        "reporting, C – summary, D – unreliable."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("seen__in", ["page", "excerpt", "copy", "relayed", "not_seen"])),
                    name="source_seen_is_known",
                    violation_error_message=(
                        "Choose one of: The page itself, An excerpt of the page, A copy "
                        "elsewhere, Another outlet's account, Not seen."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("confidentiality__in", ["open", "confidential"])),
                    name="source_confidentiality_is_known",
                    violation_error_message="Choose one of: Open, Confidential.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "published", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="source_published_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                UniqueConstraint(
                    django.db.models.functions.text.MD5("url"),
                    condition=Q(("url", ""), _negated=True),
                    name="source_address_is_recorded_once",
                    violation_error_message="A source with this address is recorded already.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("derives_from__isnull", True),
                        Q(("derives_from", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="source_does_not_derive_from_itself",
                    violation_error_message="A source does not retell itself.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("confidentiality", "confidential"), _negated=True),
                        ("released_at", None),
                        _connector="OR",
                    ),
                    name="confidential_source_is_not_released",
                    violation_error_message="A confidential source is not released.",
                ),
                UniqueConstraint(
                    fields=("id", "confidentiality", "outlet"), name="source_id_and_agreement"
                ),
            ],
        },
    ),
    CreateModel(
        name="Snapshot",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "source",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="snapshots", to="partnerships.source"
                ),
            ),
            ("captured_at", models.DateTimeField()),
            (
                "captured_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "how",
                models.CharField(
                    choices=[
                        ("fetched", "Fetched from its address"),
                        ("uploaded", "Uploaded"),
                        ("pasted", "Pasted"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "address",
                models.CharField(
                    blank=True,
                    help_text="From which a fetched copy came in the end.",
                    max_length=2000,
                ),
            ),
            (
                "redirects",
                models.JSONField(
                    blank=True,
                    default=list,
                    help_text="Pairs of a status and the address that gave it.",
                ),
            ),
            (
                "headers",
                models.JSONField(blank=True, default=dict, help_text="What came with the page."),
            ),
            (
                "name",
                models.CharField(
                    blank=True,
                    help_text="As it was uploaded.",
                    max_length=200,
                    verbose_name="name of the file",
                ),
            ),
            ("media_type", models.CharField(max_length=100)),
            (
                "content",
                models.FileField(
                    blank=True, max_length=200, upload_to="snapshots", verbose_name="bytes"
                ),
            ),
            ("size", models.PositiveIntegerField(blank=True, help_text="In bytes.", null=True)),
            ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            ("text", models.TextField(blank=True, help_text="The text taken out of the copy.")),
            (
                "said",
                models.JSONField(blank=True, default=dict, help_text="What it says of itself."),
            ),
            (
                "pages",
                models.JSONField(blank=True, default=list, help_text="Where its pages begin."),
            ),
        ],
        options={
            "verbose_name": "kept copy",
            "verbose_name_plural": "kept copies",
            "ordering": ["source", "-captured_at", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("how__in", ["fetched", "uploaded", "pasted"])),
                    name="snapshot_how_is_known",
                    violation_error_message=(
                        "Choose one of: Fetched from its address, Uploaded, Pasted."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("sha256__regex", "^[0-9a-f]{64}$")),
                    name="snapshot_sha256_is_a_hash",
                    violation_error_message="A SHA-256 is 64 digits and letters from a to f.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("how", "fetched"), _negated=True),
                        ("address__regex", "^https?://"),
                        _connector="OR",
                    ),
                    name="fetched_snapshot_has_an_address",
                    violation_error_message="A copy that was fetched says from which address.",
                ),
                CheckConstraint(
                    condition=Q(("content", ""), ("size__isnull", False), _connector="OR"),
                    name="snapshot_bytes_have_a_size",
                    violation_error_message="A kept file says how many bytes it has.",
                ),
                CheckConstraint(
                    condition=django.db.models.lookups.Exact(
                        models.Func(
                            F("redirects"), function="jsonb_typeof", output_field=models.TextField()
                        ),
                        "array",
                    ),
                    name="snapshot_redirects_are_a_list",
                    violation_error_message="This is kept as a list.",
                ),
                CheckConstraint(
                    condition=django.db.models.lookups.Exact(
                        models.Func(
                            F("headers"), function="jsonb_typeof", output_field=models.TextField()
                        ),
                        "object",
                    ),
                    name="snapshot_headers_have_names",
                    violation_error_message="This is kept as values by name.",
                ),
                CheckConstraint(
                    condition=django.db.models.lookups.Exact(
                        models.Func(
                            F("said"), function="jsonb_typeof", output_field=models.TextField()
                        ),
                        "object",
                    ),
                    name="snapshot_says_things_by_name",
                    violation_error_message="This is kept as values by name.",
                ),
                CheckConstraint(
                    condition=django.db.models.lookups.Exact(
                        models.Func(
                            F("pages"), function="jsonb_typeof", output_field=models.TextField()
                        ),
                        "array",
                    ),
                    name="snapshot_pages_are_a_list",
                    violation_error_message="This is kept as a list.",
                ),
                UniqueConstraint(
                    fields=("source", "sha256"),
                    name="snapshot_is_kept_once",
                    violation_error_message="We keep this very copy already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Claim",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    help_text="Its short name within the collection, such as S28.", max_length=20
                ),
            ),
            (
                "layer",
                models.CharField(
                    blank=True,
                    help_text="Whose claim it is: the article's, or from later.",
                    max_length=20,
                ),
            ),
            (
                "section",
                models.CharField(
                    blank=True, help_text="Where in the text it stands.", max_length=100
                ),
            ),
            (
                "statement",
                models.TextField(help_text="A whole sentence, true or false on its own."),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("fact", "Fact"),
                        ("figure", "Figure"),
                        ("date", "Date"),
                        ("quote", "Quotation"),
                        ("attribution", "Attribution"),
                        ("opinion", "Opinion"),
                        ("prediction", "Prediction"),
                        ("absence", "Absence"),
                    ],
                    max_length=11,
                ),
            ),
            (
                "attributed_to",
                models.CharField(
                    blank=True,
                    help_text="Who says so, in the text that is checked.",
                    max_length=200,
                ),
            ),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="Such as “in April”.",
                    max_length=200,
                    verbose_name="date as worded",
                ),
            ),
            (
                "date_as_worded",
                models.CharField(
                    blank=True,
                    help_text="What the words mean from the text's own date: 2024-04.",
                    max_length=60,
                    verbose_name="date those words give",
                ),
            ),
            (
                "date",
                models.CharField(
                    blank=True,
                    help_text="What the desk holds to be so: 2024-03-19.",
                    max_length=60,
                    verbose_name="date as resolved",
                ),
            ),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "as_of",
                models.DateField(
                    blank=True,
                    help_text="The day for which the claim is to be true.",
                    null=True,
                    verbose_name="as of",
                ),
            ),
            (
                "value_qualifier",
                models.CharField(
                    blank=True,
                    choices=[
                        ("exact", "Exactly"),
                        ("about", "About"),
                        ("at_least", "At least"),
                        ("up_to", "Up to"),
                        ("range", "Between"),
                        ("undisclosed", "Undisclosed"),
                    ],
                    help_text="How exact it is said.",
                    max_length=11,
                    verbose_name="figure",
                ),
            ),
            (
                "value_low",
                models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True),
            ),
            (
                "value_high",
                models.DecimalField(blank=True, decimal_places=4, max_digits=24, null=True),
            ),
            (
                "value_unit",
                models.CharField(
                    blank=True, help_text="USD, %, GPUs: what is counted.", max_length=20
                ),
            ),
            (
                "good_until",
                models.DateField(
                    blank=True,
                    help_text="Until when it may be printed before somebody looks again.",
                    null=True,
                ),
            ),
            (
                "link_anchor",
                models.CharField(
                    blank=True,
                    help_text="The words under which the text links its evidence.",
                    max_length=200,
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "is_adverse",
                models.BooleanField(
                    default=False,
                    help_text=(
                        "Says something to a person's disadvantage: two origins or a "
                        "document, and a right of reply."
                    ),
                    verbose_name="against a person",
                ),
            ),
            (
                "is_blind",
                models.BooleanField(
                    default=False,
                    help_text="Two people check it, each without seeing the other's finding.",
                    verbose_name="checked blind",
                ),
            ),
            (
                "released_at",
                models.DateTimeField(
                    blank=True,
                    help_text="Since when readers may see it. Empty: the desk alone.",
                    null=True,
                ),
            ),
            (
                "search",
                models.GeneratedField(
                    db_persist=True,
                    expression=django.contrib.postgres.search.SearchVector(
                        "reference", "statement", "attributed_to", config="english"
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
            (
                "parties",
                models.ManyToManyField(
                    related_name="claims",
                    through="partnerships.ClaimParty",
                    to="partnerships.party",
                ),
            ),
            (
                "deals",
                models.ManyToManyField(
                    related_name="claims", through="partnerships.ClaimDeal", to="partnerships.deal"
                ),
            ),
            (
                "events",
                models.ManyToManyField(
                    related_name="claims",
                    through="partnerships.ClaimEvent",
                    to="partnerships.event",
                ),
            ),
        ],
        options={
            "ordering": ["collection", "reference", "pk"],
            "permissions": [("release_claim", "Can release a claim to readers")],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(fields=["search"], name="claim_search"),
                models.Index(fields=["earliest", "id"], name="claim_earliest"),
                models.Index(fields=["released_at"], name="claim_released_at"),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("statement__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="claim_has_a_statement",
                    violation_error_message="Write the claim as a sentence.",
                ),
                CheckConstraint(
                    condition=Q(("reference__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="claim_has_a_reference",
                    violation_error_message="Give the claim a reference.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "reference__regex",
                            "^[\\s\\u00a0\\u200b\\ufeff]|[\\s\\u00a0\\u200b\\ufeff]$",
                        ),
                        _negated=True,
                    ),
                    name="claim_reference_is_not_padded",
                    violation_error_message="Take away the spaces before and after the text.",
                ),
                UniqueConstraint(
                    fields=("collection", "reference"),
                    name="claim_reference_is_given_once",
                    violation_error_message="This reference is taken in this collection.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "kind__in",
                            [
                                "fact",
                                "figure",
                                "date",
                                "quote",
                                "attribution",
                                "opinion",
                                "prediction",
                                "absence",
                            ],
                        )
                    ),
                    name="claim_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Fact, Figure, Date, Quotation, "
                        "Attribution, Opinion, Prediction, Absence."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date_as_worded",
                        function="edtf_is_valid",
                        output_field=models.BooleanField(),
                    ),
                    name="claim_date_as_worded_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="claim_date_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "value_qualifier__in",
                            ["exact", "about", "at_least", "up_to", "range", "undisclosed", ""],
                        )
                    ),
                    name="claim_value_qualifier_is_known",
                    violation_error_message=(
                        "Choose one of: Exactly, About, At least, Up to, Between, Undisclosed."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("value_high", None), ("value_low", None)),
                        Q(("value_unit", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="claim_value_has_a_unit",
                    violation_error_message=(
                        "Say what the figure counts: USD, percent or GPUs, for instance."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("value_low", None),
                        ("value_high", None),
                        ("value_low__lte", F("value_high")),
                        _connector="OR",
                    ),
                    name="claim_value_low_is_not_above_high",
                    violation_error_message="The low figure is above the high one.",
                ),
            ],
        },
    ),
    CreateModel(
        name="ClaimParty",
        fields=[
            ("id", key()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="about_parties", to="partnerships.claim"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="spoken_of", to="partnerships.party"
                ),
            ),
        ],
        options={
            "verbose_name": "party it is about",
            "verbose_name_plural": "parties it is about",
            "ordering": ["claim", "party", "pk"],
            "constraints": [
                UniqueConstraint(
                    fields=("claim", "party"),
                    name="claim_is_about_a_party_once",
                    violation_error_message="This is listed already.",
                )
            ],
        },
    ),
    CreateModel(
        name="ClaimDeal",
        fields=[
            ("id", key()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="about_deals", to="partnerships.claim"
                ),
            ),
            (
                "deal",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="spoken_of", to="partnerships.deal"
                ),
            ),
        ],
        options={
            "verbose_name": "deal it is about",
            "verbose_name_plural": "deals it is about",
            "ordering": ["claim", "deal", "pk"],
            "constraints": [
                UniqueConstraint(
                    fields=("claim", "deal"),
                    name="claim_is_about_a_deal_once",
                    violation_error_message="This is listed already.",
                )
            ],
        },
    ),
    CreateModel(
        name="ClaimEvent",
        fields=[
            ("id", key()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="about_events", to="partnerships.claim"
                ),
            ),
            (
                "event",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="spoken_of", to="partnerships.event"
                ),
            ),
        ],
        options={
            "verbose_name": "event it is about",
            "verbose_name_plural": "events it is about",
            "ordering": ["claim", "event", "pk"],
            "constraints": [
                UniqueConstraint(
                    fields=("claim", "event"),
                    name="claim_is_about_an_event_once",
                    violation_error_message="This is listed already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Assignment",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="assignments", to="partnerships.claim"
                ),
            ),
            (
                "task",
                models.CharField(
                    choices=[("check", "Check"), ("sign", "Sign")], default="check", max_length=5
                ),
            ),
            (
                "assignee",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="assignments",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "due",
                models.DateField(
                    blank=True, help_text="The last day for it. May stay empty.", null=True
                ),
            ),
            ("note", models.TextField(blank=True, help_text="What to look at. May stay empty.")),
            (
                "assigned_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("assigned_at", models.DateTimeField()),
            (
                "closed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["due", "assigned_at", "pk"],
            "indexes": [
                models.Index(
                    condition=Q(("closed_at", None)), fields=["assignee"], name="assignment_open"
                )
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("task__in", ["check", "sign"])),
                    name="assignment_task_is_known",
                    violation_error_message="Choose one of: Check, Sign.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                        Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="assignment_end_is_whole",
                    violation_error_message="Say who closed it, and when.",
                ),
                UniqueConstraint(
                    condition=Q(("closed_at", None)),
                    fields=("claim", "assignee", "task"),
                    name="assignment_is_given_once",
                    violation_error_message="They are asked for this already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Citation",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="citations", to="partnerships.claim"
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="citations", to="partnerships.source"
                ),
            ),
            (
                "stance",
                models.CharField(
                    choices=[
                        ("supports", "Supports"),
                        ("qualifies", "Qualifies"),
                        ("refutes", "Refutes"),
                        ("context", "Context"),
                    ],
                    max_length=9,
                ),
            ),
            ("quote", models.TextField(blank=True, help_text="The source's own words, exactly.")),
            (
                "translation",
                models.TextField(
                    blank=True, help_text="The same words in English, where they are foreign."
                ),
            ),
            (
                "locator",
                models.CharField(
                    blank=True,
                    help_text="Where it stands: 4th paragraph, page 12, 00:14:30.",
                    max_length=200,
                ),
            ),
            ("says", models.TextField(blank=True, help_text="What stands there, in our words.")),
            (
                "answer",
                models.TextField(
                    blank=True, help_text="Why the claim stands although this source refutes it."
                ),
            ),
            (
                "snapshot",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="citations",
                    to="partnerships.snapshot",
                ),
            ),
            (
                "position",
                models.PositiveIntegerField(
                    blank=True,
                    help_text="Characters before the quotation in the copy's text.",
                    null=True,
                ),
            ),
            (
                "extent",
                models.PositiveIntegerField(
                    blank=True,
                    help_text="Characters that it takes up there, as the page sets it.",
                    null=True,
                ),
            ),
        ],
        options={
            "ordering": ["claim", "reference", "pk"],
            "constraints": [
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="citation_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("stance__in", ["supports", "qualifies", "refutes", "context"])),
                    name="citation_stance_is_known",
                    violation_error_message="Choose one of: Supports, Qualifies, Refutes, Context.",
                ),
                UniqueConstraint(
                    F("claim"),
                    F("source"),
                    F("stance"),
                    F("locator"),
                    django.db.models.functions.text.MD5("quote"),
                    name="citation_is_recorded_once",
                    violation_error_message="This place of this source is cited already.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("translation", ""), Q(("quote", ""), _negated=True), _connector="OR"
                    ),
                    name="citation_translation_has_a_quote",
                    violation_error_message="Give the foreign words that you translate.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("quote__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ("says__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        _connector="OR",
                    ),
                    name="citation_says_or_quotes",
                    violation_error_message=(
                        "Quote the source, or say in our words what stands there."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("position", None),
                        Q(("snapshot__isnull", False), Q(("quote", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="citation_position_is_in_a_copy",
                    violation_error_message=(
                        "A position needs a quotation and the copy it stands in."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("extent__isnull", False), ("position__isnull", False)),
                        Q(("extent__isnull", True), ("position__isnull", True)),
                        _connector="OR",
                    ),
                    name="citation_place_is_whole",
                    violation_error_message="A place in a copy has a beginning and a length.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Search",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="searches", to="partnerships.claim"
                ),
            ),
            (
                "place",
                models.TextField(
                    help_text="Where one looked: OpenAI's announcements.", verbose_name="searched"
                ),
            ),
            (
                "sought",
                models.TextField(
                    help_text="What one looked for: any cut of the price.", verbose_name="for"
                ),
            ),
            (
                "searched_on",
                models.CharField(
                    blank=True,
                    help_text="The day on which nothing was found, or the month: 2026-11.",
                    max_length=60,
                    verbose_name="on",
                ),
            ),
        ],
        options={
            "verbose_name": "search that found nothing",
            "verbose_name_plural": "searches that found nothing",
            "ordering": ["claim", "searched_on", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("place__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="search_has_a_place",
                    violation_error_message="Say where one looked.",
                ),
                CheckConstraint(
                    condition=Q(("sought__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="search_says_what_was_sought",
                    violation_error_message="Say what one looked for.",
                ),
                CheckConstraint(
                    condition=Q(("searched_on__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="search_has_a_day",
                    violation_error_message="Say when one looked.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "searched_on", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="search_searched_on_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Authorship",
        fields=[
            ("id", key()),
            (
                "claim",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="authorships",
                    to="partnerships.claim",
                ),
            ),
            (
                "citation",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="authorships",
                    to="partnerships.citation",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="authorships",
                    to="partnerships.source",
                ),
            ),
            (
                "search",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="authorships",
                    to="partnerships.search",
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="authorships",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "how",
                models.CharField(
                    choices=[("wrote", "Wrote"), ("changed", "Changed"), ("adopted", "Adopted")],
                    max_length=7,
                ),
            ),
            ("at", models.DateTimeField()),
        ],
        options={
            "ordering": ["pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("how__in", ["wrote", "changed", "adopted"])),
                    name="authorship_how_is_known",
                    violation_error_message="Choose one of: Wrote, Changed, Adopted.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("citation__isnull", True),
                            ("claim__isnull", False),
                            ("search__isnull", True),
                            ("source__isnull", True),
                        ),
                        Q(
                            ("citation__isnull", False),
                            ("claim__isnull", True),
                            ("search__isnull", True),
                            ("source__isnull", True),
                        ),
                        Q(
                            ("citation__isnull", True),
                            ("claim__isnull", True),
                            ("search__isnull", True),
                            ("source__isnull", False),
                        ),
                        Q(
                            ("citation__isnull", True),
                            ("claim__isnull", True),
                            ("search__isnull", False),
                            ("source__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="authorship_is_of_one_record",
                    violation_error_message="Somebody is the author of one record at a time.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("how", "adopted"), _negated=True),
                        ("author__isnull", False),
                        _connector="OR",
                    ),
                    name="authorship_is_adopted_by_somebody",
                    violation_error_message="Say who adopts it.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Comment",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="comments", to="partnerships.claim"
                ),
            ),
            (
                "citation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="comments",
                    to="partnerships.citation",
                ),
            ),
            ("text", models.TextField()),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="comments", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("written_at", models.DateTimeField()),
            (
                "resolved_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="resolved_comments",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("resolved_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["claim", "written_at", "pk"],
            "permissions": [("resolve_comment", "Can resolve somebody else's comment")],
            "constraints": [
                CheckConstraint(
                    condition=Q(("text__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="comment_has_words",
                    violation_error_message="Write the comment.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                        Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="comment_resolution_is_whole",
                    violation_error_message="Say who resolved it, and when.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Story",
        fields=[
            ("id", key()),
            (
                "slug",
                models.SlugField(
                    help_text="Its name in addresses, for ever: small letters, digits and hyphens.",
                    max_length=100,
                    unique=True,
                ),
            ),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "made_by",
                models.ForeignKey(
                    editable=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(editable=False)),
        ],
        options={
            "verbose_name_plural": "stories",
            "ordering": ["slug"],
            "permissions": [
                ("revise_story", "Can write a revision of a story"),
                ("bind_story", "Can bind words of a story to claims"),
                ("waive_story", "Can excuse words of a story from checking"),
                ("hold_story", "Can hold a story back, and let it go"),
                ("publish_story", "Can publish a story, and correct it"),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(("slug__regex", "^[a-z0-9]+([_-][a-z0-9]+)*$")),
                    name="story_slug_is_a_slug",
                    violation_error_message=(
                        "Use small letters, digits and hyphens, such as openai-group."
                    ),
                )
            ],
        },
    ),
    CreateModel(
        name="Revision",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "story",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="revisions", to="partnerships.story"
                ),
            ),
            ("number", models.PositiveIntegerField(help_text="1 is the first.")),
            ("headline", models.CharField(max_length=300)),
            (
                "standfirst",
                models.TextField(
                    blank=True, help_text="What stands between headline and text. May stay empty."
                ),
            ),
            (
                "body",
                models.TextField(
                    help_text="In Markdown; captions are part of it.", verbose_name="text"
                ),
            ),
            (
                "byline",
                models.CharField(
                    blank=True, help_text="Who is named as its author.", max_length=200
                ),
            ),
            (
                "dateline",
                models.DateField(
                    help_text=(
                        "The day it is written for: “last year” and “Tuesday” are meant from there."
                    )
                ),
            ),
            (
                "why",
                models.CharField(
                    blank=True,
                    help_text="What is new in this revision. May stay empty.",
                    max_length=300,
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="revisions", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("written_at", models.DateTimeField()),
            (
                "text",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        "headline",
                        "standfirst",
                        "body",
                        arg_joiner=" || E'\\n\\n' || ",
                        template="(%(expressions)s)",
                    ),
                    output_field=models.TextField(),
                ),
            ),
        ],
        options={
            "ordering": ["story", "-number", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("headline__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="revision_has_a_headline",
                    violation_error_message="Give the story a headline.",
                ),
                CheckConstraint(
                    condition=Q(("body__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="revision_has_a_text",
                    violation_error_message="Write the text of the story.",
                ),
                UniqueConstraint(
                    fields=("story", "number"),
                    name="revision_is_numbered_once",
                    violation_error_message="Somebody has written a newer revision meanwhile.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Hold",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "story",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="holds", to="partnerships.story"
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("embargo", "Embargoed"),
                        ("legal", "Waits for legal sign-off"),
                        ("killed", "Killed"),
                    ],
                    max_length=7,
                ),
            ),
            (
                "until",
                models.DateTimeField(
                    blank=True,
                    help_text="Of an embargo: when it ends.",
                    null=True,
                    verbose_name="embargoed until",
                ),
            ),
            ("reason", models.TextField(help_text="Why. Whoever lifts it reads this.")),
            (
                "held_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("held_at", models.DateTimeField()),
            (
                "ended_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            ("ended_why", models.TextField(blank=True, help_text="Why the story may go on.")),
        ],
        options={
            "ordering": ["story", "held_at", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("kind__in", ["embargo", "legal", "killed"])),
                    name="hold_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Embargoed, Waits for legal sign-off, Killed."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("reason__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="hold_has_a_reason",
                    violation_error_message="Say why the story is held back.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("kind", "embargo"), ("until__isnull", False)),
                        Q(Q(("kind", "embargo"), _negated=True), ("until", None)),
                        _connector="OR",
                    ),
                    name="hold_ends_by_itself_if_an_embargo",
                    violation_error_message="An embargo has an end, and nothing else has.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("ended_at", None), ("ended_by", None), ("ended_why", "")),
                        Q(
                            ("ended_at__isnull", False),
                            ("ended_by__isnull", False),
                            ("ended_why__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        _connector="OR",
                    ),
                    name="hold_end_is_whole",
                    violation_error_message="Say why the story may go on.",
                ),
                UniqueConstraint(
                    condition=Q(("ended_at", None)),
                    fields=("story", "kind"),
                    name="story_is_held_once_for_a_cause",
                    violation_error_message="The story is held for this already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Passage",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "story",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="passages", to="partnerships.story"
                ),
            ),
            ("exact", models.TextField(verbose_name="words")),
            ("prefix", models.CharField(blank=True, max_length=32)),
            ("suffix", models.CharField(blank=True, max_length=32)),
            ("anchor", models.DateField(blank=True, null=True, verbose_name="dates meant from")),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("made_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["story", "made_at", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("exact__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="passage_has_words",
                    violation_error_message="Mark the words that you mean.",
                )
            ],
        },
    ),
    CreateModel(
        name="Placement",
        fields=[
            ("id", key()),
            (
                "passage",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="placements", to="partnerships.passage"
                ),
            ),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="placements", to="partnerships.revision"
                ),
            ),
            ("start", models.PositiveIntegerField(blank=True, null=True)),
            ("end", models.PositiveIntegerField(blank=True, null=True)),
        ],
        options={
            "ordering": ["revision", "start", "end", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        Q(("end__isnull", False), ("start__isnull", False)),
                        Q(("end__isnull", True), ("start__isnull", True)),
                        _connector="OR",
                    ),
                    name="placement_is_whole",
                    violation_error_message="A place has a beginning and an end.",
                ),
                UniqueConstraint(
                    fields=("passage", "revision"),
                    name="passage_stands_once_in_a_revision",
                    violation_error_message=(
                        "These words have their place in that revision already."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Binding",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "ended_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            (
                "passage",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="bindings", to="partnerships.passage"
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="bindings", to="partnerships.claim"
                ),
            ),
            (
                "leaning",
                models.CharField(
                    choices=[
                        ("statement", "On the claim as it stands"),
                        ("correction", "On what is right instead"),
                    ],
                    default="statement",
                    max_length=10,
                ),
            ),
            (
                "context",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="gives_context_to",
                    to="partnerships.passage",
                ),
            ),
            (
                "bound_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("bound_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["passage", "claim", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("leaning__in", ["statement", "correction"])),
                    name="binding_leaning_is_known",
                    violation_error_message=(
                        "Choose one of: On the claim as it stands, On what is right instead."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                        Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="binding_end_is_whole",
                    violation_error_message="Say who ended it, and when.",
                ),
                UniqueConstraint(
                    condition=Q(("ended_at", None)),
                    fields=("passage", "claim"),
                    name="passage_is_bound_to_a_claim_once",
                    violation_error_message="These words are bound to this claim already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Waiver",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "ended_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            (
                "passage",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="waivers", to="partnerships.passage"
                ),
            ),
            (
                "excuses",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                ),
            ),
            (
                "reason",
                models.TextField(help_text="Why these words need no claim, or why that may be so."),
            ),
            (
                "waived_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("waived_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["passage", "waived_at", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("reason__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="waiver_has_a_reason",
                    violation_error_message="Say why these words need no claim.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                        Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="waiver_end_is_whole",
                    violation_error_message="Say who ended it, and when.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Edition",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "story",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="editions", to="partnerships.story"
                ),
            ),
            ("number", models.PositiveIntegerField(help_text="1 is the first.")),
            (
                "revision",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="editions", to="partnerships.revision"
                ),
            ),
            ("content", models.JSONField()),
            ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            (
                "published_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="editions", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("published_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["story", "-number", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=django.db.models.lookups.Exact(
                        models.Func(
                            F("content"), function="jsonb_typeof", output_field=models.TextField()
                        ),
                        "object",
                    ),
                    name="edition_content_has_names",
                    violation_error_message="This is kept as values by name.",
                ),
                CheckConstraint(
                    condition=Q(("sha256__regex", "^[0-9a-f]{64}$")),
                    name="edition_sha256_is_a_hash",
                    violation_error_message="A SHA-256 is 64 digits and letters from a to f.",
                ),
                UniqueConstraint(
                    fields=("story", "number"),
                    name="edition_is_numbered_once",
                    violation_error_message="Somebody has published this story meanwhile.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Correction",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "edition",
                models.OneToOneField(
                    help_text="Which it came with.",
                    on_delete=models.PROTECT,
                    related_name="correction",
                    to="partnerships.edition",
                ),
            ),
            (
                "severity",
                models.CharField(
                    choices=[
                        ("clarification", "Clarification"),
                        ("correction", "Correction"),
                        ("retraction", "Retraction"),
                    ],
                    max_length=13,
                ),
            ),
            ("was_wrong", models.TextField(help_text="What it said that was wrong.")),
            ("is_right", models.TextField(help_text="What is right.")),
            ("wrong_since", models.DateTimeField(help_text="Since when readers had it wrong.")),
            (
                "asked_by",
                models.CharField(
                    help_text="Who asked for it: a reader, a party, the desk itself.",
                    max_length=200,
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="corrections",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["edition", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("severity__in", ["clarification", "correction", "retraction"])),
                    name="correction_severity_is_known",
                    violation_error_message="Choose one of: Clarification, Correction, Retraction.",
                ),
                CheckConstraint(
                    condition=Q(("was_wrong__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="correction_says_what_was_wrong",
                    violation_error_message="Say what was wrong.",
                ),
                CheckConstraint(
                    condition=Q(("is_right__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="correction_says_what_is_right",
                    violation_error_message="Say what is right.",
                ),
                CheckConstraint(
                    condition=Q(("asked_by__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="correction_says_who_asked",
                    violation_error_message="Say who asked for it.",
                ),
                CheckConstraint(
                    condition=Q(("written_at__gte", F("wrong_since"))),
                    name="correction_comes_after_the_mistake",
                    violation_error_message="A correction comes after the mistake.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Lean",
        fields=[
            ("id", key()),
            (
                "edition",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="leans", to="partnerships.edition"
                ),
            ),
            (
                "passage",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="leans", to="partnerships.passage"
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="leans", to="partnerships.claim"
                ),
            ),
            (
                "noun",
                models.CharField(help_text="The table, without our prefix: amount.", max_length=40),
            ),
            ("record", models.BigIntegerField(help_text="The number of the row there.")),
        ],
        options={
            "ordering": ["edition", "passage", "pk"],
            "default_permissions": [],
            "indexes": [models.Index(fields=["noun", "record"], name="lean_on_record")],
            "constraints": [
                UniqueConstraint(
                    fields=("edition", "passage", "claim", "noun", "record"),
                    name="lean_is_written_once",
                    violation_error_message="That this passage leans on it is written already.",
                )
            ],
        },
    ),
    CreateModel(
        name="OpenItem",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "edition",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="open_items", to="partnerships.edition"
                ),
            ),
            (
                "passage",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="open_items", to="partnerships.passage"
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="open_items", to="partnerships.claim"
                ),
            ),
            (
                "cause",
                models.CharField(
                    choices=[
                        ("verdict", "the verdict on its claim no longer stands"),
                        ("finding", "its claim has another finding"),
                        ("claim", "its claim was changed"),
                        ("record", "a record that it leans on was changed"),
                        ("source", "a source that it leans on was changed"),
                        ("removed", "something that it leans on was taken away"),
                    ],
                    max_length=7,
                ),
            ),
            ("noun", models.CharField(help_text="The table of what was changed.", max_length=40)),
            ("record", models.BigIntegerField(help_text="The number of its row.")),
            (
                "was",
                models.JSONField(blank=True, default=dict, help_text="What was changed, before."),
            ),
            ("became", models.JSONField(blank=True, default=dict, help_text="The same, after.")),
            ("opened_at", models.DateTimeField()),
            (
                "opened_by",
                models.ForeignKey(
                    blank=True,
                    help_text="Who changed it, where that is known.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[("corrected", "Corrected"), ("stands", "Stands as it is")],
                    max_length=9,
                ),
            ),
            ("reason", models.TextField(blank=True, help_text="Why that is the decision.")),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
            (
                "correction",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="settles",
                    to="partnerships.correction",
                ),
            ),
        ],
        options={
            "ordering": ["opened_at", "pk"],
            "permissions": [
                ("decide_openitem", "Can decide what a change means for what went out")
            ],
            "default_permissions": ["view"],
            "indexes": [
                models.Index(
                    condition=Q(("decided_at", None)), fields=["opened_at"], name="open_item_open"
                )
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "cause__in",
                            ["verdict", "finding", "claim", "record", "source", "removed"],
                        )
                    ),
                    name="open_item_cause_is_known",
                    violation_error_message=(
                        "Choose one of: the verdict on its claim no longer stands, its claim "
                        "has another finding, its claim was changed, a record that it leans on "
                        "was changed, a source that it leans on was changed, something that it "
                        "leans on was taken away."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("outcome__in", ["corrected", "stands", ""])),
                    name="open_item_outcome_is_known",
                    violation_error_message="Choose one of: Corrected, Stands as it is.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("correction", None),
                            ("decided_at", None),
                            ("decided_by", None),
                            ("outcome", ""),
                            ("reason", ""),
                        ),
                        Q(
                            Q(("outcome", ""), _negated=True),
                            ("decided_at__isnull", False),
                            ("decided_by__isnull", False),
                            ("reason__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        _connector="OR",
                    ),
                    name="open_item_decision_is_whole",
                    violation_error_message=(
                        "A decision has its reason, and the name of who decided."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("correction__isnull", False), ("outcome", "corrected")),
                        Q(Q(("outcome", "corrected"), _negated=True), ("correction", None)),
                        _connector="OR",
                    ),
                    name="open_item_corrected_by_a_correction",
                    violation_error_message="Name the correction that was made of it.",
                ),
                UniqueConstraint(
                    condition=Q(("decided_at", None)),
                    fields=("edition", "passage", "cause", "noun", "record"),
                    name="open_item_is_open_once_for_a_cause",
                    violation_error_message="This is open already for these words.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Errand",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "kind",
                models.CharField(
                    choices=[("capture", "Fetch a copy"), ("recheck", "Look at it again")],
                    max_length=7,
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    db_index=False,
                    on_delete=models.CASCADE,
                    related_name="errands",
                    to="partnerships.source",
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("waiting", "Waiting"),
                        ("at_work", "At work"),
                        ("done", "Done"),
                        ("failed", "Not done"),
                    ],
                    default="waiting",
                    max_length=7,
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("said", models.TextField(blank=True)),
            ("again_at", models.DateTimeField(blank=True, null=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-asked_at", "-pk"],
            "default_permissions": [],
            "indexes": [models.Index(fields=["source", "asked_at"], name="errand_source")],
            "constraints": [
                CheckConstraint(
                    condition=Q(("kind__in", ["capture", "recheck"])),
                    name="errand_kind_is_known",
                    violation_error_message="Choose one of: Fetch a copy, Look at it again.",
                ),
                CheckConstraint(
                    condition=Q(("state__in", ["waiting", "at_work", "done", "failed"])),
                    name="errand_state_is_known",
                    violation_error_message="Choose one of: Waiting, At work, Done, Not done.",
                ),
                UniqueConstraint(
                    condition=Q(("ended_at", None)),
                    fields=("source", "kind"),
                    name="errand_is_asked_for_once",
                    violation_error_message="The desk is asked for this already.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("ended_at__isnull", False), ("state__in", ["done", "failed"])),
                        Q(Q(("state__in", ["done", "failed"]), _negated=True), ("ended_at", None)),
                        _connector="OR",
                    ),
                    name="errand_ends_when_it_is_done_or_not",
                    violation_error_message="An errand that is done, or given up, has ended.",
                ),
                CheckConstraint(
                    condition=Q(("again_at", None), ("state", "waiting"), _connector="OR"),
                    name="errand_is_tried_again_while_it_waits",
                    violation_error_message="Only what waits is tried again.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("ended_at", None), Q(("said", ""), _negated=True), _connector="OR"
                    ),
                    name="errand_says_how_it_ended",
                    violation_error_message="Say what came of it.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Role",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="roles", to="partnerships.person"
                ),
            ),
            (
                "company",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="officers", to="partnerships.company"
                ),
            ),
            ("title", models.CharField(help_text="As the company words it.", max_length=200)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("executive", "Executive"),
                        ("board", "Board"),
                        ("observer", "Board observer"),
                        ("scope", "Area of responsibility"),
                        ("byline", "Byline"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "post",
                models.SlugField(
                    blank=True,
                    help_text="The post, where several titles name one, such as chief-executive.",
                    max_length=60,
                ),
            ),
            (
                "exclusive",
                models.BooleanField(
                    default=False, help_text="One person holds this post at a time."
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "person_kind",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Value("person"),
                    output_field=models.CharField(max_length=7),
                ),
            ),
            (
                "company_kind",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Value("company"),
                    output_field=models.CharField(max_length=7),
                ),
            ),
        ],
        options={
            "ordering": ["company", "post", "start", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GistIndex(fields=["certain"], name="role_certain"),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="role_possible"
                ),
            ],
            "constraints": [
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="role_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("kind__in", ["executive", "board", "observer", "scope", "byline"])
                    ),
                    name="role_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Executive, Board, Board observer, "
                        "Area of responsibility, Byline."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("title__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="role_has_a_title",
                    violation_error_message="Give the role its title.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("exclusive", False), Q(("post", ""), _negated=True), _connector="OR"
                    ),
                    name="exclusive_role_names_its_post",
                    violation_error_message="Name the post that only one person can hold.",
                ),
                django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=Q(("exclusive", True)),
                    expressions=[
                        (models.Func("certain", function="less_last_day"), "&&"),
                        ("company", "="),
                        ("post", "="),
                    ],
                    name="exclusive_post_has_one_holder_a_day",
                    violation_error_message=(
                        "Somebody else certainly held this post on one of these days."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="role_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="role_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="role_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="role_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="role_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="role_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Amount",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "qualifier",
                models.CharField(
                    choices=[
                        ("exact", "Exactly"),
                        ("about", "About"),
                        ("at_least", "At least"),
                        ("up_to", "Up to"),
                        ("range", "Between"),
                        ("undisclosed", "Undisclosed"),
                    ],
                    default="exact",
                    max_length=11,
                ),
            ),
            (
                "low",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="In full: 11900000000.",
                    max_digits=20,
                    null=True,
                ),
            ),
            (
                "high",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="The same, if one figure.",
                    max_digits=20,
                    null=True,
                ),
            ),
            (
                "currency",
                models.CharField(blank=True, help_text="ISO 4217, such as USD.", max_length=3),
            ),
            (
                "deal",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="amounts", to="partnerships.deal"
                ),
            ),
            (
                "measure",
                models.CharField(
                    choices=[
                        ("total", "Total"),
                        ("party_share", "One party's share"),
                        ("committed", "Committed"),
                        ("disbursed", "Disbursed"),
                        ("post_money", "Post-money value"),
                        ("pre_money", "Pre-money value"),
                        ("revenue_share", "Revenue share"),
                        ("price", "Price"),
                        ("cap", "Cap"),
                    ],
                    default="total",
                    max_length=13,
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    blank=True,
                    help_text="Whose share, where the measure is one party's share.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="shares",
                    to="partnerships.party",
                ),
            ),
            (
                "date_words",
                models.CharField(blank=True, max_length=200, verbose_name="date as worded"),
            ),
            ("date", models.CharField(blank=True, max_length=60)),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "basis",
                models.CharField(
                    choices=[
                        ("announced", "Announced"),
                        ("filed", "Filed"),
                        ("reported", "Reported"),
                        ("planned", "Planned"),
                    ],
                    max_length=9,
                ),
            ),
            (
                "payer",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="payments",
                    to="partnerships.party",
                ),
            ),
            (
                "payee",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="receipts",
                    to="partnerships.party",
                ),
            ),
            (
                "rank",
                models.CharField(
                    choices=[
                        ("preferred", "Preferred"),
                        ("normal", "Normal"),
                        ("deprecated", "Deprecated"),
                    ],
                    default="normal",
                    max_length=10,
                ),
            ),
            ("deprecated_reason", models.CharField(blank=True, max_length=200)),
            ("note", models.TextField(blank=True)),
        ],
        options={
            "ordering": ["deal", "measure", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "qualifier__in",
                            ["exact", "about", "at_least", "up_to", "range", "undisclosed"],
                        )
                    ),
                    name="amount_qualifier_is_known",
                    violation_error_message=(
                        "Choose one of: Exactly, About, At least, Up to, Between, Undisclosed."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("low", None), ("high", None)),
                        Q(("currency", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="amount_has_a_currency",
                    violation_error_message="Say in which currency, such as USD.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "currency__in",
                            [
                                "",
                                "AED",
                                "AFN",
                                "ALL",
                                "AMD",
                                "AOA",
                                "ARS",
                                "AUD",
                                "AWG",
                                "AZN",
                                "BAM",
                                "BBD",
                                "BDT",
                                "BGN",
                                "BHD",
                                "BIF",
                                "BMD",
                                "BND",
                                "BOB",
                                "BRL",
                                "BSD",
                                "BTN",
                                "BWP",
                                "BYN",
                                "BZD",
                                "CAD",
                                "CDF",
                                "CHF",
                                "CLP",
                                "CNY",
                                "COP",
                                "CRC",
                                "CUP",
                                "CVE",
                                "CZK",
                                "DJF",
                                "DKK",
                                "DOP",
                                "DZD",
                                "EGP",
                                "ERN",
                                "ETB",
                                "EUR",
                                "FJD",
                                "FKP",
                                "GBP",
                                "GEL",
                                "GHS",
                                "GIP",
                                "GMD",
                                "GNF",
                                "GTQ",
                                "GYD",
                                "HKD",
                                "HNL",
                                "HTG",
                                "HUF",
                                "IDR",
                                "ILS",
                                "INR",
                                "IQD",
                                "IRR",
                                "ISK",
                                "JMD",
                                "JOD",
                                "JPY",
                                "KES",
                                "KGS",
                                "KHR",
                                "KMF",
                                "KPW",
                                "KRW",
                                "KWD",
                                "KYD",
                                "KZT",
                                "LAK",
                                "LBP",
                                "LKR",
                                "LRD",
                                "LSL",
                                "LYD",
                                "MAD",
                                "MDL",
                                "MGA",
                                "MKD",
                                "MMK",
                                "MNT",
                                "MOP",
                                "MRU",
                                "MUR",
                                "MVR",
                                "MWK",
                                "MXN",
                                "MYR",
                                "MZN",
                                "NAD",
                                "NGN",
                                "NIO",
                                "NOK",
                                "NPR",
                                "NZD",
                                "OMR",
                                "PAB",
                                "PEN",
                                "PGK",
                                "PHP",
                                "PKR",
                                "PLN",
                                "PYG",
                                "QAR",
                                "RON",
                                "RSD",
                                "RUB",
                                "RWF",
                                "SAR",
                                "SBD",
                                "SCR",
                                "SDG",
                                "SEK",
                                "SGD",
                                "SHP",
                                "SLE",
                                "SOS",
                                "SRD",
                                "SSP",
                                "STN",
                                "SVC",
                                "SYP",
                                "SZL",
                                "THB",
                                "TJS",
                                "TMT",
                                "TND",
                                "TOP",
                                "TRY",
                                "TTD",
                                "TWD",
                                "TZS",
                                "UAH",
                                "UGX",
                                "USD",
                                "UYU",
                                "UZS",
                                "VED",
                                "VES",
                                "VND",
                                "VUV",
                                "WST",
                                "XAF",
                                "XCD",
                                "XCG",
                                "XOF",
                                "XPF",
                                "YER",
                                "ZAR",
                                "ZMW",
                                "ZWG",
                            ],
                        )
                    ),
                    name="amount_currency_is_known",
                    violation_error_message="Write a currency of ISO 4217, such as USD or EUR.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "undisclosed"), _negated=True),
                        Q(("high", None), ("low", None)),
                        _connector="OR",
                    ),
                    name="amount_undisclosed_has_no_figure",
                    violation_error_message="Undisclosed, but with a figure: clear one of the two.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier__in", ["exact", "about"]), _negated=True),
                        Q(("high__isnull", False), ("low__isnull", False), ("low", F("high"))),
                        _connector="OR",
                    ),
                    name="amount_exact_is_not_a_range",
                    violation_error_message=(
                        "“Exactly” and “about” take one figure: write it in "
                        "both fields, or choose “between”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "up_to"), _negated=True),
                        Q(("high__isnull", False), ("low", None)),
                        _connector="OR",
                    ),
                    name="amount_up_to_has_a_high_end_alone",
                    violation_error_message="“Up to” takes the high figure alone.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "at_least"), _negated=True),
                        Q(("high", None), ("low__isnull", False)),
                        _connector="OR",
                    ),
                    name="amount_at_least_has_a_low_end_alone",
                    violation_error_message="“At least” takes the low figure alone.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "range"), _negated=True),
                        Q(("high__gt", F("low")), ("high__isnull", False), ("low__isnull", False)),
                        _connector="OR",
                    ),
                    name="amount_range_has_two_ends",
                    violation_error_message="“Between” takes a low and a higher figure.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("low", None), ("low__gte", 0), _connector="OR"),
                        Q(("high", None), ("high__gte", 0), _connector="OR"),
                    ),
                    name="amount_is_not_negative",
                    violation_error_message=(
                        "Write the sum without a minus; payer and payee say which way."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "measure__in",
                            [
                                "total",
                                "party_share",
                                "committed",
                                "disbursed",
                                "post_money",
                                "pre_money",
                                "revenue_share",
                                "price",
                                "cap",
                            ],
                        )
                    ),
                    name="amount_measure_is_known",
                    violation_error_message=(
                        "Choose one of: Total, One party's share, Committed, Disbursed, "
                        "Post-money value, Pre-money value, Revenue share, Price, Cap."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("basis__in", ["announced", "filed", "reported", "planned"])),
                    name="amount_basis_is_known",
                    violation_error_message="Choose one of: Announced, Filed, Reported, Planned.",
                ),
                CheckConstraint(
                    condition=Q(("rank__in", ["preferred", "normal", "deprecated"])),
                    name="amount_rank_is_known",
                    violation_error_message="Choose one of: Preferred, Normal, Deprecated.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="amount_date_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("measure", "party_share"), ("party__isnull", False)),
                        Q(Q(("measure", "party_share"), _negated=True), ("party", None)),
                        _connector="OR",
                    ),
                    name="amount_share_names_its_party",
                    violation_error_message=(
                        "One party's share names the party; other sums name none."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("rank", "deprecated"), _negated=True),
                        ("deprecated_reason__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        _connector="OR",
                    ),
                    name="amount_is_deprecated_with_a_reason",
                    violation_error_message="Say why this amount is deprecated.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("payer", None),
                        ("payee", None),
                        Q(("payer", F("payee")), _negated=True),
                        _connector="OR",
                    ),
                    name="amount_payer_is_not_payee",
                    violation_error_message="Payer and payee are the same party.",
                ),
                UniqueConstraint(
                    condition=Q(("rank", "preferred")),
                    fields=("deal", "measure", "party"),
                    name="deal_has_one_preferred_amount_of_a_measure",
                    nulls_distinct=False,
                    violation_error_message="Another amount of this measure is preferred already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Valuation",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            (
                "qualifier",
                models.CharField(
                    choices=[
                        ("exact", "Exactly"),
                        ("about", "About"),
                        ("at_least", "At least"),
                        ("up_to", "Up to"),
                        ("range", "Between"),
                        ("undisclosed", "Undisclosed"),
                    ],
                    default="exact",
                    max_length=11,
                ),
            ),
            (
                "low",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="In full: 11900000000.",
                    max_digits=20,
                    null=True,
                ),
            ),
            (
                "high",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="The same, if one figure.",
                    max_digits=20,
                    null=True,
                ),
            ),
            (
                "currency",
                models.CharField(blank=True, help_text="ISO 4217, such as USD.", max_length=3),
            ),
            (
                "company",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="valuations", to="partnerships.company"
                ),
            ),
            (
                "deal",
                models.ForeignKey(
                    blank=True,
                    help_text="The deal it came with.",
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="valuations",
                    to="partnerships.deal",
                ),
            ),
            (
                "date_words",
                models.CharField(blank=True, max_length=200, verbose_name="date as worded"),
            ),
            ("date", models.CharField(blank=True, max_length=60)),
            (
                "earliest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_earliest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "latest",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func("date", function="edtf_latest"),
                    output_field=models.DateField(null=True),
                ),
            ),
            (
                "basis",
                models.CharField(
                    choices=[
                        ("post_money", "Post-money"),
                        ("pre_money", "Pre-money"),
                        ("investment", "Investment"),
                        ("share_sale", "Share sale"),
                        ("unspecified", "Not said"),
                    ],
                    max_length=11,
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "company_kind",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Value("company"),
                    output_field=models.CharField(max_length=7),
                ),
            ),
        ],
        options={
            "ordering": ["company", "earliest", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "qualifier__in",
                            ["exact", "about", "at_least", "up_to", "range", "undisclosed"],
                        )
                    ),
                    name="valuation_qualifier_is_known",
                    violation_error_message=(
                        "Choose one of: Exactly, About, At least, Up to, Between, Undisclosed."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("low", None), ("high", None)),
                        Q(("currency", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="valuation_has_a_currency",
                    violation_error_message="Say in which currency, such as USD.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "currency__in",
                            [
                                "",
                                "AED",
                                "AFN",
                                "ALL",
                                "AMD",
                                "AOA",
                                "ARS",
                                "AUD",
                                "AWG",
                                "AZN",
                                "BAM",
                                "BBD",
                                "BDT",
                                "BGN",
                                "BHD",
                                "BIF",
                                "BMD",
                                "BND",
                                "BOB",
                                "BRL",
                                "BSD",
                                "BTN",
                                "BWP",
                                "BYN",
                                "BZD",
                                "CAD",
                                "CDF",
                                "CHF",
                                "CLP",
                                "CNY",
                                "COP",
                                "CRC",
                                "CUP",
                                "CVE",
                                "CZK",
                                "DJF",
                                "DKK",
                                "DOP",
                                "DZD",
                                "EGP",
                                "ERN",
                                "ETB",
                                "EUR",
                                "FJD",
                                "FKP",
                                "GBP",
                                "GEL",
                                "GHS",
                                "GIP",
                                "GMD",
                                "GNF",
                                "GTQ",
                                "GYD",
                                "HKD",
                                "HNL",
                                "HTG",
                                "HUF",
                                "IDR",
                                "ILS",
                                "INR",
                                "IQD",
                                "IRR",
                                "ISK",
                                "JMD",
                                "JOD",
                                "JPY",
                                "KES",
                                "KGS",
                                "KHR",
                                "KMF",
                                "KPW",
                                "KRW",
                                "KWD",
                                "KYD",
                                "KZT",
                                "LAK",
                                "LBP",
                                "LKR",
                                "LRD",
                                "LSL",
                                "LYD",
                                "MAD",
                                "MDL",
                                "MGA",
                                "MKD",
                                "MMK",
                                "MNT",
                                "MOP",
                                "MRU",
                                "MUR",
                                "MVR",
                                "MWK",
                                "MXN",
                                "MYR",
                                "MZN",
                                "NAD",
                                "NGN",
                                "NIO",
                                "NOK",
                                "NPR",
                                "NZD",
                                "OMR",
                                "PAB",
                                "PEN",
                                "PGK",
                                "PHP",
                                "PKR",
                                "PLN",
                                "PYG",
                                "QAR",
                                "RON",
                                "RSD",
                                "RUB",
                                "RWF",
                                "SAR",
                                "SBD",
                                "SCR",
                                "SDG",
                                "SEK",
                                "SGD",
                                "SHP",
                                "SLE",
                                "SOS",
                                "SRD",
                                "SSP",
                                "STN",
                                "SVC",
                                "SYP",
                                "SZL",
                                "THB",
                                "TJS",
                                "TMT",
                                "TND",
                                "TOP",
                                "TRY",
                                "TTD",
                                "TWD",
                                "TZS",
                                "UAH",
                                "UGX",
                                "USD",
                                "UYU",
                                "UZS",
                                "VED",
                                "VES",
                                "VND",
                                "VUV",
                                "WST",
                                "XAF",
                                "XCD",
                                "XCG",
                                "XOF",
                                "XPF",
                                "YER",
                                "ZAR",
                                "ZMW",
                                "ZWG",
                            ],
                        )
                    ),
                    name="valuation_currency_is_known",
                    violation_error_message="Write a currency of ISO 4217, such as USD or EUR.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "undisclosed"), _negated=True),
                        Q(("high", None), ("low", None)),
                        _connector="OR",
                    ),
                    name="valuation_undisclosed_has_no_figure",
                    violation_error_message="Undisclosed, but with a figure: clear one of the two.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier__in", ["exact", "about"]), _negated=True),
                        Q(("high__isnull", False), ("low__isnull", False), ("low", F("high"))),
                        _connector="OR",
                    ),
                    name="valuation_exact_is_not_a_range",
                    violation_error_message=(
                        "“Exactly” and “about” take one figure: write it in "
                        "both fields, or choose “between”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "up_to"), _negated=True),
                        Q(("high__isnull", False), ("low", None)),
                        _connector="OR",
                    ),
                    name="valuation_up_to_has_a_high_end_alone",
                    violation_error_message="“Up to” takes the high figure alone.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "at_least"), _negated=True),
                        Q(("high", None), ("low__isnull", False)),
                        _connector="OR",
                    ),
                    name="valuation_at_least_has_a_low_end_alone",
                    violation_error_message="“At least” takes the low figure alone.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("qualifier", "range"), _negated=True),
                        Q(("high__gt", F("low")), ("high__isnull", False), ("low__isnull", False)),
                        _connector="OR",
                    ),
                    name="valuation_range_has_two_ends",
                    violation_error_message="“Between” takes a low and a higher figure.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("low", None), ("low__gte", 0), _connector="OR"),
                        Q(("high", None), ("high__gte", 0), _connector="OR"),
                    ),
                    name="valuation_is_not_negative",
                    violation_error_message=(
                        "Write the sum without a minus; payer and payee say which way."
                    ),
                ),
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="valuation_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "basis__in",
                            ["post_money", "pre_money", "investment", "share_sale", "unspecified"],
                        )
                    ),
                    name="valuation_basis_is_known",
                    violation_error_message=(
                        "Choose one of: Post-money, Pre-money, Investment, Share sale, Not said."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "date", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="valuation_date_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Stake",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "reference",
                models.CharField(
                    blank=True,
                    help_text="Its short name within the collection, such as R15. May stay empty.",
                    max_length=20,
                ),
            ),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "holder",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="stakes", to="partnerships.party"
                ),
            ),
            (
                "company",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="held_by", to="partnerships.company"
                ),
            ),
            (
                "interest",
                models.CharField(
                    choices=[
                        ("shares", "Shares"),
                        ("votes", "Votes"),
                        ("profit", "Share of profits"),
                        ("board_seat", "Board seat"),
                        ("board_observer", "Board observer"),
                        ("board_appointment", "Right to appoint the board"),
                        ("control", "Control"),
                        ("contractual_right", "Contractual right"),
                    ],
                    max_length=17,
                ),
            ),
            (
                "holding",
                models.CharField(
                    choices=[
                        ("held", "Held"),
                        ("planned", "Planned"),
                        ("dropped", "Planned, then dropped"),
                    ],
                    default="held",
                    max_length=7,
                ),
            ),
            (
                "description",
                models.CharField(
                    blank=True,
                    help_text="What it is, in a few words: capped profit interest.",
                    max_length=300,
                ),
            ),
            (
                "qualifier",
                models.CharField(
                    blank=True,
                    choices=[
                        ("exact", "Exactly"),
                        ("about", "About"),
                        ("at_least", "At least"),
                        ("up_to", "Up to"),
                        ("range", "Between"),
                        ("undisclosed", "Undisclosed"),
                    ],
                    help_text="How exact the percentage is.",
                    max_length=11,
                ),
            ),
            (
                "percent_min",
                models.DecimalField(
                    blank=True,
                    decimal_places=4,
                    help_text="Blank: not known.",
                    max_digits=7,
                    null=True,
                    verbose_name="at least, %",
                ),
            ),
            (
                "percent_max",
                models.DecimalField(
                    blank=True,
                    decimal_places=4,
                    help_text="The same as at least, when one figure is given.",
                    max_digits=7,
                    null=True,
                    verbose_name="at most, %",
                ),
            ),
            ("note", models.TextField(blank=True)),
            (
                "company_kind",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Value("company"),
                    output_field=models.CharField(max_length=7),
                ),
            ),
        ],
        options={
            "ordering": ["company", "holder", "start", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GistIndex(fields=["certain"], name="stake_certain"),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="stake_possible"
                ),
            ],
            "constraints": [
                UniqueConstraint(
                    condition=Q(("reference", ""), _negated=True),
                    fields=("collection", "reference"),
                    name="stake_reference_is_given_once",
                    violation_error_message=(
                        "This reference is taken in this collection. Choose another."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "interest__in",
                            [
                                "shares",
                                "votes",
                                "profit",
                                "board_seat",
                                "board_observer",
                                "board_appointment",
                                "control",
                                "contractual_right",
                            ],
                        )
                    ),
                    name="stake_interest_is_known",
                    violation_error_message=(
                        "Choose one of: Shares, Votes, Share of profits, Board seat, Board "
                        "observer, Right to appoint the board, Control, Contractual right."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("holding__in", ["held", "planned", "dropped"])),
                    name="stake_holding_is_known",
                    violation_error_message="Choose one of: Held, Planned, Planned, then dropped.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "qualifier__in",
                            ["exact", "about", "at_least", "up_to", "range", "undisclosed", ""],
                        )
                    ),
                    name="stake_qualifier_is_known",
                    violation_error_message=(
                        "Choose one of: Exactly, About, At least, Up to, Between, Undisclosed."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("percent_min", None),
                            Q(("percent_min__gte", 0), ("percent_min__lte", 100)),
                            _connector="OR",
                        ),
                        Q(
                            ("percent_max", None),
                            Q(("percent_max__gte", 0), ("percent_max__lte", 100)),
                            _connector="OR",
                        ),
                    ),
                    name="stake_is_within_0_and_100",
                    violation_error_message="A percentage lies between 0 and 100.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("percent_min", None),
                        ("percent_max", None),
                        ("percent_min__lte", F("percent_max")),
                        _connector="OR",
                    ),
                    name="stake_min_is_not_above_max",
                    violation_error_message="“At least” is more than “at most”.",
                ),
                CheckConstraint(
                    condition=Q(("holder", F("company")), _negated=True),
                    name="stake_holder_is_not_its_company",
                    violation_error_message="A company does not hold a stake in itself.",
                ),
                django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=Q(("holding", "held")),
                    expressions=[
                        ("certain", "&&"),
                        ("holder", "="),
                        ("company", "="),
                        ("interest", "="),
                    ],
                    name="stakes_of_one_kind_do_not_overlap",
                    violation_error_message=(
                        "This holder certainly has another stake of this kind on these "
                        "days: end the earlier one first."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="stake_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="stake_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="stake_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="stake_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="stake_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="stake_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Term",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "date_words",
                models.CharField(
                    blank=True,
                    help_text="The source's own words, such as “last autumn”.",
                    max_length=200,
                    verbose_name="dates as worded",
                ),
            ),
            (
                "start",
                models.CharField(
                    blank=True,
                    help_text=(
                        "2024-03-19, 2024-03, 2023-23 (autumn), 2019~ (about); blank: unknown."
                    ),
                    max_length=60,
                ),
            ),
            (
                "end",
                models.CharField(
                    blank=True,
                    help_text="The last day on which it held. Blank: unknown, or still going on.",
                    max_length=60,
                ),
            ),
            (
                "ongoing",
                models.BooleanField(
                    default=False, help_text="It has not ended, as far as the desk knows."
                ),
            ),
            (
                "confirmed_on",
                models.DateField(
                    blank=True,
                    help_text=(
                        "The last day for which a source shows it. Without "
                        "one, “ongoing” is not certain."
                    ),
                    null=True,
                    verbose_name="last confirmed",
                ),
            ),
            (
                "certain",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        "confirmed_on",
                        function="edtf_certain",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "possible",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.Func("start", "end", "ongoing", function="edtf_period"),
                        function="edtf_possible",
                    ),
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(null=True),
                ),
            ),
            (
                "deal",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="terms", to="partnerships.deal"
                ),
            ),
            (
                "position",
                models.PositiveSmallIntegerField(default=1, help_text="Its place in the list."),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("exclusivity", "Exclusivity"),
                        ("first_refusal", "Right of first refusal"),
                        ("access", "Access"),
                        ("licence", "Licence"),
                        ("agi_clause", "AGI clause"),
                        ("revenue_share", "Revenue share"),
                        ("profit_share", "Profit share"),
                        ("payment", "Payment"),
                        ("stake", "Stake"),
                        ("valuation", "Valuation"),
                        ("duration", "Duration"),
                        ("capacity", "Capacity"),
                        ("condition", "Condition"),
                        ("other", "Other"),
                    ],
                    default="other",
                    max_length=13,
                ),
            ),
            ("text", models.CharField(help_text="What was agreed, in our words.", max_length=500)),
            (
                "replaced_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.SET_NULL,
                    related_name="replaces",
                    to="partnerships.term",
                ),
            ),
        ],
        options={
            "ordering": ["deal", "position", "pk"],
            "indexes": [
                django.contrib.postgres.indexes.GistIndex(fields=["certain"], name="term_certain"),
                django.contrib.postgres.indexes.GistIndex(
                    fields=["possible"], name="term_possible"
                ),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "kind__in",
                            [
                                "exclusivity",
                                "first_refusal",
                                "access",
                                "licence",
                                "agi_clause",
                                "revenue_share",
                                "profit_share",
                                "payment",
                                "stake",
                                "valuation",
                                "duration",
                                "capacity",
                                "condition",
                                "other",
                            ],
                        )
                    ),
                    name="term_kind_is_known",
                    violation_error_message=(
                        "Choose one of: Exclusivity, Right of first refusal, Access, Licence, "
                        "AGI clause, Revenue share, Profit share, Payment, Stake, Valuation, "
                        "Duration, Capacity, Condition, Other."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("text__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="term_says_something",
                    violation_error_message="Write what was agreed.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("replaced_by__isnull", True),
                        Q(("replaced_by", F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="term_does_not_replace_itself",
                    violation_error_message="A term replaces another.",
                ),
                CheckConstraint(
                    condition=models.Func(
                        "start", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="term_start_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=models.Func(
                        "end", function="edtf_is_valid", output_field=models.BooleanField()
                    ),
                    name="term_end_is_a_date",
                    violation_error_message=(
                        "Write the date as 2024-03-19, 2024-03, 2019~ or 2023-23 (autumn)."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                "start",
                                models.Value(""),
                                models.Value(True),
                                function="edtf_period",
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="term_start_is_one_date",
                    violation_error_message=(
                        "Write one day, month or year here; the last goes under “end”."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("end", ""),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func(
                                models.Value(""), "end", models.Value(False), function="edtf_period"
                            ),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="term_end_is_one_date",
                    violation_error_message="Write one day, month or year here, not an interval.",
                ),
                CheckConstraint(
                    condition=Q(("ongoing", False), ("end", ""), _connector="OR"),
                    name="term_ongoing_has_no_end",
                    violation_error_message=(
                        "Still going on, but with an end: clear one of the two."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("start", ""),
                        ("end", ""),
                        Q(
                            models.Func(
                                "start",
                                function="edtf_is_valid",
                                output_field=models.BooleanField(),
                            ),
                            _negated=True,
                        ),
                        Q(
                            models.Func(
                                "end", function="edtf_is_valid", output_field=models.BooleanField()
                            ),
                            _negated=True,
                        ),
                        models.Func(
                            models.Func("start", "end", "ongoing", function="edtf_period"),
                            function="edtf_is_valid",
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    ),
                    name="term_does_not_end_before_it_starts",
                    violation_error_message=(
                        "It ends before it starts: correct one of the two dates."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="FactSource",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "collection",
                models.ForeignKey(
                    help_text="The story for which this was recorded.",
                    on_delete=models.PROTECT,
                    related_name="%(class)s_rows",
                    to="partnerships.collection",
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.party",
                ),
            ),
            (
                "party_name",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.partyname",
                ),
            ),
            (
                "identifier",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.identifier",
                ),
            ),
            (
                "role",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.role",
                ),
            ),
            (
                "stake",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.stake",
                ),
            ),
            (
                "partnership",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.partnership",
                ),
            ),
            (
                "deal",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.deal",
                ),
            ),
            (
                "deal_party",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.dealparty",
                ),
            ),
            (
                "amount",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.amount",
                ),
            ),
            (
                "term",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.term",
                ),
            ),
            (
                "valuation",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.valuation",
                ),
            ),
            (
                "event",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.CASCADE,
                    related_name="facts",
                    to="partnerships.event",
                ),
            ),
            (
                "field",
                models.CharField(
                    blank=True,
                    help_text="Which field it backs. Blank: the whole record.",
                    max_length=60,
                ),
            ),
            (
                "claim",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="backs",
                    to="partnerships.claim",
                ),
            ),
            (
                "source",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="backs",
                    to="partnerships.source",
                ),
            ),
            (
                "rank",
                models.CharField(
                    choices=[
                        ("preferred", "Preferred"),
                        ("normal", "Normal"),
                        ("deprecated", "Deprecated"),
                    ],
                    default="normal",
                    max_length=10,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "ordering": ["collection", "uid"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("rank__in", ["preferred", "normal", "deprecated"])),
                    name="fact_source_rank_is_known",
                    violation_error_message="Choose one of: Preferred, Normal, Deprecated.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", False),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", False),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", False),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", False),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", False),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", False),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", False),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", False),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", False),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", False),
                            ("valuation__isnull", True),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", True),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", False),
                        ),
                        Q(
                            ("amount__isnull", True),
                            ("deal__isnull", True),
                            ("deal_party__isnull", True),
                            ("event__isnull", False),
                            ("identifier__isnull", True),
                            ("partnership__isnull", True),
                            ("party__isnull", True),
                            ("party_name__isnull", True),
                            ("role__isnull", True),
                            ("stake__isnull", True),
                            ("term__isnull", True),
                            ("valuation__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="fact_source_backs_one_record",
                    violation_error_message="Name the one record that this backs.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("claim__isnull", False), ("source__isnull", True)),
                        Q(("claim__isnull", True), ("source__isnull", False)),
                        _connector="OR",
                    ),
                    name="fact_source_is_a_claim_or_a_source",
                    violation_error_message="Name a claim or a source, not both.",
                ),
                UniqueConstraint(
                    condition=Q(("rank", "preferred")),
                    fields=(
                        "party",
                        "party_name",
                        "identifier",
                        "role",
                        "stake",
                        "partnership",
                        "deal",
                        "deal_party",
                        "amount",
                        "term",
                        "valuation",
                        "event",
                        "field",
                    ),
                    name="fact_has_one_preferred_source",
                    nulls_distinct=False,
                    violation_error_message="Another source is preferred for this already.",
                ),
                UniqueConstraint(
                    fields=(
                        "party",
                        "party_name",
                        "identifier",
                        "role",
                        "stake",
                        "partnership",
                        "deal",
                        "deal_party",
                        "amount",
                        "term",
                        "valuation",
                        "event",
                        "field",
                        "claim",
                        "source",
                    ),
                    name="fact_source_is_recorded_once",
                    nulls_distinct=False,
                    violation_error_message="This backing is recorded already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Identity",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "source",
                models.OneToOneField(
                    on_delete=models.PROTECT, related_name="identity", to="partnerships.source"
                ),
            ),
            (
                "confidentiality",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Value("confidential"),
                    output_field=models.CharField(max_length=12),
                ),
            ),
            (
                "description",
                models.CharField(
                    help_text="What it was agreed to call the source: a person at Microsoft.",
                    max_length=200,
                ),
            ),
            ("ciphertext", models.BinaryField()),
            (
                "sealed_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("sealed_at", models.DateTimeField()),
        ],
        options={
            "verbose_name_plural": "identities",
            "ordering": ["pk"],
            "permissions": [("open_identity", "Can seal and open who a confidential source is")],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        django.db.models.lookups.GreaterThanOrEqual(
                            models.Func(
                                F("ciphertext"),
                                function="octet_length",
                                output_field=models.IntegerField(),
                            ),
                            289,
                        ),
                        django.db.models.lookups.Exact(
                            models.Func(
                                F("ciphertext"),
                                models.Value(0),
                                function="get_byte",
                                output_field=models.IntegerField(),
                            ),
                            1,
                        ),
                    ),
                    name="identity_is_ciphertext",
                    violation_error_message="Who a source is, is kept encrypted or not at all.",
                )
            ],
        },
    ),
    CreateModel(
        name="Entry",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "act",
                models.CharField(
                    choices=[
                        ("released", "released it to readers"),
                        ("taken_back", "took it back from readers"),
                        ("loaded", "loaded a story"),
                        ("recorded", "recorded it"),
                        ("changed", "changed it"),
                        ("removed", "removed it"),
                        ("captured", "kept a copy"),
                        ("proposed", "proposed a verdict"),
                        ("countersigned", "signed the verdict"),
                        ("withdrawn", "withdrew the verdict"),
                        ("adopted", "adopted what nobody had signed for"),
                        ("assessed", "gave an assessment"),
                        ("assigned", "assigned it"),
                        ("unassigned", "took back an assignment"),
                        ("commented", "commented"),
                        ("resolved", "resolved a comment"),
                        ("asked", "asked for a reply"),
                        ("answered", "recorded the reply"),
                        ("rechecked", "looked at the source again"),
                        ("judged", "decided whether two sources share an origin"),
                        ("sealed", "sealed who a source is"),
                        ("unsealed", "opened who a source is"),
                        ("packed", "packed it for others to verify"),
                        ("revised", "wrote a revision"),
                        ("bound", "bound words to a claim"),
                        ("unbound", "took words off a claim"),
                        ("waived", "waived a check"),
                        ("unwaived", "took back a waiver"),
                        ("held", "held the story"),
                        ("resumed", "lifted the hold"),
                        ("killed", "killed the story"),
                        ("published", "published an edition"),
                        ("corrected", "published a correction"),
                        ("decided", "decided on an open item"),
                    ],
                    max_length=13,
                ),
            ),
            (
                "noun",
                models.CharField(help_text="What kind of record it was done to.", max_length=40),
            ),
            (
                "key",
                models.CharField(help_text="How that record is known outside.", max_length=200),
            ),
            (
                "claim",
                models.ForeignKey(
                    db_constraint=False,
                    help_text="The claim it concerns, where it concerns one.",
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="entries",
                    to="partnerships.claim",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="entries",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("at", models.DateTimeField()),
            ("recorded_at", models.DateTimeField(editable=False, null=True)),
            ("why", models.TextField(blank=True)),
            ("door", models.CharField(blank=True, max_length=40)),
            ("context", models.UUIDField(null=True)),
            ("previous", models.CharField(blank=True, editable=False, max_length=64)),
            ("hash", models.CharField(blank=True, editable=False, max_length=64)),
        ],
        options={
            "verbose_name_plural": "entries",
            "ordering": ["pk"],
            "default_permissions": ["view"],
            "indexes": [models.Index(fields=["claim", "id"], name="entry_claim")],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "act__in",
                            [
                                "released",
                                "taken_back",
                                "loaded",
                                "recorded",
                                "changed",
                                "removed",
                                "captured",
                                "proposed",
                                "countersigned",
                                "withdrawn",
                                "adopted",
                                "assessed",
                                "assigned",
                                "unassigned",
                                "commented",
                                "resolved",
                                "asked",
                                "answered",
                                "rechecked",
                                "judged",
                                "sealed",
                                "unsealed",
                                "packed",
                                "revised",
                                "bound",
                                "unbound",
                                "waived",
                                "unwaived",
                                "held",
                                "resumed",
                                "killed",
                                "published",
                                "corrected",
                                "decided",
                            ],
                        )
                    ),
                    name="entry_act_is_known",
                    violation_error_message=(
                        "Choose one of: released it to readers, took it back from readers, "
                        "loaded a story, recorded it, changed it, removed it, kept a copy, "
                        "proposed a verdict, signed the verdict, withdrew the verdict, adopted "
                        "what nobody had signed for, gave an assessment, assigned it, took "
                        "back an assignment, commented, resolved a comment, asked for a reply, "
                        "recorded the reply, looked at the source again, decided whether two "
                        "sources share an origin, sealed who a source is, opened who a source "
                        "is, packed it for others to verify, wrote a revision, bound words to "
                        "a claim, took words off a claim, waived a check, took back a waiver, "
                        "held the story, lifted the hold, killed the story, published an "
                        "edition, published a correction, decided on an open item."
                    ),
                ),
                UniqueConstraint(
                    fields=("previous",),
                    name="entry_follows_one_other",
                    violation_error_message="Another entry follows that one already.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Judgement",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "source",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="judgements", to="partnerships.source"
                ),
            ),
            (
                "other",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="partnerships.source"
                ),
            ),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("retells", "One retells the other"),
                        ("independent", "Two reports of their own"),
                        ("unsure", "Not sure"),
                    ],
                    max_length=11,
                ),
            ),
            ("why", models.TextField(blank=True, verbose_name="reasons")),
            (
                "judged_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("judged_at", models.DateTimeField()),
            ("superseded_at", models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            "ordering": ["-judged_at", "pk"],
            "default_permissions": [],
            "constraints": [
                CheckConstraint(
                    condition=Q(("answer__in", ["retells", "independent", "unsure"])),
                    name="judgement_answer_is_known",
                    violation_error_message=(
                        "Choose one of: One retells the other, Two reports of their own, Not sure."
                    ),
                ),
                CheckConstraint(
                    condition=Q(("source", F("other")), _negated=True),
                    name="judgement_is_of_two_sources",
                    violation_error_message="A judgement is of two sources: choose another one.",
                ),
                UniqueConstraint(
                    django.db.models.functions.comparison.Least("source", "other"),
                    django.db.models.functions.comparison.Greatest("source", "other"),
                    condition=Q(("superseded_at", None)),
                    name="sources_have_one_current_judgement",
                    violation_error_message="Somebody has judged these two sources meanwhile.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Imprint",
        fields=[
            ("id", key()),
            (
                "snapshot",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="imprints", to="partnerships.snapshot"
                ),
            ),
            ("version", models.PositiveSmallIntegerField()),
            (
                "sketch",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), blank=True, default=list, size=None
                ),
            ),
        ],
        options={
            "ordering": ["pk"],
            "default_permissions": [],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fastupdate=False, fields=["sketch"], name="imprint_sketch"
                )
            ],
            "constraints": [
                UniqueConstraint(
                    fields=("snapshot", "version"),
                    name="imprint_is_taken_once",
                    violation_error_message="This copy has its sketch already.",
                )
            ],
        },
    ),
    CreateModel(
        name="Likeness",
        fields=[
            ("id", key()),
            (
                "first",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="likenesses", to="partnerships.snapshot"
                ),
            ),
            (
                "second",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to="partnerships.snapshot"
                ),
            ),
            ("version", models.PositiveSmallIntegerField()),
            ("shared", models.PositiveIntegerField()),
            ("first_words", models.PositiveIntegerField()),
            ("second_words", models.PositiveIntegerField()),
            (
                "share",
                models.GeneratedField(
                    db_persist=True,
                    expression=django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            F("shared"), "*", models.Value(100)
                        ),
                        "/",
                        django.db.models.functions.comparison.Least("first_words", "second_words"),
                    ),
                    output_field=models.PositiveIntegerField(),
                ),
            ),
        ],
        options={
            "verbose_name_plural": "likenesses",
            "ordering": ["pk"],
            "default_permissions": [],
            "constraints": [
                UniqueConstraint(
                    fields=("first", "second", "version"),
                    name="likeness_is_measured_once",
                    violation_error_message="These two copies are compared already.",
                ),
                CheckConstraint(
                    condition=Q(("first__lt", F("second"))),
                    name="likeness_names_its_copies_in_order",
                    violation_error_message=(
                        "Of two copies the one that was kept earlier comes first."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("shared__gt", 0),
                        ("shared__lte", F("first_words")),
                        ("shared__lte", F("second_words")),
                    ),
                    name="likeness_is_part_of_both",
                    violation_error_message="Two copies share no more words than either has.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Mailing",
        fields=[
            ("id", key()),
            (
                "user",
                models.OneToOneField(
                    on_delete=models.CASCADE, related_name="mailing", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "wish",
                models.CharField(
                    choices=[
                        ("each", "An e-mail for each"),
                        ("daily", "One e-mail a day"),
                        ("none", "No e-mail"),
                    ],
                    default="each",
                    max_length=5,
                    verbose_name="e-mail",
                ),
            ),
            ("told_until", models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            "ordering": ["user", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("wish__in", ["each", "daily", "none"])),
                    name="mailing_wish_is_known",
                    violation_error_message=(
                        "Choose one of: An e-mail for each, One e-mail a day, No e-mail."
                    ),
                )
            ],
        },
    ),
    CreateModel(
        name="Recheck",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "source",
                models.ForeignKey(
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="rechecks",
                    to="partnerships.source",
                ),
            ),
            ("at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "came",
                models.CharField(
                    choices=[
                        ("copy", "A copy came"),
                        ("not_found", "The site knows no page at this address"),
                        ("no_longer_there", "The site says that the page is there no longer"),
                        ("refused", "The site refuses us the page"),
                        ("robots", "The site asks programs not to read the page"),
                        ("unavailable", "The site cannot serve the page now"),
                        ("unreachable", "The site cannot be reached"),
                        ("too_slow", "The page takes too long to come"),
                        ("misdirected", "The page sends one on and on"),
                        ("unreadable", "What comes is no text that we can keep"),
                        ("bad_address", "The address is none that we ask"),
                    ],
                    max_length=15,
                    verbose_name="what came",
                ),
            ),
            (
                "status",
                models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="What the site answered, such as 404, where it answered.",
                    null=True,
                ),
            ),
            (
                "snapshot",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="rechecks",
                    to="partnerships.snapshot",
                ),
            ),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "default_permissions": [],
            "indexes": [models.Index(fields=["source", "at", "id"], name="recheck_source")],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "came__in",
                            [
                                "copy",
                                "not_found",
                                "no_longer_there",
                                "refused",
                                "robots",
                                "unavailable",
                                "unreachable",
                                "too_slow",
                                "misdirected",
                                "unreadable",
                                "bad_address",
                            ],
                        )
                    ),
                    name="recheck_came_is_known",
                    violation_error_message=(
                        "Choose one of: A copy came, The site knows no page at this address, "
                        "The site says that the page is there no longer, The site refuses us "
                        "the page, The site asks programs not to read the page, The site "
                        "cannot serve the page now, The site cannot be reached, The page takes "
                        "too long to come, The page sends one on and on, What comes is no text "
                        "that we can keep, The address is none that we ask."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("came", "copy"), ("snapshot__isnull", False)),
                        Q(Q(("came", "copy"), _negated=True), ("snapshot", None)),
                        _connector="OR",
                    ),
                    name="recheck_brings_a_copy_or_says_why_none",
                    violation_error_message="A look brings a copy, or says why none came.",
                ),
                CheckConstraint(
                    condition=Q(("status", None), ("status__range", (100, 599)), _connector="OR"),
                    name="recheck_status_is_one_of_http",
                    violation_error_message="What a site answers is a number from 100 to 599.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Sighting",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "recheck",
                models.ForeignKey(
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="sightings",
                    to="partnerships.recheck",
                ),
            ),
            (
                "citation",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.DO_NOTHING,
                    related_name="sightings",
                    to="partnerships.citation",
                ),
            ),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("unchanged", "Unchanged"),
                        ("moved", "Moved"),
                        ("altered", "Altered"),
                        ("gone", "Gone"),
                        ("unreachable", "Unreachable"),
                    ],
                    max_length=11,
                ),
            ),
            ("quote", models.TextField(help_text="What was looked for.")),
            (
                "copy",
                models.ForeignKey(
                    help_text="The copy that the citation quotes.",
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="partnerships.snapshot",
                ),
            ),
            ("position", models.PositiveIntegerField(blank=True, null=True)),
            ("extent", models.PositiveIntegerField(blank=True, null=True)),
            (
                "words",
                models.TextField(blank=True, help_text="What stands there now, where it differs."),
            ),
            (
                "first",
                models.ForeignKey(
                    editable=False,
                    null=True,
                    on_delete=models.DO_NOTHING,
                    related_name="repeated",
                    to="partnerships.sighting",
                ),
            ),
        ],
        options={
            "ordering": ["recheck_id", "pk"],
            "default_permissions": [],
            "indexes": [models.Index(fields=["citation", "id"], name="sighting_citation")],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        ("outcome__in", ["unchanged", "moved", "altered", "gone", "unreachable"])
                    ),
                    name="sighting_outcome_is_known",
                    violation_error_message=(
                        "Choose one of: Unchanged, Moved, Altered, Gone, Unreachable."
                    ),
                ),
                UniqueConstraint(
                    fields=("recheck", "citation"),
                    name="sighting_is_made_once_a_look",
                    violation_error_message=(
                        "What became of this quotation then is recorded already."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("extent__isnull", False), ("position__isnull", False)),
                        Q(("extent__isnull", True), ("position__isnull", True)),
                        _connector="OR",
                    ),
                    name="sighting_place_is_whole",
                    violation_error_message="A place in a copy has a beginning and a length.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("outcome__in", ("unchanged", "moved")),
                            ("position__isnull", False),
                            ("words", ""),
                        ),
                        Q(
                            ("outcome", "altered"),
                            ("position__isnull", False),
                            ("words__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        Q(
                            ("outcome__in", ["gone", "unreachable"]),
                            ("position", None),
                            ("words", ""),
                        ),
                        _connector="OR",
                    ),
                    name="sighting_says_what_stands_there",
                    violation_error_message=(
                        "What stands has a place, what is altered has its words "
                        "too, and what is gone has neither."
                    ),
                ),
            ],
        },
    ),
    CreateModel(
        name="Reply",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.CASCADE, related_name="replies", to="partnerships.claim"
                ),
            ),
            (
                "party",
                models.ForeignKey(
                    help_text="Whom the claim speaks against.",
                    on_delete=models.PROTECT,
                    related_name="replies",
                    to="partnerships.party",
                ),
            ),
            ("asked_at", models.DateTimeField(verbose_name="asked")),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                ),
            ),
            (
                "channel",
                models.CharField(
                    help_text="E-mail to the press office, a call, a letter.",
                    max_length=200,
                    verbose_name="by which way",
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
            (
                "answer",
                models.TextField(blank=True, help_text="What they said, or that they declined."),
            ),
        ],
        options={
            "verbose_name": "right of reply",
            "verbose_name_plural": "rights of reply",
            "ordering": ["claim", "asked_at", "pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("channel__regex", "[^\\s\\u00a0\\u200b\\ufeff]")),
                    name="reply_has_a_channel",
                    violation_error_message="Say by which way they were asked.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("answer", ""), ("answered_at", None)),
                        Q(
                            ("answer__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                            ("answered_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="reply_answer_is_whole",
                    violation_error_message="An answer has its words and its day.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("answered_at", None), ("answered_at__gte", F("asked_at")), _connector="OR"
                    ),
                    name="reply_comes_after_the_question",
                    violation_error_message="An answer comes after the question.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Rulebook",
        fields=[
            ("id", key()),
            (
                "evidence",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="finding without the evidence it needs",
                ),
            ),
            (
                "refutation",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="refuting citation without an answer",
                ),
            ),
            (
                "adverse",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="against a person, on one origin and no document",
                ),
            ),
            (
                "reply",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="against a person who was not asked, or not given time",
                ),
            ),
            (
                "comment",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="open comment",
                ),
            ),
            (
                "one_origin",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="warning",
                    max_length=8,
                    verbose_name="one origin with unnamed people",
                ),
            ),
            (
                "own_statement",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="warning",
                    max_length=8,
                    verbose_name="party that speaks for itself",
                ),
            ),
            (
                "context",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="needs context that the story does not give",
                ),
            ),
            (
                "attribution",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="reported, and the sentence does not say by whom",
                ),
            ),
            (
                "unproved",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="quotation not proved in the copy that we keep",
                ),
            ),
            (
                "not_kept",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="warning",
                    max_length=8,
                    verbose_name="source of which no copy is kept",
                ),
            ),
            (
                "conflict",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="blocking",
                    max_length=8,
                    verbose_name="two claims that cannot both be so",
                ),
            ),
            (
                "shelf_life",
                models.CharField(
                    choices=[
                        ("blocking", "Blocks"),
                        ("warning", "Warns"),
                        ("silent", "Says nothing"),
                    ],
                    default="warning",
                    max_length=8,
                    verbose_name="claim that was to be checked again by now",
                ),
            ),
            (
                "reply_hours",
                models.PositiveSmallIntegerField(
                    default=24,
                    help_text="How long somebody must have had to answer.",
                    verbose_name="hours to reply",
                ),
            ),
            (
                "blind_kinds",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("fact", "Fact"),
                            ("figure", "Figure"),
                            ("date", "Date"),
                            ("quote", "Quotation"),
                            ("attribution", "Attribution"),
                            ("opinion", "Opinion"),
                            ("prediction", "Prediction"),
                            ("absence", "Absence"),
                        ],
                        max_length=11,
                    ),
                    blank=True,
                    default=list,
                    help_text=(
                        "Kinds of claim that two people check, each without "
                        "seeing the other's finding."
                    ),
                    size=None,
                    verbose_name="checked blind",
                ),
            ),
        ],
        options={
            "verbose_name": "rulebook",
            "verbose_name_plural": "rulebook",
            "ordering": ["pk"],
            "constraints": [
                CheckConstraint(
                    condition=Q(("evidence__in", ["blocking", "warning", "silent"])),
                    name="rulebook_evidence_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("refutation__in", ["blocking", "warning", "silent"])),
                    name="rulebook_refutation_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("adverse__in", ["blocking", "warning", "silent"])),
                    name="rulebook_adverse_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("reply__in", ["blocking", "warning", "silent"])),
                    name="rulebook_reply_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("comment__in", ["blocking", "warning", "silent"])),
                    name="rulebook_comment_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("one_origin__in", ["blocking", "warning", "silent"])),
                    name="rulebook_one_origin_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("own_statement__in", ["blocking", "warning", "silent"])),
                    name="rulebook_own_statement_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("context__in", ["blocking", "warning", "silent"])),
                    name="rulebook_context_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("attribution__in", ["blocking", "warning", "silent"])),
                    name="rulebook_attribution_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("unproved__in", ["blocking", "warning", "silent"])),
                    name="rulebook_unproved_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("not_kept__in", ["blocking", "warning", "silent"])),
                    name="rulebook_not_kept_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("conflict__in", ["blocking", "warning", "silent"])),
                    name="rulebook_conflict_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("shelf_life__in", ["blocking", "warning", "silent"])),
                    name="rulebook_shelf_life_is_a_level",
                    violation_error_message="Choose one of: Blocks, Warns, Says nothing.",
                ),
                CheckConstraint(
                    condition=Q(("pk", 1)),
                    name="rulebook_is_one",
                    violation_error_message="There is one rulebook: change that.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "blind_kinds__contained_by",
                            [
                                "fact",
                                "figure",
                                "date",
                                "quote",
                                "attribution",
                                "opinion",
                                "prediction",
                                "absence",
                            ],
                        )
                    ),
                    name="rulebook_blind_kinds_are_known",
                    violation_error_message="Choose kinds of claim from the list.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Verdict",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="%(class)ss", to="partnerships.claim"
                ),
            ),
            (
                "finding",
                models.CharField(
                    choices=[
                        ("accurate", "Accurate"),
                        ("context", "Accurate, needs context"),
                        ("imprecise", "Imprecise"),
                        ("wrong", "Wrong"),
                        ("reported", "Reported"),
                        ("unverified", "Unverified"),
                        ("opinion", "Opinion"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "reasons",
                models.TextField(
                    blank=True,
                    help_text="What the citations show, so that a reader could check it.",
                ),
            ),
            (
                "correction",
                models.TextField(
                    blank=True, help_text="What is right, where the claim is imprecise or wrong."
                ),
            ),
            ("covers", models.JSONField(default=dict, editable=False)),
            ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
            (
                "as_of",
                models.DateField(
                    blank=True,
                    help_text="The day for which the finding holds.",
                    null=True,
                    verbose_name="as of",
                ),
            ),
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="proposed_%(class)ss",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("proposed_at", models.DateTimeField()),
            (
                "countersigned_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="countersigned_%(class)ss",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("countersigned_at", models.DateTimeField(blank=True, null=True)),
            (
                "broken_glass",
                models.TextField(
                    blank=True,
                    help_text="Why an editor in chief signed what they had written part of.",
                ),
            ),
            ("lapsed_at", models.DateTimeField(blank=True, null=True)),
            (
                "lapsed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="lapsed_%(class)ss",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "lapse",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("statement_changed", "the statement was changed"),
                            ("kind_changed", "the kind of claim was changed"),
                            ("attribution_changed", "the attribution was changed"),
                            ("date_changed", "a date was changed"),
                            ("value_changed", "the figure was changed"),
                            ("adverse_changed", "whether it speaks against a person was changed"),
                            ("citation_added", "a citation was added"),
                            ("citation_removed", "a citation was removed"),
                            ("citation_changed", "a citation was changed"),
                            ("snapshot_replaced", "the copy that a citation quotes was replaced"),
                            ("origin_changed", "the origin of a source was changed"),
                            ("search_changed", "what was searched for and not found was changed"),
                            ("source_altered", "a source no longer says what was quoted from it"),
                            ("source_gone", "what was quoted is gone from its source"),
                        ],
                        max_length=20,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "withdrawn_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="withdrawn_%(class)ss",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("withdrawn_why", models.TextField(blank=True)),
            ("superseded_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["claim", "-proposed_at", "-pk"],
            "permissions": [
                ("propose_verdict", "Can propose a verdict"),
                ("countersign_verdict", "Can sign a verdict that somebody else proposed"),
                ("withdraw_verdict", "Can withdraw a verdict that somebody else proposed"),
                ("break_glass", "Can sign, with a reason, what they wrote part of"),
            ],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "finding__in",
                            [
                                "accurate",
                                "context",
                                "imprecise",
                                "wrong",
                                "reported",
                                "unverified",
                                "opinion",
                            ],
                        )
                    ),
                    name="verdict_finding_is_known",
                    violation_error_message=(
                        "Choose one of: Accurate, Accurate, needs context, Imprecise, "
                        "Wrong, Reported, Unverified, Opinion."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("finding__in", ("accurate", "opinion")),
                        ("reasons__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        _connector="OR",
                    ),
                    name="verdict_has_reasons",
                    violation_error_message="Give your reasons: say what the citations show.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("finding__in", ("imprecise", "wrong")),
                            ("correction__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        Q(
                            Q(("finding__in", ("imprecise", "wrong")), _negated=True),
                            ("correction", ""),
                        ),
                        _connector="OR",
                    ),
                    name="verdict_says_what_is_right",
                    violation_error_message=(
                        "Say what is right where a claim is imprecise or wrong, and only there."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("countersigned_at__isnull", False), ("countersigned_by__isnull", False)),
                        Q(("countersigned_at__isnull", True), ("countersigned_by__isnull", True)),
                        _connector="OR",
                    ),
                    name="verdict_signature_is_whole",
                    violation_error_message="A signature has a name and a date.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("countersigned_by", None),
                        Q(("countersigned_by", F("proposed_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="verdict_has_two_people",
                    violation_error_message=(
                        "A verdict needs a second person: you proposed this one."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("countersigned_at", None),
                        ("countersigned_at__gte", F("proposed_at")),
                        _connector="OR",
                    ),
                    name="verdict_is_signed_after_its_proposal",
                    violation_error_message="A verdict is signed after it was proposed.",
                ),
                CheckConstraint(
                    condition=Q(
                        ("broken_glass", ""), ("countersigned_by__isnull", False), _connector="OR"
                    ),
                    name="verdict_broken_glass_is_a_signature",
                    violation_error_message=(
                        "A reason for breaking the glass goes with a signature."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("lapse", []), ("lapsed_at", None), ("lapsed_by", None)),
                        Q(("lapsed_at__isnull", False), Q(("lapse", []), _negated=True)),
                        _connector="OR",
                    ),
                    name="verdict_lapse_is_whole",
                    violation_error_message="A lapse says when, and what was changed.",
                ),
                CheckConstraint(
                    condition=Q(
                        (
                            "lapse__contained_by",
                            [
                                "statement_changed",
                                "kind_changed",
                                "attribution_changed",
                                "date_changed",
                                "value_changed",
                                "adverse_changed",
                                "citation_added",
                                "citation_removed",
                                "citation_changed",
                                "snapshot_replaced",
                                "origin_changed",
                                "search_changed",
                                "source_altered",
                                "source_gone",
                            ],
                        )
                    ),
                    name="verdict_lapse_is_known",
                    violation_error_message="Choose the reasons of a lapse from the list.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_why", "")),
                        Q(
                            ("withdrawn_at__isnull", False),
                            ("withdrawn_by__isnull", False),
                            ("withdrawn_why__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        _connector="OR",
                    ),
                    name="verdict_withdrawal_is_whole",
                    violation_error_message="Say why the verdict is withdrawn.",
                ),
                UniqueConstraint(
                    condition=Q(("superseded_at", None)),
                    fields=("claim",),
                    name="claim_has_one_current_verdict",
                    violation_error_message="The claim has a newer verdict meanwhile.",
                ),
            ],
        },
    ),
    CreateModel(
        name="Assessment",
        fields=[
            ("id", key()),
            ("uid", uid()),
            (
                "claim",
                models.ForeignKey(
                    on_delete=models.PROTECT, related_name="%(class)ss", to="partnerships.claim"
                ),
            ),
            (
                "finding",
                models.CharField(
                    choices=[
                        ("accurate", "Accurate"),
                        ("context", "Accurate, needs context"),
                        ("imprecise", "Imprecise"),
                        ("wrong", "Wrong"),
                        ("reported", "Reported"),
                        ("unverified", "Unverified"),
                        ("opinion", "Opinion"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "reasons",
                models.TextField(
                    blank=True,
                    help_text="What the citations show, so that a reader could check it.",
                ),
            ),
            (
                "correction",
                models.TextField(
                    blank=True, help_text="What is right, where the claim is imprecise or wrong."
                ),
            ),
            ("covers", models.JSONField(default=dict, editable=False)),
            ("fingerprint", models.CharField(blank=True, editable=False, max_length=64)),
            (
                "checker",
                models.ForeignKey(
                    on_delete=models.PROTECT,
                    related_name="given_%(class)ss",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("given_at", models.DateTimeField()),
            (
                "verdict",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="assessments",
                    to="partnerships.verdict",
                ),
            ),
        ],
        options={
            "ordering": ["claim", "given_at", "pk"],
            "default_permissions": ["add"],
            "constraints": [
                CheckConstraint(
                    condition=Q(
                        (
                            "finding__in",
                            [
                                "accurate",
                                "context",
                                "imprecise",
                                "wrong",
                                "reported",
                                "unverified",
                                "opinion",
                            ],
                        )
                    ),
                    name="assessment_finding_is_known",
                    violation_error_message=(
                        "Choose one of: Accurate, Accurate, needs context, Imprecise, "
                        "Wrong, Reported, Unverified, Opinion."
                    ),
                ),
                CheckConstraint(
                    condition=Q(
                        ("finding__in", ("accurate", "opinion")),
                        ("reasons__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        _connector="OR",
                    ),
                    name="assessment_has_reasons",
                    violation_error_message="Give your reasons: say what the citations show.",
                ),
                CheckConstraint(
                    condition=Q(
                        Q(
                            ("finding__in", ("imprecise", "wrong")),
                            ("correction__regex", "[^\\s\\u00a0\\u200b\\ufeff]"),
                        ),
                        Q(
                            Q(("finding__in", ("imprecise", "wrong")), _negated=True),
                            ("correction", ""),
                        ),
                        _connector="OR",
                    ),
                    name="assessment_says_what_is_right",
                    violation_error_message=(
                        "Say what is right where a claim is imprecise or wrong, and only there."
                    ),
                ),
                UniqueConstraint(
                    condition=Q(("verdict", None)),
                    fields=("claim", "checker", "fingerprint"),
                    name="assessment_is_given_once",
                    violation_error_message="You have given your assessment of this already.",
                ),
            ],
        },
    ),
]
TRACKED = [
    "Collection",
    "Party",
    "PartyName",
    "Identifier",
    "Partnership",
    "PartnershipParty",
    "Deal",
    "DealStep",
    "DealParty",
    "Event",
    "EventParty",
    "Source",
    "Snapshot",
    "Claim",
    "ClaimParty",
    "ClaimDeal",
    "ClaimEvent",
    "Assignment",
    "Citation",
    "Search",
    "Comment",
    "Story",
    "Hold",
    "Binding",
    "Waiver",
    "OpenItem",
    "Role",
    "Amount",
    "Valuation",
    "Stake",
    "Term",
    "FactSource",
    "Identity",
    "Judgement",
    "Mailing",
    "Recheck",
    "Sighting",
    "Reply",
    "Rulebook",
    "Verdict",
    "Assessment",
]

# Keys over two or three columns, which Django does not know. The last is asked at once; a seal that
# agrees on another description puts it off until both rows have it.
KEYS = """
ALTER TABLE partnerships_role
    ADD CONSTRAINT role_is_held_by_a_person FOREIGN KEY (person_id, person_kind)
        REFERENCES partnerships_party (id, kind),
    ADD CONSTRAINT role_is_at_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
ALTER TABLE partnerships_stake
    ADD CONSTRAINT stake_is_in_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
ALTER TABLE partnerships_valuation
    ADD CONSTRAINT valuation_is_of_a_company FOREIGN KEY (company_id, company_kind)
        REFERENCES partnerships_party (id, kind);
ALTER TABLE partnerships_identity
    ADD CONSTRAINT sealed_source_stays_as_agreed
        FOREIGN KEY (source_id, confidentiality, description)
        REFERENCES partnerships_source (id, confidentiality, outlet)
        DEFERRABLE INITIALLY IMMEDIATE;
"""

HALF_MADE = (
    "This database was left between two migrations of a version before 0.1.0. Dump its stories "
    "with that version (manage.py dump_story) and load them into a new database with this one."
)


class CreateTables(Operation):
    """Makes the tables of several models, and looks at the models once for all of them."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # else each table would render all models anew
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if "partnerships_party" in schema_editor.connection.introspection.table_names():
            raise CommandError(HALF_MADE)
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)
        # What Django leaves for the end of the migration, and keys of ours point at.
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Make all tables"


class Migration(migrations.Migration):
    # The last of the migrations that these tables came of: a database has it with all the others.
    replaces = [("partnerships", "0020_errands")]

    dependencies = [
        ("partnerships", "0001_functions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([*TABLES, *(history(table) for table in TABLES if table.name in TRACKED)]),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
    ]

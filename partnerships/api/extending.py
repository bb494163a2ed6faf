"""What reconciled rows are given of a record: its values, and beside each of them the date, the
citation, the finding and who signed it. Told from the rows of the API as anybody is shown them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser

from ..models import Claim
from ..rules.reconciling import RECONCILED, entities_named
from ..vocabulary import Finding, Scheme, Stance
from .anybody import asked_by_anybody, shown_to_anybody
from .claims.claims import ClaimViewSet
from .entities.companies import CompanyViewSet
from .entities.deals import DealViewSet
from .entities.people import PersonViewSet

SHOWN = 50  # claims of a record, the latest
CITED = 3  # citations of a claim that are named

VIEWS = {"companies": CompanyViewSet, "people": PersonViewSet, "deals": DealViewSet}
TYPES = {"companies": "company", "people": "person", "deals": "deal"}
TYPE_NAMES = {"company": "Company", "person": "Person", "deal": "Deal"}
NOUNS = {word: noun for noun, word in TYPES.items()}

OF_PARTIES = {"name": "Name", "aliases": "Other names"} | dict(Scheme.choices)
OF_COMPANIES = {
    "legal_form": "Legal form",
    "country": "Country",
    "place": "Place",
    "founded": "Founded",
    "dissolved": "Dissolved",
}
OF_DEALS = {
    "title": "Title",
    "kinds": "Kinds",
    "status": "Status",
    "period": "Period",
    "parties": "Parties",
    "amounts": "Sums",
}
VALUES = {
    "company": OF_PARTIES | OF_COMPANIES | {"claims": "Claims"},
    "person": OF_PARTIES | {"claims": "Claims"},
    "deal": OF_DEALS | {"claims": "Claims"},
}
BESIDE = {
    "date": "date",
    "citation": "citation",
    "finding": "finding",
    "correction": "what is right",
    "signers": "who signed",
    "claim": "claim's address",
}
UNSIGNED = "unsigned"
# Values of which the record keeps what backs them.
WITH_EVIDENCE = {"claims", "amounts", *OF_COMPANIES, "title", "kinds", "status", "period"}


def properties_of(type_words: Iterable[str]) -> dict[str, str]:
    """The properties of records of these types, with their names."""
    found = {}
    for word in type_words:
        for value, name in VALUES[word].items():
            found[value] = name
            if value in WITH_EVIDENCE:
                found |= {f"{value}.{beside}": f"{name}: {told}" for beside, told in BESIDE.items()}
    return found


ALL_PROPERTIES = properties_of(VALUES)


@dataclass(frozen=True)
class BackedValue:
    """A value, and what backs it: a claim and a source, of which either may be none; or a day."""

    value: Any
    claim: dict[str, Any] | None = None
    source: dict[str, Any] | None = None
    date: str = ""


class ExtendedRows:
    """The values of these properties of these records. Claims are read once for all of them."""

    def __init__(self, ids: Sequence[str], properties: Sequence[str], request: Any) -> None:
        self.properties, self.request = properties, request
        self.found = entities_named(ids)
        self.ids = ids

    def rows(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """By id and property the values, as the service gives them. A value and what stands beside
        it have the same place in their lists."""
        return {
            each: {name: list(self._values(each, name)) for name in self.properties}
            for each in self.ids
        }

    def _values(self, entity: str, name: str) -> Iterator[dict[str, Any]]:
        value, _, beside = name.partition(".")
        if entity not in self._shown:
            return
        noun, _ = self.found[entity]
        if value not in VALUES[TYPES[noun]]:
            return
        for told in self._told(entity, value):
            text = self._beside(told, beside) if beside else told.value
            yield text if isinstance(text, dict) else {"str": text} if text else {}

    def _told(self, entity, value):
        row = self._shown[entity]
        match value:
            case "claims":
                for claim in self._claims_about[entity]:
                    yield BackedValue(claim["statement"], claim)
            case "amounts":
                for amount in row["amounts"]:
                    day = amount["date"] and amount["date"]["edtf"]
                    yield from self._backed(amount["text"], amount["sources"], day or "")
            case "parties":
                for party in {
                    each["party"]["id"]: each["party"] for each in row["parties"]
                }.values():
                    noun = "people" if party["kind"] == "person" else "companies"
                    yield BackedValue({"id": f"{noun}/{party['id']}", "name": party["name"]})
            case "aliases":
                yield from (BackedValue(each["text"]) for each in row["names"])
            case scheme if scheme in Scheme.values:
                numbers = (each for each in row["identifiers"] if each["scheme"] == scheme)
                yield from (
                    BackedValue(each["value"]) for each in numbers if not each["deprecated_on"]
                )
            case "kinds":
                yield from self._of_field(row, value, ", ".join(row["kinds"]))
            case "period":
                yield from self._of_field(row, value, (row["period"] or {}).get("text", ""))
            case _:
                yield from self._of_field(row, value, row[value])

    def _of_field(self, row, name, value):
        """A field, with what backs it, or else the whole record."""
        if not value:
            return
        facts = row["sources"]
        own = [each for each in facts if each["field"] == name]
        yield from self._backed(value, own or [each for each in facts if not each["field"]])

    def _backed(self, value, facts, date=""):
        if not facts:
            yield BackedValue(value, date=date)
        for fact in facts:
            claim = fact["claim"] and self._claims.get(fact["claim"]["id"])
            yield BackedValue(value, claim, fact["source"], date)

    def _beside(self, told, name):
        claim, source = told.claim, told.source
        verdict = claim and claim["verdict"]
        match name:
            case "date":
                return told.date or _date(claim)
            case "citation":
                return _source(source) if source else _citations(claim)
            case "finding":
                found = claim and claim["finding"]
                return Finding(found).label if found else UNSIGNED
            case "correction":
                return (claim and claim["correction"]) or ""
            case "signers":
                names = ("proposed_by", "countersigned_by")
                return ", ".join(verdict[each] for each in names) if verdict else ""
            case "claim":
                return claim["url"] if claim else ""

    @cached_property
    def _shown(self):
        """The row of each record, as the API shows it to anybody."""
        shown = {}
        for noun in RECONCILED:
            keys = {row.pk: each for each, (of, row) in self.found.items() if of == noun}
            if keys:
                view = asked_by_anybody(VIEWS[noun])
                rows = shown_to_anybody(view, list(keys), self.request)
                shown |= {keys[key]: row for key, row in rows.items()}
        return shown

    @cached_property
    def _keys_about(self):
        """The keys of the claims about each record, the latest first."""
        if not any(name.partition(".")[0] == "claims" for name in self.properties):
            return {}
        found = {}
        for each, (noun, row) in self.found.items():
            about = {"deals": row} if noun == "deals" else {"parties": row}
            claims = Claim.objects.visible_to(AnonymousUser()).filter(**about).order_by("-pk")
            found[each] = list(claims.values_list("pk", flat=True).distinct()[:SHOWN])
        return found

    @cached_property
    def _claims(self):
        """The claims that are told of, as anybody is shown them, by id."""
        rows = self._shown.values()
        facts = [fact for row in rows for fact in row["sources"]]
        facts += [
            fact for row in rows for each in row.get("amounts", ()) for fact in each["sources"]
        ]
        ids = {fact["claim"]["id"] for fact in facts if fact["claim"]}
        keys = {key for keys in self._keys_about.values() for key in keys}
        if ids:
            keys |= set(Claim.objects.filter(uid__in=ids).values_list("pk", flat=True))
        if not keys:
            return {}
        shown = shown_to_anybody(asked_by_anybody(ClaimViewSet), list(keys), self.request)
        self._by_key = shown
        return {str(claim["id"]): claim for claim in shown.values()}

    @property
    def _claims_about(self):
        by_key = self._by_key if self._claims else {}
        return {
            each: [by_key[key] for key in keys if key in by_key]
            for each, keys in self._keys_about.items()
        }


def _date(claim):
    """The day that a claim is about, or else that on which it holds."""
    if claim is None:
        return ""
    date = claim["date"]
    return (date and date["edtf"]) or str(claim["as_of"] or "")


def _citations(claim):
    """What a claim rests on: what supports it first."""
    if claim is None:
        return ""
    order = [*Stance.values]
    cited = sorted(claim["citations"], key=lambda each: order.index(each["stance"]))
    told = [_source(each["source"]) for each in cited[:CITED] if each["source"]]
    more = [f"and {len(cited) - CITED} more"] if len(cited) > CITED else []
    return "; ".join([*told, *more])


def _source(source):
    published = source["published"] and source["published"]["text"]
    parts = (source["outlet"], source["title"], published, source["url"])
    return ", ".join(part for part in parts if part)

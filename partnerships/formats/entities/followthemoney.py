"""Companies, people and deals as entities of FollowTheMoney, which Aleph and others read.

Nothing that is not sure becomes a value there: a sum that is a ceiling, or a date that EDTF alone
can tell, stands in words.
"""

import re
from typing import Any

from ...vocabulary import NameKind, PartyKind, Rank, Scheme, Step

FTM_TYPE = "application/json+ftm"
NAMES = {NameKind.FORMER: "previousName", NameKind.ACRONYM: "weakAlias"}
NUMBERS = {
    Scheme.WIKIDATA: "wikidataId",
    Scheme.LEI: "leiCode",
    Scheme.CIK: "cikCode",
    Scheme.TICKER: "ticker",
    Scheme.COMPANY_NUMBER: "registrationNumber",
}
OF_PEOPLE = {Scheme.WIKIDATA}  # a person of FollowTheMoney has no other of these
A_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def party_entity(party: dict[str, Any]) -> dict[str, Any]:
    """A company or a person, as the API shows it, as an entity."""
    is_person = party["kind"] == PartyKind.PERSON
    told: list[tuple[str, Any]] = [("name", party["name"]), ("sourceUrl", party["url"])]
    told += [(NAMES.get(each["kind"], "alias"), each["text"]) for each in party["names"]]
    for number in party["identifiers"]:
        scheme = number["scheme"]
        is_told = scheme in (OF_PEOPLE if is_person else NUMBERS)
        if is_told and not number["deprecated_on"] and not number["deprecated_reason"]:
            told.append((NUMBERS[scheme], number["value"]))
    if not is_person:
        told += [
            ("country", party["country"].lower()),
            ("incorporationDate", _date(party["founded"])),
            ("dissolutionDate", _date(party["dissolved"])),
            ("legalForm", party["legal_form"]),
        ]
    return _entity(party["id"], "Person" if is_person else "Company", told)


def deal_entity(deal: dict[str, Any]) -> dict[str, Any]:
    """A deal, as the API shows it, as an event in which its parties are involved."""
    steps = {each["step"]: each["date"] for each in deal["steps"]}
    day = _date(steps.get(Step.ANNOUNCED) or steps.get(Step.RUMOURED))
    told: list[tuple[str, Any]] = [
        ("name", deal["title"]),
        ("recordId", deal["reference"]),
        ("sourceUrl", deal["url"]),
        ("date", day),
    ]
    told += [("involved", each["party"]["id"]) for each in deal["parties"]]
    told += [("keywords", kind) for kind in deal["kinds"]]
    told += [
        ("summary", f"{sum_of_it['measure']}: {sum_of_it['text']}")
        for sum_of_it in deal["amounts"]
        if sum_of_it["rank"] != Rank.DEPRECATED
    ]
    return _entity(f"deal:{deal['id']}", "Event", told)


def _entity(key, schema, told):
    properties: dict[str, list[str]] = {}
    for name, value in told:
        if value and value not in properties.setdefault(name, []):
            properties[name].append(value)
    return {
        "id": key,
        "schema": schema,
        "properties": {name: values for name, values in properties.items() if values},
    }


def _date(value):
    """A date that FollowTheMoney reads: a day, month or year that is sure."""
    edtf = value["edtf"] if isinstance(value, dict) else value
    return edtf if edtf and A_DATE.fullmatch(edtf) else None

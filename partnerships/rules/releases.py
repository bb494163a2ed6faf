"""What readers will see with a record that is released: all that it names and is not released."""

from collections.abc import Iterable

from django.db.models import Model

from ..models import Claim, Deal, Event, Partnership, Party, Role, Stake, Valuation

# By kind of record, the ways to what it leads readers to. PostgreSQL holds to the same, but for the
# valuations of a deal (record_leads_to in laws/released.sql). The deals and sources of a claim are
# left out of what readers see of it until they are released themselves.
LEADS: dict[type[Model], list[str]] = {
    Claim: ["parties", "events"],
    Deal: ["partnership", "parties__party"]
    + ["amounts__party", "amounts__payer", "amounts__payee", "valuations"],
    Partnership: ["parties__party"],
    Event: ["parties__party"],
    Role: ["person", "company"],
    Stake: ["holder", "company"],
    Valuation: ["company"],
    Party: ["parent", "merged_into"],
}

# Whoever may release parties may release all that is recorded of them.
OF_PARTIES = {Party, Partnership, Event, Role, Stake, Valuation}


def right_to_release(model: type[Model]) -> str:
    """The right, such as `release_deal`, that it takes to release records of this kind."""
    kind = _kind(model)
    return f"release_{'party' if kind in OF_PARTIES else kind._meta.model_name}"


def shown_with(records: Iterable[Model]) -> list[Model]:
    """The records that are not released and that readers will see with these, by kind and name.

    A query for each way on which some of them lead on.
    """
    found: dict[type[Model], set[int]] = {}
    news: dict[type[Model], set[int]] = {}
    for record in records:
        news.setdefault(_kind(type(record)), set()).add(record.pk)
    given = {model: set(keys) for model, keys in news.items()}
    while news:
        model, keys = news.popitem()
        for way in LEADS.get(model, []):
            led = _target(model, way)
            rows = model._base_manager.filter(pk__in=keys).values(way)
            unseen = led._base_manager.filter(pk__in=rows, released_at=None)
            fresh = set(unseen.values_list("pk", flat=True))
            fresh -= found.setdefault(led, set()) | given.get(led, set())
            if fresh:
                found[led] |= fresh
                news.setdefault(led, set()).update(fresh)
    rows = [row for led, keys in found.items() for row in led._base_manager.filter(pk__in=keys)]
    return sorted(rows, key=lambda row: (list(LEADS).index(type(row)), str(row), row.pk))


def name_of(record: Model) -> str:
    """The record as the page that names it sends it back: which kind, and its key."""
    return f"{_kind(type(record))._meta.model_name}:{record.pk}"


def _target(model, way):
    for part in way.split("__"):
        model = model._meta.get_field(part).related_model
    return _kind(model)


def _kind(model: type[Model]) -> type[Model]:
    """The table's model: companies and people are parties."""
    return model._meta.concrete_model or model

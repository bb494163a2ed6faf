"""Loading a collection from its fixture: all of it or nothing, and nothing that people changed."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ..errors import BadFixture, ChangedAtTheDesk, ToldOtherwise
from ..formats.fixtures import fixture_row, with_keys
from ..models import Collection
from ..vocabulary import Act, State
from .claims.signatures import Signatures
from .fixture_rows import (
    FixtureRecord,
    key_columns,
    natural_key,
    save_records,
    with_natural_keys,
)
from .journal import record as enter
from .stories.manuscripts import Manuscripts

DOOR = "load_story"
LOADER = "story-loader"
KEPT, REPLACED = "keep", "replace"  # of a row of which two stories say different things


@transaction.atomic
def load(
    folder: Path,
    *,
    overwrite: bool = False,
    shared: str = "",
    told: Callable[[int, int], object] = lambda done, total: None,
) -> int:
    """Bring the desk's rows to what the fixture in `folder` says; how many were written.

    Rows that say so already are left alone, so that loading twice changes nothing. The rows are
    written by an account of the loader's own and the verdicts signed by theirs, so that nobody
    signs their own work. Raises ChangedAtTheDesk, with a list, when it would undo what somebody
    did at the desk since, unless told to `overwrite`; ToldOtherwise, with a list, when another
    story's files said something else of a row that both have, unless `shared` says which holds:
    KEPT, what the desk has, or REPLACED; BadFixture when a file cannot be read or the database
    refuses a row. `told` hears how many rows are done, of how many.
    """
    records = _read(folder)
    signatures, manuscripts = Signatures(folder), Manuscripts(folder)
    present = _present(records)
    news = [record for record in records if record.fields != present.get(record.key)]
    contexts = _last_contexts(news)
    said = {"door": DOOR, "why": f"Loaded from {folder.name}", "story": _story(records)}
    otherwise = {
        record.key: line for record, line in _told_otherwise(news, present, contexts, said["story"])
    }
    if otherwise and shared not in (KEPT, REPLACED):
        raise ToldOtherwise(list(otherwise.values()))
    if shared == KEPT:
        news = [record for record in news if record.key not in otherwise]
    changed = [*_changed_at_the_desk(news, present, contexts), *_signed_at_the_desk(signatures)]
    gone_on = manuscripts.changed()  # what is out, and what led to it, nobody overwrites
    if gone_on or (changed and not overwrite):
        raise ChangedAtTheDesk([*changed, *gone_on])
    loader = _loader()
    if news:
        with pghistory.context(user=loader.pk, **said):
            save_records(news, present, told)
    unsigned, untold = signatures.news(), manuscripts.news()
    _go_through(signatures, unsigned, manuscripts.acts(untold), said)
    count = len(news) + len(unsigned) + len(untold)
    if count:
        with pghistory.context(user=loader.pk, **said):
            _record_load(records, loader)
    return count


def _go_through(signatures, unsigned, acts, said):
    """Sign and tell again what the files say, in the order of the moments: a story that went out
    leaned on what was signed by then. One claim after another, a verdict replaces its earlier."""
    waiting = signatures.in_order(unsigned)
    for moment, act in [*acts, (None, None)]:
        batch: list[dict[str, Any]] = []
        while waiting and (moment is None or waiting[0][0] <= moment):
            _, verdict = waiting.pop(0)
            if verdict["claim"] in {one["claim"] for one in batch}:
                signatures.enter(batch, **said)
                batch = []
            batch.append(verdict)
        signatures.enter(batch, **said)
        if act:
            act(**said)


def _record_load(records, loader):
    """An entry in the journal for each collection of the files."""
    slugs = [record.key[1] for record in records if record.model is Collection]
    for collection in Collection.objects.filter(slug__in=slugs).order_by("pk"):
        enter(Act.LOADED, collection, by=loader, at=timezone.now())


def _loader():
    """The account in whose name rows are loaded. It cannot log in, and signs nothing."""
    users = get_user_model().objects
    found = users.filter(username=LOADER).first()
    return found or users.create_user(LOADER, first_name="Files", last_name="of the story")


def _signed_at_the_desk(signatures):
    """A line for each verdict of the file that people signed, withdrew or let lapse since."""
    present = signatures.present()
    changed = []
    for verdict in signatures.news():
        now = present.get(verdict["claim"])
        last = now and now.history.select_related("pgh_context").order_by("-pgh_id").first()
        if last and (last.pgh_context is None or last.pgh_context.metadata.get("door") != DOOR):
            changed.append(
                f"verdict on {verdict['claim']}: {State(now.state).label.lower()} at the desk"
            )
    return changed


def _read(folder):
    """The fixture's records in the order of its files."""
    paths = sorted(folder.glob("[0-9][0-9]_*.json"))
    if not paths:
        raise BadFixture(f"There are no fixtures in {folder}.")
    records = []
    for path in paths:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            records += [
                FixtureRecord(path.name, record["model"], dict(record["fields"]))
                for record in found
            ]
        except (OSError, ValueError, TypeError, KeyError) as fault:
            raise BadFixture(f"{path.name} is not a fixture: {fault}") from None
    return records


def _by_model(records):
    """The natural keys of the records, by their model."""
    wanted: dict[Any, list[tuple[str, ...]]] = {}
    for record in records:
        model, *key = record.key
        wanted.setdefault(model, []).append(tuple(key))
    return wanted


def _present(records):
    """What the desk's rows say now, of those that the records mean, by the same keys."""
    present = {}
    for model, keys in _by_model(records).items():
        for row in with_keys(model.objects.filter(with_natural_keys(model, keys))):
            fields = fixture_row(row)["fields"]
            present[(model, *natural_key(model, fields))] = fields
    return present


def _story(records):
    """The slug of the story that the files tell: the collection that most of their rows are of."""
    named = (record.fields.get("collection") for record in records)
    slugs = Counter(str(key[0]) for key in named if isinstance(key, list) and key)
    return slugs.most_common(1)[0][0] if slugs else ""


def _last_contexts(records):
    """What the history says of who last changed each record's row, also when the row is gone, by
    the record's key: None where nobody is named, no key where there was no such row."""
    contexts = {}
    for model, keys in _by_model(records).items():
        history = model._meta.get_field("history").related_model.objects
        columns = key_columns(model)
        last = history.filter(with_natural_keys(model, keys)).order_by(*columns, "-pgh_id")
        for *key, context in last.distinct(*columns).values_list(*columns, "pgh_context__metadata"):
            contexts[(model, *map(str, key))] = context
    return contexts


def _told_otherwise(news, present, contexts, story):
    """Each record among the news of which the files of another story said something else, and a
    line that says what."""
    for record in news:
        now, context = present.get(record.key), contexts.get(record.key)
        if now is None or not context:
            continue
        if context.get("door") == DOOR and context.get("story", story) != story:
            yield record, f"{_differing(record, now)} (as {context['story']} has it)"


def _differing(record, now):
    """A line: the row's name, and the columns in which the files and the desk differ."""
    told = record.fields
    columns = {name for name in now.keys() | told.keys() if now.get(name) != told.get(name)}
    return f"{_named(record)}: {', '.join(sorted(columns))}"


def _named(record):
    return f"{record.model._meta.verbose_name} {record.name}"


def _changed_at_the_desk(news, present, contexts):
    """A line for each record among the news whose row people changed or took away since a load."""
    for record in news:
        if record.key not in contexts:
            continue
        context, now = contexts[record.key], present.get(record.key)
        if context and context.get("door") == DOOR:
            continue
        if now is None:
            yield f"{_named(record)}: taken away at the desk"
        else:
            yield _differing(record, now)

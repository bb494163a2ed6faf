"""Loading a collection from its fixture: all of it or nothing, and nothing that people changed."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.base import DeserializationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import BadFixture, ChangedAtTheDesk, ToldOtherwise
from ..formats.fixtures import MODELS, fixture_row, with_keys
from ..models import Claim, ClaimDeal, ClaimEvent, ClaimParty, Collection
from ..rules.refusals import refusal_sentence
from ..vocabulary import Act, State
from .claims.signatures import Signatures
from .journal import record as enter
from .stories.manuscripts import Manuscripts

DOOR = "load_story"
LOADER = "story-loader"
KEPT, REPLACED = "keep", "replace"  # of a row of which two stories say different things
SUBJECTS = {ClaimDeal, ClaimEvent, ClaimParty}


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
    news = [record for record in records if record["fields"] != present.get(_key(record))]
    said = {"door": DOOR, "why": f"Loaded from {folder.name}", "story": _story(records)}
    otherwise = {
        _key(record): line for record, line in _told_otherwise(news, present, said["story"])
    }
    if otherwise and shared not in (KEPT, REPLACED):
        raise ToldOtherwise(list(otherwise.values()))
    if shared == KEPT:
        news = [record for record in news if _key(record) not in otherwise]
    changed = [*_changed_at_the_desk(news, present), *_signed_at_the_desk(signatures)]
    gone_on = manuscripts.changed()  # what is out, and what led to it, nobody overwrites
    if gone_on or (changed and not overwrite):
        raise ChangedAtTheDesk([*changed, *gone_on])
    loader = _loader()
    if news:
        with pghistory.context(user=loader.pk, **said):
            _save(news, told)
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
    slugs = [_key(record)[1] for record in records if _model(record) is Collection]
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
    """The fixture's records in the order of its files, each with the name of its file."""
    paths = sorted(folder.glob("[0-9][0-9]_*.json"))
    if not paths:
        raise BadFixture(f"There are no fixtures in {folder}.")
    records = []
    for path in paths:
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            records += [
                {"file": path.name, "model": record["model"], "fields": dict(record["fields"])}
                for record in found
            ]
        except (OSError, ValueError, TypeError, KeyError) as fault:
            raise BadFixture(f"{path.name} is not a fixture: {fault}") from None
    return records


def _model(record):
    for model in MODELS:
        if model._meta.label_lower == record["model"]:
            return model
    raise BadFixture(f"{record['file']} holds a row of {record['model']}, which is no record.")


def _key(record):
    """What tells the record from all others: its model and its natural key."""
    model = _model(record)
    try:
        return model, *_natural(model, record["fields"])
    except (KeyError, TypeError, IndexError) as missing:
        raise BadFixture(f"A row in {record['file']} lacks {missing}.") from None


def _natural(model, fields):
    """The natural key in a record's fields."""
    if model in SUBJECTS:
        return (*fields["claim"], fields[model.subject][0])
    if model is Claim:
        return (fields["collection"][0], fields["reference"])
    return (fields[_column(model)],)


def _column(model):
    """The column by which a row is known, where it is one."""
    return "slug" if any(field.name == "slug" for field in model._meta.fields) else "uid"


def _present(records):
    """What the desk's rows say now, of those that the records mean, by the same keys."""
    wanted: dict[Any, list[list[str]]] = {}  # by model
    for record in records:
        model, *key = _key(record)
        wanted.setdefault(model, []).append(key)
    present = {}
    for model, keys in wanted.items():
        for row in with_keys(model.objects.filter(_any_of(model, keys))):
            fields = fixture_row(row)["fields"]
            present[(model, *_natural(model, fields))] = fields
    return present


def _any_of(model, keys):
    """A condition for the rows with these natural keys; of claims, a few more may come along."""
    if model is Claim or model in SUBJECTS:
        claim = "" if model is Claim else "claim__"
        return Q(
            **{
                f"{claim}collection__slug__in": {key[0] for key in keys},
                f"{claim}reference__in": {key[1] for key in keys},
            }
        )
    return Q(**{f"{_column(model)}__in": [key[0] for key in keys]})


def _story(records):
    """The slug of the story that the files tell: the collection that most of their rows are of."""
    named = (record["fields"].get("collection") for record in records)
    slugs = Counter(str(key[0]) for key in named if isinstance(key, list) and key)
    return slugs.most_common(1)[0][0] if slugs else ""


def _told_otherwise(news, present, story):
    """Each row among the news of which the files of another story said something else, and a line
    that says what."""
    for record in news:
        model, *key = _key(record)
        now = present.get((model, *key))
        if now is None:
            continue
        last = _history(model, key).order_by("-pgh_id").first()
        context = last and last.pgh_context and last.pgh_context.metadata
        if context and context.get("door") == DOOR and context.get("story", story) != story:
            yield record, f"{_differing(record, key, now)} (as {context['story']} has it)"


def _differing(record, key, now):
    """A line: the row's name, and the columns in which the files and the desk differ."""
    told = record["fields"]
    columns = {name for name in now.keys() | told.keys() if now.get(name) != told.get(name)}
    named = f"{_model(record)._meta.verbose_name} {' '.join(key)}"
    return f"{named}: {', '.join(sorted(columns))}"


def _changed_at_the_desk(news, present):
    """A line for each row among the news that people changed or took away since a load."""
    changed = []
    for record in news:
        model, *key = _key(record)
        last = _history(model, key).order_by("-pgh_id").first()
        if last is None or (last.pgh_context and last.pgh_context.metadata.get("door") == DOOR):
            continue
        now = present.get((model, *key))
        if now is None:
            named = f"{model._meta.verbose_name} {' '.join(key)}"
            changed.append(f"{named}: taken away at the desk")
            continue
        changed.append(_differing(record, key, now))
    return changed


def _history(model, key):
    """The history of the row with this natural key, also when the row is gone."""
    history = model._meta.get_field("history").related_model.objects.select_related("pgh_context")
    if model in SUBJECTS:
        subject = {f"{model.subject}__{model.subject_key}": key[2]}
        return history.filter(claim__collection__slug=key[0], claim__reference=key[1], **subject)
    if model is Claim:
        return history.filter(collection__slug=key[0], reference=key[1])
    return history.filter(**{_column(model): key[0]})


def _save(records, told):
    """Write the records; what points ahead to a later one gets its pointer last of all."""
    ahead = []
    for done, record in enumerate(records, start=1):
        with _refused_by_name(record):
            (row,) = serializers.deserialize(
                "python",
                [{"model": record["model"], "fields": record["fields"]}],
                handle_forward_references=True,
            )
            row.save()
        if row.deferred_fields:
            ahead.append((record, row))
        told(done, len(records))
    for record, row in ahead:
        with _refused_by_name(record):
            row.save_deferred_fields()
    try:
        connection.check_constraints()
    except IntegrityError as refusal:
        raise BadFixture(refusal_sentence(refusal)) from refusal


@contextmanager
def _refused_by_name(record):
    """A block in which whatever refuses the record is told with its file and its key."""
    try:
        yield
    except (IntegrityError, DataError, DeserializationError, FieldDoesNotExist) as fault:
        reason = (
            refusal_sentence(fault) if isinstance(fault, IntegrityError) else _first_line(fault)
        )
        _, *key = _key(record)
        raise BadFixture(f"{record['file']}, {' '.join(key)}: {reason}") from fault


def _first_line(fault):
    return str(fault).partition("\n")[0]

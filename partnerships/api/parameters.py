"""What a request may ask: unknown, repeated, endless and broken parameters are refused by name."""

import re
from datetime import date

from drf_spectacular.utils import OpenApiParameter

from ..rules.known_then import known_moment
from .errors import BadParameters

LONGEST = 1000  # characters of a value: no list of slugs that a person asks for is longer
LONGEST_ID = 200
ONCE = "Give it once; where it takes several words, put commas between them."
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def checked(request, known, repeated=(), longer=()):
    """Refuse what no parameter may be; those in `longer` are as long as an address may be.

    Errors   BadParameters, with a sentence for each.
    """
    unknown, faults = {}, {}
    for name, values in request.query_params.lists():
        if name not in known:
            shown = name[:40].replace("\x00", "\N{REPLACEMENT CHARACTER}")
            takes = f"Known: {_list(known)}." if known else "It takes none."
            unknown[shown] = f"There is no parameter “{shown}” here. {takes}"
        elif not all(value.replace(",", "").strip() for value in values):  # "," asks for nothing
            faults[name] = "It is empty: give it a value or leave it out."
        elif any("\x00" in value for value in values):
            faults[name] = "It holds a null character."
        elif any("\N{REPLACEMENT CHARACTER}" in value for value in values):
            faults[name] = "It is not in UTF-8."
        elif name not in longer and any(len(value) > LONGEST for value in values):
            faults[name] = f"It is longer than {LONGEST} characters."
        elif len(values) > 1 and name not in repeated:
            faults[name] = ONCE
    if unknown or faults:
        raise BadParameters(unknown | faults, code="unknown_parameter" if unknown else None)


def day_asked(request):
    """The day of `as_of`, or None."""
    written = request.query_params.get("as_of")
    if not written:
        return None
    try:
        return day_in_full(written)
    except ValueError as error:
        raise BadParameters({"as_of": str(error)}) from None


def day_in_full(written):
    """The day that is written as 2024-10-23; ValueError with a sentence for anything else."""
    try:
        if A_DAY.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise ValueError("Write a day, such as 2024-10-23.")


def moment_asked(request):
    """The moment of `known_at`, or None.

    Errors   BadParameters.
    """
    written = request.query_params.get("known_at")
    if not written:
        return None
    if len(request.query_params.getlist("known_at")) > 1:
        raise BadParameters({"known_at": ONCE})
    try:
        return known_moment(written)
    except ValueError as error:
        raise BadParameters({"known_at": str(error)}) from None


def fields_asked(request, known):
    """The names in `fields`, in a set, or None for all of those that are known."""
    written = request.query_params.get("fields")
    if written is None:
        return None
    names = {name.strip() for name in written.split(",")} - {""}
    known = set(known)
    if not names:
        raise BadParameters({"fields": f"Name the fields you want. Known: {_list(known)}."})
    if unknown := names - known:
        raise BadParameters(
            {"fields": f"There is no field {_list(unknown)} here. Known: {_list(known)}."}
        )
    return names


def listed_words(request, name, known=()):
    """The words in the parameter, in small letters; of `known` ones, where such are given."""
    words = [word.strip().lower() for word in request.query_params.get(name, "").split(",")]
    words = list(dict.fromkeys(word for word in words if word))
    if known and (unknown := [word for word in words if word not in known]):
        choices = ", ".join(known)
        raise BadParameters({name: f"There is no “{unknown[0][:40]}”; choose from {choices}."})
    return words


def words_parameter(name, known, description):
    """What the schema says of a parameter that takes several words."""
    schema = {"type": "array", "items": {"type": "string"} | ({"enum": known} if known else {})}
    return OpenApiParameter(name, schema | {"minItems": 1}, description=description)


def whole_number(request, name, default, smallest, largest):
    """The number in the parameter; more than `largest` is as much as that."""
    written = request.query_params.get(name, "")
    if not written:
        return default
    if not (written.isascii() and written.isdigit()) or int(written[:9]) < smallest:
        raise BadParameters({name: f"Write a whole number from {smallest} to {largest}."})
    return min(int(written[:9]), largest)


def _list(names):
    return ", ".join(sorted(names))

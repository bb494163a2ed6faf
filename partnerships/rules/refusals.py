"""What PostgreSQL refuses, as one sentence for the editor; never the values of the row."""

from functools import cache

from django.apps import apps
from django.db import DatabaseError

NOT_SAVED = "PostgreSQL refused this, and nothing was saved. Check what you typed."
IN_USE = "Another record leans on this one. Take that away first."
GONE = "A record that this one names is gone meanwhile. Choose another."

# Keys that the migrations add by hand, and laws that a trigger holds together with a constraint.
KEYS = {
    "role_is_held_by_a_person": "A role is held by a person, not by a company.",
    "role_is_at_a_company": "A role is held at a company or organisation, not at a person.",
    "stake_is_in_a_company": "A stake is held in a company, not in a person.",
    "valuation_is_of_a_company": "A valuation is of a company, not of a person.",
    "sealed_source_stays_as_agreed": "Who this source is stands under seal: it stays confidential, "
    "and its outlet is what it was agreed to call it. Seal it anew to call it otherwise.",
}


def refusal_sentence(error: DatabaseError) -> str:
    """What an IntegrityError means, without the values of the row it was about."""
    cause = error.__cause__ or error
    said = getattr(cause, "diag", None)
    if said is None:
        return NOT_SAVED
    name = said.constraint_name or ""
    if name in KEYS:
        return KEYS[name]
    # Triggers raise with a sentence of ours; one of them shares its name with a constraint.
    if said.context and "RAISE" in said.context:
        return said.message_primary
    if found := constraint_sentences().get(name):
        return found
    if said.sqlstate == "23503":
        return IN_USE if "delete" in (said.message_primary or "") else GONE
    if said.sqlstate == "23505":
        return "This is recorded already: one of the values may stand only once."
    if said.sqlstate == "23502":
        return "A value is missing that the record cannot do without."
    return NOT_SAVED


def law(error: DatabaseError) -> str:
    """The name of the law that an IntegrityError is about, or nothing."""
    return getattr(getattr(error.__cause__ or error, "diag", None), "constraint_name", None) or ""


@cache
def constraint_sentences() -> dict[str, str]:
    """Each constraint that the models name, with its sentence."""
    return {
        constraint.name: constraint.get_violation_error_message()  # type: ignore[misc]  # ours are plain words
        for model in apps.get_app_config("partnerships").get_models()
        for constraint in model._meta.constraints
    }

"""What a class does is read in few places: at most three of its ancestors are ours.

Counted is every class in its order of resolution that is written in partnerships/ or newsroom/, but
the class itself: those it names and those that they name. What packages bring is not counted.
"""

import importlib
import inspect
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 3
LEFT_OUT = {"migrations", "check_packet.py", "wsgi.py"}  # they are run, not imported

# Columns that several tables have are abstract models, Django's own way; each of these is the
# shortest of its kind, and one class for two of them would give tables columns they have not.
COLUMNS = ["Deal", "Valuation", "Role", "Stake"]
# An answer of the API that has one field more than another, which has two more than a third.
EXCEPTIONS = {*COLUMNS, "LatestValuation"}


def our_classes():
    """Every class written in the two packages, with its ancestors that are written there too."""
    for path in sorted([*ROOT.glob("partnerships/**/*.py"), *ROOT.glob("newsroom/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if LEFT_OUT & {*parts, path.name}:
            continue
        module = importlib.import_module(".".join(parts).removesuffix(".__init__"))
        for each in vars(module).values():
            if inspect.isclass(each) and each.__module__ == module.__name__:
                yield each, [base for base in each.__mro__[1:] if is_ours(base)]


def is_ours(each):
    return each.__module__.split(".")[0] in ("partnerships", "newsroom")


def with_many():
    return {
        each.__name__: [base.__name__ for base in bases]
        for each, bases in our_classes()
        if len(bases) > MOST
    }


def test_a_class_has_three_ancestors_of_ours_at_most():
    many = with_many()

    assert {name: many[name] for name in many.keys() - EXCEPTIONS} == {}


def test_no_class_is_excused_that_has_no_more_ancestors():
    assert with_many().keys() >= EXCEPTIONS

"""How costs are taken side by side and told: in CPU seconds of server and PostgreSQL, never by the
clock, since other work on the machine moves that."""

from statistics import median

ROUNDS = 5


def interleaved(acts, times=6, rounds=ROUNDS, is_warm=False):
    """What each act costs, by its name: the median, over rounds that each do all, of their mean.

    An act is given a number, so that it may ask for something else each time, and answers an
    `Answer`. All are done once before anything counts, unless they were already.
    """
    for act in () if is_warm else acts.values():
        for number in range(times):
            act(number)
    spent = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            spent[name].append(sum(act(number).worked for number in range(times)) / times)
    return {name: median(costs) for name, costs in spent.items()}


def told(name, seconds, against=None, size="", aim=""):
    """Print a line: what it is, its CPU milliseconds, how many times the other, and more."""
    ratio = "" if against is None else f"{seconds / against:8.2f} x"
    print(f"{name:<44} {seconds * 1000:9.1f} ms {ratio:>10}  {size:<24} {aim}".rstrip(), flush=True)


def sized(body):
    return f"{len(body):,} bytes"

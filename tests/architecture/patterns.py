"""Run by test_patterns.py as a program: does any pattern of ours take longer than its text grows?

Each is met with texts of each kind of character. ToldFrom is the pattern that is being tried: what
stands there last took more of the processor than is granted.
"""

import ast
import importlib.util
import os
import pkgutil
import re
import resource
import sys
import time
from functools import cache
from itertools import product
from pathlib import Path

import django

import partnerships
from partnerships.text.patterns import LatePattern

ROOT = Path(partnerships.__file__).parent
SKIPPED = ("migrations",)
ALONE = "partnerships.formats.claims.check_packet"  # a program: it ends when it is imported
METHODS = {"sub", "subn", "search", "match", "findall", "finditer", "split", "fullmatch"}
SHORT, SLOW = 8_000, 5e-7  # characters; seconds a character, which a quick machine halves
FLAGS = re.compile(r"re\.[A-Z]+(?: \| re\.[A-Z]+)*")
PIECES = [
    *(" ", "\n", "\t", "a", "A", "é", "1", ".", ",", "-", "_", "*", "#", "<", "[", "(", '"', "'"),
    *("\u00ad", "\u200b", "a ", "1 ", "1,", "1.", "a.", "a-", "- ", " \n", "\n ", "A. ", "\\", "`"),
    *("](", "[a]", "<a ", "<!--", "<?xml", "&", "a@", "@a", "www.", "http://a", ">", "> ", "1. "),
    *("no longer ", "not ", "$1", "$ ", "1/", "|", "a|", "may ", "million ", "twenty-", "---"),
    *("港", "九", "الم", "é́", "[1]", "7\n\n", "meta", "charset=", ";", ": ", "Mr ", "the ", "of "),
]


KINDS = PIECES[:9]  # of each a megabyte
TEXTS = [*PIECES, *("".join(pair) for pair in product(" a1", "\n.-,"))]


def modules():
    for module in pkgutil.walk_packages(partnerships.__path__, "partnerships."):
        if not any(part in module.name.split(".") for part in SKIPPED):
            yield module.name


def compiled():
    """The patterns that modules hold, in whatever they are held, and how they are used."""
    everything = "\n".join(path.read_text() for path in ROOT.rglob("*.py"))
    for name in modules():
        source = importlib.util.find_spec(name).loader.get_source(name)
        for held, value in names_of(name).items():
            if held.startswith("__"):
                continue
            found = list(within(value, 3))
            if found:
                used = set(re.findall(rf"\b{held}\.({'|'.join(METHODS)})\(", everything))
                used = used or set(re.findall(rf"\.({'|'.join(METHODS - {'split'})})\(", source))
                yield from ((f"{name}.{held}", each, frozenset(used or METHODS)) for each in found)


@cache
def names_of(module):
    """What a module has names for."""
    if module != ALONE:
        return vars(importlib.import_module(module))
    named = {"__file__": __file__}
    code = (ROOT / "formats" / "claims" / "check_packet.py").read_text()
    code = code.partition("\n\nfor folder, folders")[0].replace("not sys.flags.isolated", "False")
    exec(code, named)
    return named


def within(value, depth):
    if isinstance(value, LatePattern):
        yield value.compiled()
    elif isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for each in [*value.keys(), *value.values()]:
            yield from within(each, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from within(each, depth - 1)
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for each in value.__dataclass_fields__:
            yield from within(getattr(value, each), depth - 1)


def written():
    """The patterns that are written where they are used: re.sub(r"...", ...), and its flags."""
    for path in sorted(ROOT.rglob("*.py")):
        if any(part in SKIPPED for part in path.parts):
            continue
        module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        named = names_of(module.removesuffix(".__init__"))
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if getattr(node.func.value, "id", "") != "re" or node.func.attr not in METHODS:
                continue
            try:
                pattern = eval(
                    compile(ast.Expression(node.args[0]), str(path), "eval"), dict(named)
                )
            except NameError:
                continue  # of what is quoted, letter by letter
            flags = [word.value for word in node.keywords if word.arg == "flags"]
            flags += [each for each in node.args if FLAGS.fullmatch(ast.unparse(each))]
            bits = eval(ast.unparse(flags[0]), {"re": re}) if flags else 0
            yield f"{module}:{node.lineno}", re.compile(pattern, bits), frozenset({node.func.attr})


def patterns():
    """Each pattern once: where it stands, and by which methods it is used."""
    found = {}
    for where, pattern, used in [*compiled(), *written()]:
        key = pattern.pattern, pattern.flags
        before = found.get(key, (where, pattern, frozenset()))
        found[key] = (*before[:2], before[2] | used)
    return list(found.values())


def meet(pattern, used, piece, size):
    """Look through a text of so many characters, all of one kind, as the pattern is used; the
    seconds of the processor that it took."""
    text = (piece * (size // len(piece) + 1))[:size] + "\x00"
    if isinstance(pattern.pattern, bytes):
        text = text.encode()[:size]
    begun = time.process_time()
    if used - {"match", "fullmatch"}:
        for _ in pattern.finditer(text):
            pass
    if "match" in used:
        pattern.match(text)
    if "fullmatch" in used:
        pattern.fullmatch(text)
    return time.process_time() - begun


def grows_faster(pattern, used, piece):
    """Whether four times the text takes much more than four times as long. Only what is slow for
    its size is tried at length."""
    if meet(pattern, used, piece, SHORT) < SLOW * SHORT:
        return False
    # What else the machine does may double a time: only what is slow three times over is told.
    return all(_is_slow(pattern, used, piece) for _ in range(3))


def _is_slow(pattern, used, piece):
    few, many = (min(meet(pattern, used, piece, SHORT * times) for _ in "ab") for times in (2, 8))
    return many > SLOW * SHORT * 8 and many > 8 * few


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    bound, size, step = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_CPU, (bound, bound))
    for where, pattern, methods in patterns()[::step]:
        print(where, flush=True)
        for piece in TEXTS:
            if grows_faster(pattern, methods, piece):
                print(f"{where} is worse than linear on {piece!r}", flush=True)
        for piece in KINDS if size else ():
            meet(pattern, methods, piece, size)
    print("all")

"""What the code never does, and where it does what is dangerous all the same, with the reason."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = [
    path for place in ("newsroom", "partnerships") for path in sorted((ROOT / place).rglob("*.py"))
]
# What its caller wrote comes over a pipe from this very program, and its answer is JSON.
UNPICKLES = {"partnerships/text/files/file_reader.py"}
# Each escapes what it is given, but for the markup that it writes itself.
CALLS_SAFE = {
    "partnerships/admin/help.py",
    "partnerships/admin/long_tables.py",
    "partnerships/formats/stories/articles.py",
    "partnerships/formats/stories/schema_org.py",
    "partnerships/templatetags/display.py",
}
LOOKS_UP = {"sha1": {"newsroom/leaked_passwords.py"}}  # in a list of others, which has no other
LIBRARIES = {"cryptography", "hashlib", "hmac", "secrets", "pyrage", "django_otp", "joserfc"}
MODULES = {"django.core.signing", "django.utils.crypto", "django.contrib.auth.hashers"}
# A reader runs it with nothing but Python: it verifies by what is public, and hides nothing.
CHECKS = {"partnerships/formats/claims/check_packet.py"}
RUNS_CODE = {"partnerships/api/compiling.py"}  # which it writes itself, without a value in it
STARTS_PROGRAMS = {
    "newsroom/postgres/dumps.py",
    "newsroom/postgres/keeper.py",
    "newsroom/postgres/place.py",
    "newsroom/postgres/server.py",
    "partnerships/management/commands/open_desk.py",
    "partnerships/text/files/file_reader.py",
}


@cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


def called(node):
    """What a call calls, as it is written: `os.system`."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def imports(path):
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files_where(does):
    return {str(path.relative_to(ROOT)) for path in CODE if does(path)}


def test_no_text_is_run_as_code_but_what_a_plan_is_compiled_to():
    known = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "builtins.eval"}

    assert CODE
    assert files_where(lambda path: any(called(node) in known for node in nodes(path))) == RUNS_CODE


def test_no_program_is_started_by_a_shell():
    def has_a_shell(path):
        return any(
            keyword.arg == "shell"
            for node in nodes(path)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
        )

    assert files_where(has_a_shell) == set()


def test_programs_are_started_where_it_is_known():
    assert files_where(lambda path: "subprocess" in set(imports(path))) == STARTS_PROGRAMS


def test_nothing_that_came_from_outside_is_made_an_object():
    known = {"pickle", "marshal", "shelve", "dill", "jsonpickle", "yaml"}

    assert files_where(lambda path: known & set(imports(path))) == UNPICKLES


def test_no_parser_of_xml_is_ours():
    def parses(path):
        return any(name.split(".")[0] == "xml" for name in imports(path))

    assert files_where(parses) == set()


def test_what_nobody_may_guess_comes_from_the_system():
    assert files_where(lambda path: "random" in set(imports(path))) == set()


@pytest.mark.parametrize("broken", ["sha1", "DES", "ARC4", "Blowfish", "ECB", "PKCS1v15"])
def test_no_broken_function_hides_or_signs_anything(broken):
    def uses(path):
        return any(
            broken in (getattr(node, "attr", ""), getattr(node, "id", "")) for node in nodes(path)
        )

    assert files_where(uses) == LOOKS_UP.get(broken, set())


def test_no_cipher_hash_or_signature_is_ours():
    """Each is one of a library that others look at: what imports one does no arithmetic on bits."""
    by_hand = (ast.BitXor, ast.LShift, ast.RShift)

    def hides(path):
        return any(name.split(".")[0] in LIBRARIES or name in MODULES for name in imports(path))

    def computes(path):
        return any(
            isinstance(getattr(node, "op", None), by_hand) and not is_number(node)
            for node in nodes(path)
        )

    def is_number(node):
        return all(isinstance(part, ast.Constant) for part in (node.left, node.right))

    assert len(files_where(hides)) > 10
    assert files_where(lambda path: hides(path) and computes(path)) == CHECKS


def test_no_other_library_hides_or_signs_anything():
    others = {"Crypto", "nacl", "jwt", "jose", "rsa", "ecdsa", "gnupg", "itsdangerous", "passlib"}

    def names(path):
        return {name.split(".")[0] for name in imports(path)}

    assert files_where(lambda path: others & names(path)) == set()


def test_md5_tells_what_changed_and_keeps_no_secret():
    calls = [
        ast.unparse(node) for path in CODE for node in nodes(path) if called(node).endswith("md5")
    ]

    assert calls
    assert [call for call in calls if "usedforsecurity=False" not in call] == []


def test_markup_is_called_safe_where_it_was_escaped():
    def calls_safe(path):
        return any(called(node) in {"mark_safe", "SafeString"} for node in nodes(path))

    assert files_where(calls_safe) == CALLS_SAFE


def test_no_template_takes_words_for_markup():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    marks = ("|safe", "autoescape off", "|safeseq")

    assert templates
    assert [
        path.name for path in templates if any(mark in path.read_text() for mark in marks)
    ] == []


def test_no_script_takes_words_for_markup_or_code():
    scripts = sorted((ROOT / "partnerships" / "static").rglob("*.js"))
    marks = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
             "new Function", "postMessage", "document.cookie", "__proto__"]  # fmt: skip

    assert scripts
    assert [
        f"{path.name}: {mark}" for path in scripts for mark in marks if mark in path.read_text()
    ] == []


def test_no_template_is_made_of_words():
    known = {"Template", "Engine", "engines", "from_string"}

    def makes(path):
        return any(called(node).rpartition(".")[2] in known for node in nodes(path))

    assert files_where(makes) == set()


def test_no_secret_is_in_the_code():
    def holds(path):
        return any(
            isinstance(node, ast.Assign)
            and any(
                word in ast.unparse(node.targets[0]).upper()
                for word in ("SECRET_KEY", "PASSWORD", "API_KEY", "SOURCE_KEYS")
            )
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            and len(node.value.value) > 15
            and " " not in node.value.value
            for node in nodes(path)
        )

    assert files_where(holds) == set()

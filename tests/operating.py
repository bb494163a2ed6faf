"""The commands of docs/operate.md by which a desk outgrows one machine, or is let in to another's:
taken from there by the drills that run them.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECTIONS = [
    "**In an object store.**",
    "**Logins of your organisation.**",
    "## Growing: replicas and fail-over",
    "## Growing: a public mirror",
]
PATIENCE = 180  # seconds


def commands_of(section):
    """The lines that a section, or what is said under words in bold, has as commands or SQL."""
    told = (ROOT / "docs" / "operate.md").read_text().partition(f"\n{section}")[2]
    ends = r"\n## " if section.startswith("#") else r"\n## |\n\*\*"
    return re.findall(r"^    (.+)", re.split(ends, told)[0], re.M)


def documented(word):
    """The commands of all these sections with the word in them; with "$" at its end, those that it
    ends."""
    lines = [line for section in SECTIONS for line in commands_of(section)]
    return [line for line in lines if word in f"{line}$"]


def start_documented(word, places=(), **variables):
    """Start the only command with the word in it, with other places than its examples, and with
    these and no other variables of a desk's."""
    [line] = documented(word)
    for place, ours in {".venv/bin/python": sys.executable, **dict(places)}.items():
        line = line.replace(place, ours)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(shlex.split(line), cwd=ROOT, env=variables, **pipes)


def run_documented(word, places=(), **variables):
    """What that command said."""
    process = start_documented(word, places, **variables)
    said, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, complaint
    return said

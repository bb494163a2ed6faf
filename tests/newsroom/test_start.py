"""What a command that reads no text and serves nobody need not load."""

import json
import subprocess
import sys

from tests.newsroom.desk import ROOT, environment

# What reads files and pages: loaded where it is used.
LATER = {"dateparser", "htmldate", "justext", "pypdf", "trafilatura"}

ASK = """
import gc, json, sys
import manage
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
from partnerships.text.patterns import LatePattern
late = [each for each in gc.get_objects() if type(each) is LatePattern]
used = [each.pattern for each in late if "search" in vars(each)]
print(json.dumps([sorted(sys.modules), len(late), used]))
"""


def test_a_check_loads_no_reader_of_files_and_compiles_no_pattern_of_texts(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment(DATA_DIR=tmp_path, DJANGO_SETTINGS_MODULE="newsroom.settings"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr

    modules, late, used = json.loads(done.stdout.splitlines()[-1])

    assert LATER & {each.partition(".")[0] for each in modules} == set()
    assert late > 50
    assert used == []

"""What docs/journalists.md says of pandas is so: one of its own reads the tables of the story."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from partnerships.api.public_tables import public_tables
from partnerships.formats.data_packages import PackageFacts, write_data_package
from tests.moments import begun_long_ago, dated, day

PANDAS = "pandas==3.1.1"
SAYS = """
print(len(deals), len(claims))
print(*sorted({*deals.columns} & {"id", "title"}))
print(claims["value_low"].dtype)
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python that has pandas, and nothing of the desk."""
    folder = tmp_path_factory.mktemp("pandas")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "--quiet", PANDAS], check=True)
    return folder / "bin/python"


def documented(word):
    """The example of the page that has the word in it."""
    page = (settings.BASE_DIR / "docs" / "journalists.md").read_text()
    (found,) = (each for each in re.findall(r"```python\n(.*?)```", page, re.S) if word in each)
    return found


@pytest.mark.drill
def test_pandas_reads_the_tables_from_the_zip_as_it_is(python, tmp_path):
    begun_long_ago()
    dated(day(1))
    with Path(tmp_path / "newsroom.zip").open("wb") as file:
        write_data_package(file, public_tables(day(2)), PackageFacts("https://desk.test", day(2)))

    done = subprocess.run(
        [python, "-c", documented("import pandas") + SAYS],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )

    rows, columns, kinds = done.stdout.splitlines()
    assert rows == "21 85"
    assert columns == "id title"
    assert kinds == "float64"  # numbers are numbers

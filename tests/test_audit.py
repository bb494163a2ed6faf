"""Before a release it is asked whether a library has a known weakness or is behind by too long."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from tests.http_server import serving
from tests.newsroom.desk import ROOT, environment

AUDIT = ROOT / ".ci" / "audit"


@pytest.fixture
def index():
    """An index of packages on loopback, which knows one library."""
    with serving() as site:
        site.weaknesses, site.files = [], []
        yield site


def file(version, days, **more):
    at = datetime.now(UTC) - timedelta(days=days)
    return {"filename": f"lib-{version}-py3-none-any.whl", "upload-time": at.isoformat()} | more


def audited(index, tmp_path, weaknesses=(), files=()):
    """What is said of release 1.0 of the library, and whether all is well."""
    pins = tmp_path / "requirements.txt"
    pins.write_text("lib==1.0 \\\n    --hash=sha256:00\n")
    told = {"vulnerabilities": [*weaknesses]}
    address = index.serve("/pypi/lib/1.0/json", json.dumps(told).encode())
    index.serve("/simple/lib/", json.dumps({"files": [file("1.0", 200), *files]}).encode())
    done = subprocess.run(
        [sys.executable, AUDIT, pins],
        env=environment(PIP_INDEX_URL=address.replace("/pypi/lib/1.0/json", "/simple")),
        capture_output=True,
        text=True,
        timeout=180,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_library_that_is_as_it_should_be_is_passed_over(index, tmp_path):
    later = [file("1.1", 179), file("2.0rc1", 300), file("0.9", 300)]
    unfit = [file("3.0", 200, yanked=True), file("4.0", 200, **{"requires-python": ">=4"})]

    code, said, _ = audited(index, tmp_path, files=[*later, *unfit])

    assert (code, said) == (0, "1 libraries looked at, 0 to be seen to.\n")


def test_a_known_weakness_is_told_with_what_mends_it(index, tmp_path):
    known = {"id": "CVE-2026-1", "fixed_in": ["1.0.1"], "withdrawn": None}
    withdrawn = {"id": "CVE-2026-2", "fixed_in": [], "withdrawn": "2026-01-01T00:00:00Z"}

    code, said, _ = audited(index, tmp_path, weaknesses=[known, withdrawn])

    assert code == 1
    assert "lib 1.0 has a known weakness, CVE-2026-1: mended in 1.0.1." in said
    assert "CVE-2026-2" not in said


def test_a_library_that_is_behind_for_too_long_is_told(index, tmp_path):
    code, said, _ = audited(index, tmp_path, files=[file("1.2", 10), file("1.1", 181)])

    assert code == 1
    assert "lib 1.0 is behind: 1.1 has been there since" in said


def test_an_index_that_does_not_tell_is_no_good_news(index, tmp_path):
    pins = tmp_path / "requirements.txt"
    pins.write_text("other==1.0\n")
    address = index.serve("/simple/", b"{}").rstrip("/")

    done = subprocess.run(
        [sys.executable, AUDIT, pins],
        env=environment(PIP_INDEX_URL=address),
        capture_output=True,
        text=True,
        timeout=180,
    )

    assert done.returncode == 1
    assert "other 1.0: the index does not tell which weaknesses it has" in done.stdout
    assert "other 1.0: the index does not tell what came after it" in done.stdout

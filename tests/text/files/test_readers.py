"""The process that reads what strangers made: it starts wherever we do, and knows no secrets."""

import os
import sys

import pytest

from partnerships.errors import NoReader, NotReadable
from partnerships.text.files import file_reader
from partnerships.text.files.file_reader import read_file
from partnerships.text.files.sanitizing import sanitized
from tests.interpreters import picky

SENTENCE = b"They said that the price would be ten."
SECRETS = {
    "SECRET_KEY",
    "SOURCE_KEYS",
    "SEAL_KEY",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "EMAIL_URL",
}


def read(content=SENTENCE):
    return read_file(content, "text/plain").text


def show():
    return sanitized(b"<p>%s</p>" % SENTENCE).decode()


both = pytest.mark.parametrize("reader", [read, show])


@pytest.fixture
def python(tmp_path, monkeypatch):
    """Has readers started with a Python that first runs some words of the shell."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "libraries", prepend=os.pathsep)

    def start(words=""):
        monkeypatch.setattr(sys, "executable", picky(tmp_path, words))

    return start


@both
def test_a_python_that_needs_libraries_reads(reader, python):
    python()

    assert SENTENCE.decode() in reader()


@both
def test_a_reader_knows_no_secrets(reader, python, tmp_path, monkeypatch):
    for name in SECRETS:
        monkeypatch.setenv(name, "hush")
    python(f"env > {tmp_path}/environment")

    reader()

    known = (tmp_path / "environment").read_text()
    assert "LD_LIBRARY_PATH=libraries" in known
    assert "hush" not in known
    assert {line.partition("=")[0] for line in known.splitlines()} & SECRETS == set()


def test_a_reader_finds_what_we_find(python, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    python(f'echo "$PYTHONPATH" > {tmp_path}/paths')

    read()

    ours, theirs = (tmp_path / "paths").read_text().strip().split(os.pathsep)
    assert (ours, theirs) == (str(file_reader.ROOT), str(tmp_path))


@both
def test_a_reader_that_does_not_start_is_told_and_logged(reader, python, monkeypatch, caplog):
    python()
    monkeypatch.delenv("LD_LIBRARY_PATH")

    with pytest.raises(NoReader, match="could not be started.*Ask whoever runs the desk"):
        reader()

    assert "error while loading shared libraries" in caplog.text
    assert SENTENCE.decode() not in caplog.text


@both
def test_a_python_that_is_gone_is_no_reader(reader, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

    with pytest.raises(NoReader):
        reader()

    assert "No such file" in caplog.text


def test_a_reader_that_never_starts_is_no_reader(python, monkeypatch, caplog):
    monkeypatch.setattr(file_reader, "LONGEST", 1)
    python("exec sleep 10")

    with pytest.raises(NoReader):
        read()

    assert "could not be started" in caplog.text


def test_a_reader_that_lacks_a_library_is_no_reader(monkeypatch, tmp_path, caplog):
    (tmp_path / "pypdf.py").write_text("raise ImportError('libpdf.so is not there')")
    monkeypatch.setattr(file_reader, "ROOT", f"{tmp_path}{os.pathsep}{file_reader.ROOT}")

    with pytest.raises(NoReader):
        read_file(b"%PDF-1.7", "application/pdf")

    assert "libpdf.so is not there" in caplog.text


def test_a_file_that_cannot_be_read_is_not_the_readers_fault(caplog):
    with pytest.raises(NotReadable, match="empty"):
        read(b" ")

    assert caplog.text == ""

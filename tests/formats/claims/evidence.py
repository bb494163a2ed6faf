"""A story's evidence with a copy of every sort, and a packet of it, unpacked."""

import json
import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pghistory

from partnerships.actions.claims import citations, packets, verdicts
from partnerships.actions.sources import captures
from partnerships.models import Citation
from partnerships.vocabulary import Finding, Stance
from tests import factories as make
from tests.sample_pdfs import column, pdf

PAGE = """<!doctype html><html><head><title>Ties fray</title></head><body><article>
<p>The two companies said on Thursday that they “would invest $10 billion – at once”, which is
more than anybody had expected of them at the beginning of the year.</p></article></body></html>"""
PAPER = pdf(column(72, "The terms of the deal."), column(72, "The price is $10 billion."))


def cite(claim, source, by, **fields):
    return citations.add_citation(Citation(claim=claim, source=source, **fields), by=by)


def evidence():
    """A claim that two have signed, on a page, a PDF and a pasted text, and one that is open."""
    ann, ben, eve = (make.member(role) for role in ("Reporter", "Fact-checker", "Editor"))
    with pghistory.context(user=ann.pk):
        page = make.source(slug="page", outlet="Zürcher Zeitung", released_at=make.NOON)
        paper = make.source(slug="paper", derives_from=page)
        note = make.source(slug="note", outlet="A 🎈 call")
        seen = make.source(slug="seen")
        claim = make.claim(
            "They invest $10 billion.", reference="S28", value_low="10000000000", value_unit="USD"
        )
        claim.searches.create(place="The archive", sought="A denial", searched_on="2024-10")
        make.claim("Nobody has looked.", reference="S29")
    kept = [
        captures.keep(page, PAGE.encode(), "text/html", by=ann),
        captures.keep(paper, PAPER, "application/pdf", by=ann, name="terms.pdf"),
        captures.paste(note, "🎈 They said: “We are not\nso sure.”", by=ann),
    ]
    cite(claim, page, ann, stance=Stance.SUPPORTS, reference="S28-1", snapshot=kept[0],
         quote='"would invest $10 billion [...] once"')  # fmt: skip
    cite(claim, paper, ann, stance=Stance.SUPPORTS, snapshot=kept[1], locator="page 2",
         quote="The price is $10 billion.")  # fmt: skip
    cite(claim, note, ann, stance=Stance.QUALIFIES, snapshot=kept[2], quote="We are not so sure.")
    cite(claim, seen, ann, stance=Stance.CONTEXT, quote="“Not kept.”\t\x7f")
    verdicts.propose(claim, Finding.CONTEXT, reasons="One hesitates.", by=ben)
    verdicts.countersign(claim.verdicts.get(), by=eve)
    return claim


def packed(subject, by=None, **options):
    """The bytes of a packet."""
    file = BytesIO()
    packets.pack(subject, file, by=by or make.member("Reader"), **options)
    return file.getvalue()


def opened(content):
    """The records of a packet by their names, and the names of its files."""
    with ZipFile(BytesIO(content)) as file:
        lines = [json.loads(line) for line in file.read("records.jsonl").decode().splitlines()]
        return {line["record"]: line for line in lines}, set(file.namelist())


def unpacked(content, folder):
    """The folder of a packet that somebody has unpacked."""
    with ZipFile(BytesIO(content)) as file:
        file.extractall(folder)
    return folder


def checked(folder, checker=None):
    """What a checker says of the folder, by default the one that stands in it, and its exit code.

    It runs with Python alone: no packages, no settings, none of our code.
    """
    checker = checker or folder / "check.py"
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(checker), str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd="/",
        env={},
    )
    return run.stdout + run.stderr, run.returncode

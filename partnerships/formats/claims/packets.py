"""A packet of evidence: a zip whose every record and file somebody else can check without us.

The same state gives the same bytes: files lie unpacked in it, at one fixed time, and the records
in one order. `manifest.sha256` has the hash of each file and of each record, as sha256sum writes
them; `seal.txt` has the hash of that, and `seal.json` the desk's signature over it.
"""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ...models import Citation, Claim, Search, Snapshot, Source, Verdict
from .annotations import selectors, utc_moment

CHECKER = Path(__file__).with_name("check_packet.py")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell
READ_BY_ALL = 0o100644 << 16
UNIX = 3
PIECE = 1_000_000
ABOUT = """A packet of evidence: {title}

What is in it

records.jsonl     a record a line: claims, the verdicts that stand, citations, searches, sources
                  and copies
texts/            the text of each copy that is cited
copies/           the copies as they came, by their SHA-256. Do not open them in a browser: they
                  may hold scripts
manifest.sha256   the SHA-256 of each file and of each record
seal.txt          the SHA-256 of the manifest
seal.json         who sealed it, where the newsroom signs: its key's signature over that hash
check.py          checks all of this

How to check it

    python3 -I -S check.py

It needs Python 3.9 or later and nothing else, not even a network. Its first line says whose seal
it is, or that it is unsigned; then it says that all records hold, or names those that do not. Give
it the newsroom's keys, as you got them from the newsroom's own address, and it takes no other:

    curl https://NEWSROOM/.well-known/newsroom-seals.json -o keys.json
    python3 -I -S check.py . keys.json

Without Python, `sha256sum -c seal.txt` and
`sha256sum --ignore-missing -c manifest.sha256` check the files.

What this proves

* No byte has changed since the packet was sealed, and nothing was added or taken away.
* Each quotation with selectors stands in the text of its copy, from the character `start` up to
  `end`: `exact` is how it stands there, letter for letter, and the quotation differs from that in
  typography (spaces, quotation marks, dashes) and in its own [marks] alone.
* Each verdict was given over exactly the `signed` parts of its claim, its citations and its
  searches: its `fingerprint` is the SHA-256 of those, written as PostgreSQL writes them.

What it cannot prove

* That nobody made another packet, with hashes and a key of its own: only the newsroom's keys tell,
  and NEWSROOM/api/v1/seals/ with the seal after it says whether it is theirs. Take check.py from
  NEWSROOM/api/v1/seals/check.py if you do not trust this one.
* That a text was taken out of its copy rightly: compare the two. That the page said so on that
  day, and that those who are named have signed, is the newsroom's word.
* That this is all. It holds what its maker may show, and of what a verdict covers only that; it
  holds no confidential source unless its maker asked for those.
"""


class Packet:
    """A packet while it is written into `file`, which is open for bytes."""

    def __init__(self, file: IO[bytes], title: str) -> None:
        self.zip = ZipFile(file, "w", ZIP_STORED)
        self.hashes: dict[str, str] = {}
        self.add("README.txt", [ABOUT.format(title=title).encode()])
        self.add("check.py", [CHECKER.read_bytes()])

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """Put a file in; its SHA-256. One that is in it already stays as it is."""
        if name not in self.hashes:
            self.hashes[name] = self._write(name, pieces)
        return self.hashes[name]

    def close(
        self, records: Iterable[dict[str, Any]], sign: Callable[[str], bytes] | None = None
    ) -> str:
        """Put the records in, and seal it all; the seal. `sign` makes of it what says whose it is,
        in a newsroom that signs."""
        lines = {record["record"]: packet_line(record) for record in sorted(records, key=_order)}
        self.add("records.jsonl", (line + b"\n" for line in lines.values()))
        sealed = [f"{digest}  {name}\n" for name, digest in sorted(self.hashes.items())]
        sealed += [f"{_hash(line)}  record: {name}\n" for name, line in lines.items()]
        seal = self._write("manifest.sha256", ["".join(sealed).encode()])
        self._write("seal.txt", [f"{seal}  manifest.sha256\n".encode()])
        if sign:
            self._write("seal.json", [sign(seal)])
        self.zip.close()
        return seal

    def _write(self, name, pieces):
        info = ZipInfo(name, LONG_AGO)
        info.create_system, info.external_attr = UNIX, READ_BY_ALL
        digest = sha256()
        with self.zip.open(info, "w") as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
        return digest.hexdigest()


KINDS = ["claim", "verdict", "citation", "search", "source", "copy"]


def _order(record):
    return KINDS.index(record["type"]), record["record"]


def _hash(content):
    return sha256(content).hexdigest()


def packet_line(record: dict[str, Any]) -> bytes:
    """A record as a line has it."""
    return json.dumps(record, ensure_ascii=False).encode()


def _named(*words):
    """How a record is called: in one line, whatever its reference is made of."""
    return " ".join(" ".join(map(str, words)).split())


def _name_of(claim):
    return f"{claim.collection.slug}:{claim.reference}"


def _figure(number):
    return None if number is None else f"{number:.4f}"  # as PostgreSQL keeps it


def claim_record(row: Claim, appears_in: str | None) -> dict[str, Any]:
    """A claim; `appears_in` is the work that it appears in, where the packet tells of that."""
    return {
        "record": _named("claim", _name_of(row)),
        "type": "claim",
        "id": str(row.uid),
        "reference": row.reference,
        "signed": {
            "date": [
                *(row.date_words, row.date_as_worded, row.date),
                row.as_of and row.as_of.isoformat(),
            ],
            "kind": row.kind,
            "value": [
                *(row.value_qualifier, _figure(row.value_low), _figure(row.value_high)),
                row.value_unit,
            ],
            "statement": row.statement,
            **({"appears_in": appears_in} if appears_in else {}),
            "is_adverse": row.is_adverse,
            "attributed_to": row.attributed_to,
        },
    }


def citation(row: Citation, claim: Claim, origin: str | None) -> dict[str, Any]:
    """A citation of the claim; `origin` is the report that its source goes back to."""
    copy = row.snapshot
    return {
        "record": _named("citation", row.reference, row.uid),
        "type": "citation",
        "id": str(row.uid),
        "reference": row.reference,
        "claim": str(claim.uid),
        "copy": copy and str(copy.uid),
        "signed": {  # in the order of PostgreSQL: by length, then by letter
            "says": row.says,
            "quote": row.quote,
            "answer": row.answer,
            "origin": origin,
            "source": row.source.slug,
            "stance": row.stance,
            "locator": row.locator,
            "snapshot": copy and copy.sha256,
            "translation": row.translation,
        },
        "selector": selectors(row, copy.media_type, copy.pages) if copy else [],
    }


def search_record(row: Search, claim: Claim) -> dict[str, Any]:
    return {
        "record": _named("search", row.uid),
        "type": "search",
        "id": str(row.uid),
        "claim": str(claim.uid),
        "signed": [row.place, row.sought, row.searched_on],
    }


def verdict(
    row: Verdict, claim: Claim, fingerprint: str, people: tuple[str, str]
) -> dict[str, Any]:
    """A verdict that stands, with the names of `people`, who proposed and who signed it."""
    proposed_by, countersigned_by = people
    return {
        "record": _named("verdict on", _name_of(claim)),
        "type": "verdict",
        "id": str(row.uid),
        "claim": str(claim.uid),
        "finding": row.finding,
        "reasons": row.reasons,
        "correction": row.correction,
        "as_of": row.as_of and row.as_of.isoformat(),
        "proposed_by": proposed_by,
        "proposed_at": utc_moment(row.proposed_at),
        "countersigned_by": countersigned_by,
        "countersigned_at": utc_moment(row.countersigned_at),  # type: ignore[arg-type]  # it stands
        "broken_glass": row.broken_glass,
        "fingerprint": fingerprint,
    }


def source(row: Source, origin: str | None, derives_from: str | None) -> dict[str, Any]:
    return {
        "record": _named("source", row.slug),
        "type": "source",
        "id": row.slug,
        "outlet": row.outlet,
        "title": row.title,
        "authors": row.authors,
        "kind": row.kind,
        "tier": row.tier,
        "language": row.language,
        "url": row.url,
        "published": [row.published_words, row.published],
        "says": row.says,
        "seen": row.seen,
        "seen_at": row.seen_at,
        "is_unnamed": row.is_unnamed,
        "derives_from": derives_from,
        "origin": origin,
        "origin_note": row.origin_note,
        "confidentiality": row.confidentiality,
    }


def copy(row: Snapshot, text_sha256: str, left_out: str) -> dict[str, Any]:
    """A kept copy; `left_out` says why its bytes are not in the packet, where they are not."""
    return {
        "record": _named("copy", row.uid, "of", row.source.slug),
        "type": "copy",
        "id": str(row.uid),
        "source": row.source.slug,
        "captured_at": utc_moment(row.captured_at),
        "how": row.how,
        "address": row.address,
        "redirects": row.redirects,
        "headers": row.headers,
        "media_type": row.media_type,
        "pages": row.pages,
        "size": row.size,
        "sha256": row.sha256,
        "text_sha256": text_sha256,
        "left_out": left_out,
    }

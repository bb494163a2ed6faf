"""Sources as CSL-JSON, which programs that keep references (Zotero, pandoc) read."""

import re
from typing import Any

from ...vocabulary import SourceKind

CSL_TYPE = "application/vnd.citationstyles.csl+json"
TYPES = {
    SourceKind.FILING: "report",
    SourceKind.REPORTING: "article-newspaper",
    SourceKind.SYNDICATION: "article-newspaper",
    SourceKind.REFERENCE: "entry-encyclopedia",
    SourceKind.INTERVIEW: "interview",
    SourceKind.CALL: "personal_communication",
    SourceKind.RECORDING: "broadcast",
    SourceKind.SUMMARY: "webpage",
}
A_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?([~?%]?)")


def csl_item(source: dict[str, Any]) -> dict[str, Any]:
    """A source, as the API shows it, as an item of CSL. What is not known is left out.

    Authors are written as they stand: where a first name ends nobody has said.
    """
    item = {
        "id": source["id"],
        "type": TYPES.get(source["kind"], "document"),
        "title": source["title"],
        "container-title": source["outlet"],
        "URL": source["url"],
        "language": source["language"],
        "note": source["says"],
    }
    if source["authors"]:
        item["author"] = [{"literal": author} for author in source["authors"]]
    if issued := _issued(source["published"]):
        item["issued"] = issued
    return {name: value for name, value in item.items() if value}


def _issued(published):
    """The date of a source; one that is no day, month or year stands in its words."""
    if not published:
        return None
    ends = [A_DATE.fullmatch(end) for end in (published["edtf"] or "").split("/")]
    if not all(ends):
        words = published["text"] or published["words"]
        return {"literal": words} if words else None
    date: dict[str, Any] = {
        "date-parts": [[int(part) for part in end.groups()[:3] if part] for end in ends if end]
    }
    return date | ({"circa": True} if any(end and end[4] for end in ends) else {})

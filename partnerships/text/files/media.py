"""What a file is: what its server says, held against its first bytes."""

import re

HTML, XHTML, PDF, TEXT = "text/html", "application/xhtml+xml", "application/pdf", "text/plain"
MAIL = "message/rfc822"
OLD_OFFICE, RTF = "application/x-ole-storage", "application/rtf"
ZIP, GZIP = "application/zip", "application/gzip"
IMAGES = ["image/png", "image/jpeg", "image/gif", "image/webp"]
FETCHED = [HTML, XHTML, PDF, TEXT, *IMAGES]
UNSAID = ["", "application/octet-stream", "binary/octet-stream", "application/x-download"]

SIGNS = [
    (re.compile(rb"%PDF-"), PDF),
    (re.compile(rb"\x89PNG\r\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"\{\\rtf"), RTF),
    (re.compile(rb"PK\x03\x04"), ZIP),  # workbooks and texts of today are packed so
    (re.compile(rb"\x1f\x8b"), GZIP),
]
PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html)\b", re.I | re.DOTALL
)
WIDE = (b"\xff\xfe", b"\xfe\xff")
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


def parse_content_type(header: str | None) -> tuple[str, str]:
    """The media type and the charset that a Content-Type header names, "" where it does not."""
    charset = CHARSET.search(header or "")
    return (header or "").partition(";")[0].strip().lower(), charset[1].lower() if charset else ""


def begun_as(content: bytes) -> str:
    """The media type that the first bytes of a file tell; "" where they tell none."""
    return next((media_type for sign, media_type in SIGNS if sign.match(content)), "")


def kind(content: bytes, named: str = "", charset: str = "") -> str | None:
    """The media type of the file, one of FETCHED; None when it is none or not what it says."""
    if (begun := begun_as(content)) in FETCHED:
        return begun
    if named in UNSAID and PAGE.match(content[:4096]):
        return HTML
    if named not in (HTML, XHTML, TEXT):
        return None
    is_wide = content.startswith(WIDE) or charset.startswith(("utf-16", "utf-32"))
    return None if b"\0" in content[:1024] and not is_wide else named

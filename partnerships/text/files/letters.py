"""A saved e-mail: its text, who wrote it, when, and about what."""

from email import message_from_bytes
from email.policy import default

from ...errors import NotReadable
from . import webpages
from .encodings import text_of
from .file_text import FileText, storable


def email_text(content: bytes) -> FileText:
    """The text of the e-mail. Its headers are its metadata; attachments are files of their own."""
    try:
        letter = message_from_bytes(content, policy=default)
        body = letter.get_body(preferencelist=("plain", "html"))
        if body is None or not any(letter.get(name) for name in ("From", "Date", "Subject")):
            raise NotReadable("This is no saved e-mail: upload it as it is, or paste its text.")
        written: bytes = body.get_payload(decode=True) or b""  # type: ignore[assignment]  # a part of one piece is bytes once decoded
        charset = (body.get_content_charset() or "").lower()
        headers = {
            "title": storable(str(letter["Subject"] or "")),
            "authors": tuple(_names(letter["From"])),
            "published": _day(letter["Date"]),
        }
        is_html = body.get_content_type() == "text/html"
    except NotReadable:
        raise
    except Exception:  # broken headers make the parser trip in ways of their own
        raise NotReadable("The e-mail is broken: paste its text instead.") from None
    if is_html:
        text = webpages.webpage_text(written, charset, whole=True).text
    else:
        text = storable(text_of(written, charset))
    if not text.strip():
        raise NotReadable("There is no text in this e-mail: upload what is attached to it.")
    return FileText(how="e-mail", text=text, **headers)


def _names(header):
    """Who sent it, by name where the header gives one."""
    for sender in header.addresses if header else ():
        yield storable(sender.display_name or sender.addr_spec)


def _day(header):
    """The day on which it was written, where its writer was."""
    moment = header.datetime if header else None
    return moment.date().isoformat() if moment else ""

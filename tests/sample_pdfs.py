"""PDFs that the tests set themselves, line by line."""

import zlib


def pdf(*pages, title="", author=""):
    """A PDF of which each page is a list of lines: where they begin (x, y), and what they say.

    Letters are those of Mac Roman, which has the ligatures fi and fl. A page may be bytes: what the
    format writes.
    """
    fonts = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /MacRomanEncoding >>"
    bodies = [
        b"",
        b"",
        fonts,
        b"<< /Title (%s) /Author (%s) >>" % (title.encode(), author.encode()),
    ]
    leaves = []
    for lines in pages:
        said = lines if isinstance(lines, bytes) else b"".join(_line(*line) for line in lines)
        content = zlib.compress(said)
        bodies.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
            % (len(content), content)
        )
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(bodies)
        )
        leaves.append(b"%d 0 R" % len(bodies))
    bodies[0] = b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>"
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(leaves), b" ".join(leaves))
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(bodies) + 1)
        + b"startxref\n%d\n%%%%EOF" % len(written)
    )  # fmt: skip


def column(x, *lines):
    """Lines one below the other, from the top of the page."""
    return [(x, 760 - 14 * number, line) for number, line in enumerate(lines)]


def _line(x, y, text):
    letters = text.encode("mac-roman") if isinstance(text, str) else text
    escaped = letters.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 10 Tf %d %d Td (%s) Tj ET\n" % (x, y, escaped)

"""Prove a quotation in a file, as the desk proves it in a kept copy: to try the reader."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.errors import NoReader, NotReadable
from partnerships.text.files import file_reader, media
from partnerships.text.files.encodings import text_of
from partnerships.text.misquotes import proof_or_fault
from partnerships.text.quotations import remarks_on
from partnerships.text.typography import normalized


class Command(BaseCommand):
    help = (
        "Say where a quotation stands in a file, or why it does not. Exits 1 unless it is proved."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--copy", required=True, type=Path, help="a page, a PDF, a text")
        parser.add_argument("quotation", help="the words, as somebody quotes them")

    def handle(self, *, copy, quotation, **options):
        text, kind = self.text_of(copy)
        proof, fault = proof_or_fault(quotation, normalized(text), is_pdf=kind == media.PDF)
        if proof is None:
            raise CommandError(fault.told)
        words = normalized(text[proof.start : proof.end]).joined.strip()
        self.stdout.write(f"Proved at {proof.start}-{proof.end}: “{words}”")
        for remark in remarks_on(proof):
            self.stdout.write(remark)

    def text_of(self, path):
        """The text that the desk would keep of a file, a text as it stands; and its kind."""
        try:
            content = path.read_bytes()
            kind = media.kind(content) or named_kind(path)
            if kind == media.TEXT:
                return text_of(content), kind
            return file_reader.read_file(content, kind).text, kind
        except OSError as fault:
            raise CommandError(f"{path} cannot be read: {fault.strerror}.") from None
        except (NotReadable, NoReader) as refusal:
            raise CommandError(str(refusal)) from None


def named_kind(path: Path) -> str:
    """What a file is by its name: a page, a saved letter, else a text."""
    kinds = {".html": media.HTML, ".htm": media.HTML, ".xhtml": media.XHTML, ".eml": media.MAIL}
    return kinds.get(path.suffix.lower(), media.TEXT)

"""Say what the desk reads in a manuscript, word by word: to try the reader."""

import json
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.text.tokens import tokens


class Command(BaseCommand):
    help = "List each token of a text: its kind, where it stands, and what it says."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path, help="Markdown or text, in UTF-8")
        parser.add_argument(
            "--dateline",
            metavar="DAY",
            type=date.fromisoformat,
            required=True,
            help="the day from which “Tuesday” is meant, such as 2024-10-23",
        )
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", help="a line each; or JSON"
        )

    def handle(self, *, file, dateline, format, **options):
        try:
            text = file.read_text("utf-8").removeprefix("\ufeff")
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not in UTF-8: save it so, and try again.") from None
        found = [
            {
                "kind": str(token.kind),
                "start": token.start,
                "end": token.end,
                "words": token.words,
                "value": written(token.value),
            }
            for token in tokens(text, names={}, anchor=dateline)
        ]
        if format == "json":
            self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))
            return
        for token in found:
            words = " ".join(token["words"].split())
            self.stdout.write(f"{token['start']}-{token['end']} {token['kind']}: {words}")


def written(value: object) -> object:
    """What a token says, as JSON has it: figures as texts, so that none is rounded."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: written(each) for name, each in asdict(value).items()}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, frozenset | tuple | list):
        return [written(each) for each in value]
    return value

"""A table that is brought in: its file, what its columns are called, and where it is kept."""

import json
import re

from django import forms
from django.core.files.base import ContentFile
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.tmp_storages import MediaStorage
from tablib import Dataset

from ..actions import tables
from ..actions.file_scans import scan
from ..errors import NoScanner, NotReadable
from ..text.files.tables import read_table

LEFT_OUT = "-"  # what a column is called that nobody wants
KEPT_AS = re.compile(r"[0-9a-f]{32}")
NOT_READ = "This file cannot be read as a table. Save it as CSV or .xlsx anew."
NOT_HERE = (
    "this table is no longer here. It was confirmed already, or waited for longer than a day. "
    "Choose its file again."
)


class AnyTable:
    """A table whose bytes say themselves what it is: nobody need know what it was saved as."""

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"

    def create_dataset(self, in_stream):
        cells = read_table(in_stream)
        dataset = Dataset(*cells.rows, headers=cells.columns)
        dataset.notes = cells.notes
        return dataset


class AnyCSV(AnyTable, CSV):
    pass


class AnyWorkbook(AnyTable, XLSX):
    pass


class KeptTable(MediaStorage):
    """A table between its preview and its confirmation; a name of another file is that of none."""

    def __init__(self, *, name=None, **kwargs):
        if name and not KEPT_AS.fullmatch(name):
            raise FileNotFoundError(name)
        super().__init__(name=name, **kwargs | {"MEDIA_FOLDER": tables.FOLDER})


class TableForm(ImportForm):
    """A file, or one that is kept already and whose columns somebody has now named."""

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["import_file"].required = False
        self.brought = None

    def clean(self):
        cleaned = super().clean()
        file, kept = cleaned.get("import_file"), cleaned.get("kept")
        if kept and not file:
            try:
                cleaned["import_file"] = _taken_up(kept, cleaned.get("kept_name") or "table")
            except OSError:
                self.add_error("import_file", f"Nothing was read: {NOT_HERE}")
        elif not file and "import_file" not in self.errors:
            self.add_error("import_file", "Choose the file of the table.")
        elif file:
            self._scan(file)
        self.brought = cleaned.get("import_file")  # even when it is refused
        cleaned["headers"] = self.named_headers()
        return cleaned

    def _scan(self, file):
        try:
            scan(b"".join(file.chunks()))
        except (NoScanner, NotReadable) as refusal:
            self.add_error("import_file", str(refusal))
        file.seek(0)

    def named_headers(self):
        """What the columns mean that the table calls otherwise, as somebody said: by header."""
        if not hasattr(self.data, "getlist"):
            return {}
        pairs = zip(self.data.getlist("header"), self.data.getlist("column"), strict=False)
        return {header: column for header, column in pairs if column}


def _taken_up(kept, name):
    storage = KeptTable(name=kept)
    file = ContentFile(storage.read(), name)
    storage.remove()
    return file


class ConfirmTableForm(ConfirmImportForm):
    """The confirmation of a table, with what its columns were said to mean."""

    headers = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_headers(self):
        try:
            said = json.loads(self.cleaned_data["headers"] or "{}")
        except ValueError:
            said = None
        if not isinstance(said, dict) or not all(isinstance(each, str) for each in said.values()):
            raise forms.ValidationError("Bring the table in again.")
        return said

"""Boxes for figures, which take them as people write them, with their hedges and units."""

from decimal import Decimal

from django import forms

from ..text import money
from ..vocabulary import AmountBasis, Qualifier
from .forms import DeskForm


class FigureField(forms.DecimalField):
    """A figure as people write it: 11.9bn, 10 billion, 11,900,000,000."""

    widget = forms.TextInput(attrs={"class": "figure", "size": 18, "autocomplete": "off"})

    takes_basis = False  # whether “(announced)” may stand after the figure

    def __init__(self, *, unit="", is_signed=False, max_digits=20, decimal_places=2, **kwargs):
        self.unit, self.is_signed = unit, is_signed
        kwargs = {"required": False} | kwargs
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        return _one_figure(self.quantity(value, self.unit))

    def quantity(self, typed, unit):
        """What was typed where that unit is meant, with the hedge and the unit that it says."""
        typed, _ = self.apart_from_basis(typed)
        try:
            said = money.read_figure(str(typed), unit)
        except money.NotAFigure as fault:
            raise forms.ValidationError(str(fault), code="invalid") from None
        if _one_figure(said) < 0 and not self.is_signed:
            raise forms.ValidationError("Write the figure without a minus.", code="invalid")
        return said

    def apart_from_basis(self, typed):
        """What was typed without what it is by, and that: “up to $11.9 billion (announced)”."""
        if not (self.takes_basis and isinstance(typed, str) and typed.rstrip().endswith(")")):
            return typed, ""
        figure, _, basis = typed.rstrip()[:-1].rpartition("(")
        basis = basis.strip().lower()
        return (figure.strip(), basis) if figure.strip() and basis in AmountBasis else (typed, "")

    def prepare_value(self, value):
        if not isinstance(value, Decimal):
            return value
        whole, _, parts = f"{value:,f}".partition(".")
        parts = parts.rstrip("0")
        if len(parts) == 3:
            parts += "0"  # 27.125 would be asked back
        return f"{whole}.{parts:0<2}" if parts else whole

    def has_changed(self, initial, data):
        """Whether another figure was typed, or anything said of it besides."""
        if data in self.empty_values:
            return initial is not None
        try:
            said = self.quantity(data, self.unit)
        except forms.ValidationError:
            return True
        _, basis = self.apart_from_basis(data)
        is_more = (
            bool(basis)
            or said.qualifier != Qualifier.EXACT
            or bool(said.unit and said.unit != self.unit)
        )
        return is_more or _one_figure(said) != initial


def _one_figure(quantity):
    figure = quantity.high if quantity.low is None else quantity.low
    whole = figure.to_integral_value()
    return whole if whole == figure else figure  # without the zeros that a scale leaves behind


class FigureForm(DeskForm):
    """A record with a figure. What is typed beside the figure, "up to", "$", fills its own box.

    Refused is what differs from a box that somebody filled in.
    """

    ends = ("low", "high")
    qualifier = "qualifier"
    unit = ""

    def clean(self):
        cleaned = super().clean()
        for box in self.ends:
            typed = self[box].value() if box in self.fields else None
            if box in self.errors or not typed or isinstance(typed, Decimal):
                continue
            try:
                self._take(box, typed)
            except forms.ValidationError as fault:
                self.add_error(box, fault)
        return cleaned

    def _take(self, box, typed):
        field = self.fields[box]
        unit = (self.cleaned_data.get(self.unit) or "") if self.unit else field.unit
        said = field.quantity(typed, unit)
        if self.unit and said.unit and not unit:
            self.cleaned_data[self.unit] = said.unit
        if said.qualifier == Qualifier.EXACT:
            return
        other = next(end for end in self.ends if end != box)
        given = self.cleaned_data.get(self.qualifier)
        if self.cleaned_data.get(other) not in (None, _one_figure(said)):
            raise forms.ValidationError("Two boxes hold two figures: write each without a hedge.")
        if given not in (None, "", Qualifier.EXACT, said.qualifier):
            raise forms.ValidationError(
                f"The figure says “{Qualifier(said.qualifier).label.lower()}”, and the box beside "
                f"it “{Qualifier(given).label.lower()}”."
            )
        self.cleaned_data[self.qualifier] = said.qualifier
        low, high = self.ends
        self.cleaned_data |= {low: said.low, high: said.high}

"""The proeven: `<strategy>/<key>.py` each, found by its file. Here is what such a file needs, under one name."""

from regiekit.cases import Case
from regiekit.cases.remember import last
from regiekit.plots.board import Board
from regiekit.plots.curve import Curve
from regiekit.plots.network import Edge, Node, Zone
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.declaration import Card, Control, Measure, PlanTable, Proef, Table, measure
from regiekit.widgets.say import (
    amount,
    beside,
    capital,
    count,
    counted,
    dutch,
    fold,
    foremost,
    form,
    labels,
    leading,
    listed,
    number_word,
    percent,
    points,
    roughly,
    say,
    some,
    times,
    with_unit,
)

__all__ = [
    "Board",
    "Card",
    "Case",
    "Choice",
    "Control",
    "Curve",
    "Edge",
    "Measure",
    "Node",
    "PlanTable",
    "Proef",
    "Rows",
    "Slider",
    "Table",
    "Text",
    "Upload",
    "Zone",
    "amount",
    "beside",
    "capital",
    "count",
    "counted",
    "dutch",
    "fold",
    "foremost",
    "form",
    "labels",
    "last",
    "leading",
    "listed",
    "measure",
    "number_word",
    "percent",
    "points",
    "roughly",
    "say",
    "some",
    "times",
    "with_unit",
]

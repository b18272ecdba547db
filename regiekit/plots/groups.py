"""Parties in the units of an organisation, with the ties that an issue asks for: inside a unit or across the boundary."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from regiekit.cases import Case
from regiekit.cases.reading import kinds
from regiekit.plots.board import Board
from regiekit.plots.layout import Box, in_zones
from regiekit.plots.network import Edge, Node, Zone

WIDE, HIGH = 660.0, 439.0  # with the legend: the parties get what it leaves, so that the height never changes


def grouped(
    case: Case,
    groups: Mapping[Hashable, Sequence[str]],
    pairs: Iterable[tuple[str, str]] = (),
    *,
    marks: Mapping[str, str] | None = None,
    pick: bool = False,
    note: Sequence[tuple[str, str]] = (),
) -> Board:
    """Units as areas with their parties.

    Args:
        case: gives names, kinds and sizes.
        groups: unit -> parties.
        pairs: parties that need one another; solid inside a unit, dashed and strong across.
        marks: a letter inside a party.
        pick: whether parties can be chosen.
        note: more entries for the legend, as `Board.legend` takes them.
    """
    signs = Board(WIDE, 0, "structuur")
    signs.legend(() if marks else kinds(case), extra=note)  # letters are enough to read
    b = Board(WIDE, HIGH, "structuur")
    places, boxes, scale = in_zones(list(groups.values()), Box(4, 4, WIDE - 8, HIGH - signs.height - 8))
    zones = [Zone(f"eenheid{i}", str(name), box) for i, (name, box) in enumerate(zip(groups, boxes, strict=True))]
    unit = {k: name for name, keys in groups.items() for k in keys}
    ties = [Edge(x, y, "formeel", 4) if unit[x] == unit[y] else Edge(x, y, "informatie", 4, tone="strong") for x, y in pairs]
    needed, marks = {k for tie in ties for k in (tie.source, tie.target)}, marks or {}
    tone = {p.key: "tinted" if p.key in needed else "plain" for p in case.parties}
    nodes = [Node.of(p, places[p.key], tone[p.key], mark=marks.get(p.key, ""), scale=scale) for p in case.parties]
    b.network(nodes, ties, zones, pick)
    with b.group(0, HIGH - signs.height):
        b.parts += signs.parts
    return b

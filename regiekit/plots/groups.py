"""Parties in the units of an organisation, with the ties that an issue asks for: inside a unit or across the boundary."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from regiekit.cases import Case, Party
from regiekit.cases.reading import kinds
from regiekit.plots.board import Board
from regiekit.plots.layout import Box, in_zones
from regiekit.plots.network import Edge, Node, Zone
from regiekit.plots.style import Paint
from regiekit.plots.svg import cut, text_width

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


def on_line(
    b: Board, party: Party, place: tuple[float, float, float], high: float, paint: Paint, *, name: str = "", mark: str = "", after: str = "",
    part: float = 0.4, bold: bool = False, ink: str = "ink", halo: str = "tint",
) -> None:  # fmt: skip
    """A party on a line (`layout.in_lists`) `high` units high: a disc with its name beside it.

    `name` is for a pointer or a screen reader, `mark` stands in the disc in the colour `ink`, `after` behind the name, `part` is the radius
    of the disc as a share of the line.
    """
    x, y, room = place
    with b.group(x + room / 2, y, key=f"n:{party.key}", pick=party.key, label=name or party.called):
        b.parts.append(_beside(b.strategy, party.label, room, high, tuple(paint.items()), mark, after, part, bold, ink, halo))


@lru_cache(maxsize=4096)  # of a party nearly always the same; a cache smaller than a picture finds nothing
def _beside(strategy: str, label: str, room: float, high: float, paint: tuple[tuple[str, Any], ...], mark: str, after: str,
            part: float, bold: bool, ink: str, halo: str) -> str:  # fmt: skip
    """A disc with a name beside it, in the middle of its room."""
    b, size = Board(0, 0, strategy), 15 if high >= 19 else 13.5 if high >= 13.5 else 12.5
    sizes = [one for one in (size, 13.5, 12.5) if one <= size]
    size = next((one for one in sizes if text_width(label + after, one, bold) <= room - 20), sizes[-1])
    look: Any = dict(paint) | {"shape": True}
    b.circle(9 - room / 2, 0, min(9, part * high), **look)
    if mark:
        b.text(9 - room / 2, 4.6, mark, 13.5, "middle", 700, ink)
    shown = cut(label, room - 20 - text_width(after, size, bold), size, bold) + after
    b.text(21 - room / 2, 0.35 * size, shown, size, weight=650 if bold else 400, halo=halo)
    return "".join(b.parts)

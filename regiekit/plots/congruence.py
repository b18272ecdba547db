"""Parties in the units of an organisation, with the ties that an issue asks for: inside a unit or across the boundary."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from ..cases import Case
from .layout import Box, in_zones
from .network import Edge, Node, Zone, legend, network

SIZE = (660.0, 640.0)  # with the legend: the parties get what it leaves, so that the height never changes


def picture(
    case: Case,
    groups: Mapping[Hashable, Sequence[str]],
    pairs: Iterable[tuple[str, str]],
    *,
    title: str,
    words: str,
    marks: Mapping[str, str] | None = None,
    pick: bool = False,
    note: Sequence[tuple[str, str]] = (),
) -> str:
    """Draw units as zones and needed pairs as ties.

    Args:
        case: gives names, kinds and sizes.
        groups: unit -> parties.
        pairs: parties that need one another; solid inside a unit, dashed and strong across.
        title, words: name and description.
        marks: a letter inside a party.
        pick: whether parties can be chosen.
        note: more entries for the legend, as `network.legend` takes them.
    """
    names = list(groups)
    rows = key(case, tuple(note))
    width, height = SIZE[0], SIZE[1] - rows[1]
    places, boxes, scale = in_zones([groups[g] for g in names], Box(4, 4, width - 8, height - 8))
    zones = [Zone(f"eenheid{i}", str(name), box) for i, (name, box) in enumerate(zip(names, boxes, strict=True))]
    pairs = list(pairs)
    needed = {k for pair in pairs for k in pair}
    unit = {k: g for g in names for k in groups[g]}
    marks = marks or {}
    nodes = [
        Node(
            p.key, p.label, *places[p.key], p.kind, p.size, "tinted" if p.key in needed else "plain", p.called, marks.get(p.key, ""), scale
        )
        for p in case.parties
    ]
    ties = [
        Edge(a, b, "formeel" if unit[a] == unit[b] else "informatie", 4, tone="plain" if unit[a] == unit[b] else "strong") for a, b in pairs
    ]
    return network(nodes, ties, zones, title=title, words=words, size=(width, height), pick=pick, legend_rows=rows)


def key(case: Case, note: Sequence[tuple[str, str]] = ()) -> tuple[str, float]:
    """The legend, at the foot of the picture, and its height."""
    rows, height = legend(list(dict.fromkeys(p.kind for p in case.parties)), [], width=SIZE[0], top=0, extra=note)
    return f'<g transform="translate(0 {SIZE[1] - height:g})">{rows}</g>', height

"""The map of players: position across, power down, a party per place; and the grid of labelled zones it stands on."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..cases import Case
from .layout import Box, in_grid
from .network import BOLD, Node, Zone, legend, network
from .style import COLOURS
from .svg import text, wrap

WIDTH, HEIGHT = 660.0, 540.0
MORE = 14.0  # height that each party beyond `ROOM` adds
ROOM = 24
LEFT, HEAD = 108.0, 30.0  # for the names of the rows and of the columns
LABEL = 14.0

#: Rows of the map: the powers of a party that decide in which it stands -> its name.
ROWS = {
    ("productie",): "productie",
    ("productie", "blokker"): "productie en blokker",
    ("blokker",): "blokker",
    ("diffuus",): "diffuus",
    (): "niet bekend",
}
COLUMNS = ("voor", "afwachtend", "tegen")


class Player(NamedTuple):
    """A party on the map.

    `power` as in the case; `replaceable`: drawn dashed; `needed`: nothing works without it, marked; `weight` 0…1: how large it
    is drawn; `told` its name with what the map shows, for a pointer or a screen reader.
    """

    key: str
    position: str
    power: tuple[str, ...]
    replaceable: bool
    needed: bool
    weight: float
    told: str


def row(power: Sequence[str]) -> tuple[str, ...]:
    """The row of the map in which a party with these powers stands: what it can make or stop comes before diffuse power."""
    sure = tuple([p for p in ("productie", "blokker") if p in power])
    return sure or (("diffuus",) if "diffuus" in power else ())


def names(boxes: Sequence[Sequence[Box]], across: Sequence[str], down: Sequence[str]) -> str:
    """The names of the columns above the grid and those of the rows on its left."""
    out = [
        text(
            box.x + box.width / 2,
            box.y - 9,
            wrap(name, max(3, int(box.width / (LABEL * BOLD))), 1)[0],
            size=LABEL,
            anchor="middle",
            weight=650,
            fill=COLOURS["soft"],
        )
        for box, name in zip(boxes[0], across, strict=True)
    ]
    for line, name in zip(boxes, down, strict=True):
        rows = wrap(name, int((LEFT - 8) / (LABEL * BOLD)), 3)
        middle = line[0].y + line[0].height / 2
        out += [
            text(LEFT - 10, middle + 5 + 17 * (i - (len(rows) - 1) / 2), part, size=LABEL, anchor="end", weight=650, fill=COLOURS["soft"])
            for i, part in enumerate(rows)
        ]
    return "".join(out)


def size(parties: int) -> tuple[float, float]:
    """Width and height of a map of so many parties, without its legend."""
    return WIDTH, HEIGHT + MORE * max(0, parties - ROOM)


def picture(case: Case, players: Mapping[str, Player], *, title: str, words: str) -> str:
    """The map.

    Args:
        case: gives names and kinds.
        players: per party what is drawn of it.
        title, words: name and description.
    """
    width, height = size(len(case.parties))
    cells = [
        [
            [p.key for p in case.parties if players[p.key].position == position and row(players[p.key].power) == power]
            for position in COLUMNS
        ]
        for power in ROWS
    ]
    shown = [(power, line) for power, line in zip(ROWS, cells, strict=True) if power or any(line)]
    places, boxes, scale = in_grid([line for _, line in shown], Box(LEFT, HEAD, width - LEFT - 6, height - HEAD - 6))
    zones = [
        Zone(f"{'-'.join(power) or 'geen'}|{position}", "", box)
        for (power, _), line in zip(shown, boxes, strict=True)
        for position, box in zip(COLUMNS, line, strict=True)
    ]
    nodes = [_node(case, players[key], places[key], scale) for _, line in shown for cell in line for key in cell]
    kinds = list(dict.fromkeys(p.kind for p in case.parties))
    extra = [("strong", "uniek"), ("faded", "vervangbaar"), ("", "! zonder haar lukt niets"), ("", "groter: geeft vaker de doorslag")]
    return network(
        nodes,
        (),
        zones,
        title=title,
        words=words,
        size=(width, height),
        strategy="proces",
        pick=True,
        legend_rows=legend(kinds, (), width=width, top=height, extra=extra, strategy="proces"),
        front=names(boxes, COLUMNS, [ROWS[power] for power, _ in shown]),
    )


def _node(case: Case, player: Player, at: tuple[float, float], scale: float) -> Node:
    party = case.party(player.key)
    return Node(
        party.key,
        party.label,
        *at,
        party.kind,
        1 + 4 * player.weight,
        "faded" if player.replaceable else "strong",
        player.told,
        "!" if player.needed else "",
        scale,
    )

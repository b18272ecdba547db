"""Who can be overruled at the table, under a decision rule."""

from collections.abc import Mapping, Sequence

from ..cases import Case
from .layout import Box, in_bands
from .network import Node, Zone, legend, network

SIZE = (660.0, 560.0)
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
#: Highest chance of being overruled that still belongs to the zone, and its name.
ZONES = ((0.0005, "Wordt nooit overstemd"), (0.1, "Soms: hooguit 10 van de 100 keer"), (1.0, "Vaak: meer dan 10 van de 100 keer"))


def picture(case: Case, overruled: Mapping[str, float], decider: str, *, title: str, words: str) -> str:
    """Parties by their chance to be overruled: never, sometimes, often.

    Args:
        case: gives names, kinds, sizes, positions and powers.
        overruled: chance (0…1) per party that a proposal passes which it rejected.
        decider: key of the party that decides alone, or "".
        title, words: name and description.
    """
    groups: list[list[str]] = [[] for _ in ZONES]
    for key, chance in overruled.items():
        groups[next(i for i, (most, _) in enumerate(ZONES) if chance <= most)].append(key)
    places, boxes, scale = in_bands(groups, Box(4, 4, SIZE[0] - 8, SIZE[1] - 8))
    zones = [
        Zone(name, name, b, "plain" if i < len(ZONES) - 1 else "strong") for i, ((_, name), b) in enumerate(zip(ZONES, boxes, strict=True))
    ]
    nodes = [node(case, k, places[k], scale, decider) for g in groups for k in g]
    return network(nodes, (), zones, title=title, words=words, size=SIZE, pick=True, legend_rows=key_rows(case))


def node(case: Case, key: str, place: tuple[float, float], scale: float, decider: str) -> Node:
    """A party with its position as a mark; who can block stands out, who decides alone most of all."""
    p = case.party(key)
    tone = "strong" if key == decider else "tinted" if "blokker" in p.power else "plain"
    return Node(key, p.label, *place, p.kind, p.size, tone, p.called, MARKS[p.position], scale)


def key_rows(case: Case) -> tuple[str, float]:
    """The legend, the same in every state."""
    shapes: Sequence[str] = list(dict.fromkeys(p.kind for p in case.parties))
    extra = [("tinted", "blokkermacht"), ("strong", "beslist alleen"), ("", "+ voor, − tegen, ? wacht af")]
    return legend(shapes, [], width=SIZE[0], top=SIZE[1], extra=extra)

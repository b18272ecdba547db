"""Parties in three bands, one per level of interaction; the director may stand in more than one."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..cases import Case
from ..cases.remember import last
from .layout import Box, in_bands
from .network import Edge, Node, Zone, legend, network

SIZE = (660.0, 600.0)
BANDS = {"bestuurlijk": "Bestuurlijk", "management": "Management", "uitvoerend": "Uitvoerend", "": "Niet aan tafel, of niet bekend"}
COPY = "#"  # before the level in the key of a second place of the director; no party has such a key


def picture(case: Case, levels: Mapping[str, Sequence[str]], director: str, alone: Sequence[str], *, title: str, words: str) -> str:
    """Draw the bipartite network of parties and levels as bands.

    Args:
        case: gives names, kinds and sizes.
        levels: party -> the levels where it sits, highest first; the director may have several, nobody else more than one.
        director: drawn in the accent, with a line between its places; who sits at one of its levels is tinted.
        alone: parties that meet nobody of their own level, dashed.
        title, words: name and description.
    """
    party = {p.key: p for p in case.parties}
    bands: dict[str, list[str]] = {level: [] for level in BANDS}
    places: list[str] = []
    for key in party:
        at = levels.get(key, ())
        if key == director:
            for i, level in enumerate(at or ("",)):
                place = key if not i else f"{COPY}{level}"
                bands[level].insert(0, place)
                places.append(place)
        else:
            bands[at[0] if at else ""].append(key)
    shown = {level: members for level, members in bands.items() if level or members}
    spots, boxes, scale = in_bands(list(shown.values()), Box(6, 4, SIZE[0] - 12, SIZE[1] - 8))
    zones = [
        Zone(level or "onbekend", _label(level, members), box, "plain" if level else "faded")
        for (level, members), box in zip(shown.items(), boxes, strict=True)
    ]
    nodes = []
    for level, members in shown.items():
        for place in members:
            p = party.get(place, party.get(director))
            tone = (
                "strong"
                if place in places
                else "faded"
                if place in alone
                else "tinted"
                if level and level in levels.get(director, ())
                else "plain"
            )
            nodes.append(Node(place, p.label, *spots[place], p.kind, p.size, tone, p.called, scale=scale))
    edges = [Edge(a, b, "hiërarchie", 1, tone="strong") for a, b in pairwise(places)]
    return network(nodes, edges, zones, title=title, words=words, size=SIZE, strategy="proces", pick=True, legend_rows=key_of(case))


def _label(level: str, members: Sequence[str]) -> str:
    return f"{BANDS[level]}: {len(members) or 'niemand'}"


@last
def key_of(case: Case) -> tuple[str, float]:
    """The legend, the same in every state of the picture."""
    shapes = list(dict.fromkeys(p.kind for p in case.parties))
    return legend(
        shapes,
        [],
        width=SIZE[0],
        top=SIZE[1],
        extra=[("strong", "regisseur"), ("tinted", "treft de regisseur"), ("faded", "treft niemand")],
        strategy="proces",
    )

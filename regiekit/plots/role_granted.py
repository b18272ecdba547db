"""Who grants the director the role, in which round, with the ties of the party through whose eyes one looks."""

from collections.abc import Mapping
from functools import lru_cache
from math import pi, sin

from ..cases import Case
from .layout import Box, spring
from .network import Edge, Node, legend, network, radius
from .style import COLOURS

DIRECTOR, NEVER = "R", "–"  # marks; the others bear the number of their round
RING = 4.0  # room between a party and the arch over it


@lru_cache(maxsize=16)
def _places(keys: tuple[str, ...], pairs: tuple[tuple[str, str], ...], box: Box) -> dict[str, tuple[float, float]]:
    return spring(keys, pairs, box)  # type: ignore[return-value]


def picture(case: Case, director: str, eyes: str, turns: Mapping[str, int | None], *, title: str, words: str) -> str:
    """All parties, at the same place in every state.

    Args:
        case: gives names, kinds, sizes and ties.
        director: key of the party that asks for the role.
        eyes: key of the party whose ties are drawn strong, under an arch.
        turns: round in which each other party grants the role; None: it does not.
        title, words: name and description.
    """
    many = max(1.0, (len(case.parties) / 20) ** 0.5)
    size = (660.0 * many, 500.0 * many)
    pairs = tuple((t.source, t.target) for t in case.ties if t.source != t.target)
    places = _places(tuple(p.key for p in case.parties), pairs, Box(12, 16, size[0] - 24, size[1] - 24))
    nodes = [
        Node(p.key, p.label, *places[p.key], p.kind, p.size, *_shown(p.called, turns.get(p.key), p.key == director)) for p in case.parties
    ]
    ties = [
        Edge(t.source, t.target, t.kind, t.weight, t.directed, "strong" if eyes in (t.source, t.target) else "faded")
        for t in case.ties
        if t.source != t.target
    ]
    ties.sort(key=lambda t: t.tone != "faded")  # the strong ones on top
    x, y = places[eyes]
    r = radius(case.party(eyes).size) * 1.2 + RING
    half = r * sin(pi / 3)  # open below, where the name stands
    ring = (
        f'<path data-key="oog" d="M{x - half:.1f} {y + r / 2:.1f}A{r:.1f} {r:.1f} 0 1 1 {x + half:.1f} {y + r / 2:.1f}" fill="none" '
        f'stroke="{COLOURS["ink"]}" stroke-width="3" stroke-linecap="round"/>'
    )
    return network(nodes, ties, title=title, words=words, size=size, strategy="begin", legend_rows=_key(case, size), pick=True, front=ring)


def _shown(name: str, turn: int | None, director: bool) -> tuple[str, str, str]:
    """Tone, full name and mark of a party."""
    if director:
        return "tinted", f"{name}, vraagt om de regierol", DIRECTOR
    if turn is None:
        return "faded", f"{name}, gunt de rol niet", NEVER
    return "strong", f"{name}, gunt de rol in ronde {turn}", str(turn)


def _key(case: Case, size: tuple[float, float]) -> tuple[str, float]:
    """The legend, the same in every state."""
    kinds = [k for k in ("formeel", "informeel", "hiërarchie", "geld", "informatie") if any(t.kind == k for t in case.ties)]
    extra = [
        ("strong", "cijfer: gunt in die ronde"),
        ("faded", "– gunt niet"),
        ("tinted", "R wil de regie"),
        ("", "boog om een partij: gezien door haar ogen; haar banden zijn dik"),
    ]
    return legend(list(dict.fromkeys(p.kind for p in case.parties)), kinds, width=size[0], top=size[1], extra=extra, strategy="begin")

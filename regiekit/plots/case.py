"""A whole case as one network: every party, every tie."""

from collections.abc import Sequence

from ..cases import Case
from ..cases.reading import LEGIBLE
from ..cases.reading import kinds as shapes
from .board import Board
from .layout import Box, spring
from .network import Edge, Node, illegible, tie_kinds

FEW = 20  # up to so many parties the picture has the ordinary size


def parts(case: Case, kinds: Sequence[str] | None = None) -> tuple[list[Node], list[Edge], tuple[float, float]]:
    """Nodes, ties and size of the picture; the same for the screen and for print (`axes.network`)."""
    many = max(1.0, (min(len(case.parties), LEGIBLE) / FEW) ** 0.5)
    size = (660.0 * many, 520.0 * many)
    ties = [t for t in case.ties if (kinds is None or t.kind in kinds) and t.source != t.target]
    places = spring([p.key for p in case.parties], [(t.source, t.target) for t in ties], Box(8, 8, size[0] - 16, size[1] - 16))
    nodes = [Node.of(p, places[p.key], "tinted" if p.key == case.director else "plain") for p in case.parties]
    return nodes, [Edge.of(t) for t in ties], size


def picture(case: Case, *, title: str, words: str, kinds: Sequence[str] | None = None) -> str:
    """Draw the case; the director is tinted, ties are told apart by their line."""
    nodes, ties, size = parts(case, kinds)
    if illegible(len(nodes), len(ties)):
        b = Board(660, 220, "begin")
        b.network(nodes, ties)
        return b.svg(title, words)
    b = Board(*size, "begin")
    b.network(nodes, ties, pick=True)
    b.legend(shapes(case), tie_kinds(ties), [("tinted", "regisseur")] if case.director else [])
    return b.svg(title, words)

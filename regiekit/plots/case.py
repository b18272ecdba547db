"""A whole case as one network: every party, every tie."""

from collections.abc import Sequence

from ..cases import Case
from ..cases.reading import LEGIBLE
from ..cases.reading import kinds as shapes
from ..cases.remember import each
from .board import Board
from .layout import Box, needs, sprung
from .network import Edge, Node, illegible, tie_kinds

STAGE = (660.0, 430.0)  # a picture on the stage: beside it stand the controls
SCALES = [(scale, needs(scale)) for scale in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)]  # of parties and their names, with the room that each takes
FULL = 0.8  # so much of a picture may be filled
FEW = 20  # up to so many parties the picture has the ordinary size


def parts(case: Case, kinds: Sequence[str] | None = None) -> tuple[list[Node], list[Edge], tuple[float, float]]:
    """Nodes, ties and size of the picture; the same for the screen and for print (`axes.network`)."""
    many = max(1.0, (min(len(case.parties), LEGIBLE) / FEW) ** 0.5)
    size = (660.0 * many, 520.0 * many)
    ties = [t for t in case.ties if (kinds is None or t.kind in kinds) and t.source != t.target]
    places, _ = sprung([p.key for p in case.parties], [(t.source, t.target) for t in ties], Box(8, 8, size[0] - 16, size[1] - 16))
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


@each
def situation(case: Case, strategy: str) -> Board:
    """The parties and ties of a case in the format of the stage: what is given before anything is done."""
    b = Board(*STAGE, strategy)
    ties, area = [t for t in case.ties if t.source != t.target], Box(8, 8, STAGE[0] - 16, STAGE[1] - 16)
    room = FULL * area.width * area.height / max(1, len(case.parties))
    scale, cell = next((of for of in SCALES if of[1][0] * of[1][1] < room), SCALES[-1])
    places, _ = sprung([p.key for p in case.parties], [(t.source, t.target) for t in ties], area, cell=cell)
    tones = {case.director: "tinted"}
    nodes = [Node.of(p, places[p.key], tones.get(p.key, "plain"), scale=scale) for p in case.parties]
    edges = [Edge.of(t) for t in ties]
    b.network(nodes, edges)
    if illegible(len(nodes), len(edges)):
        return b
    b.legend(shapes(case), tie_kinds(edges), [("tinted", "regisseur")] if case.director else [])
    return b


def situated(case: Case) -> str:
    """The same in words."""
    return f"De situatie: {len(case.parties)} {'partij' if len(case.parties) == 1 else 'partijen'} en {len(case.ties)} {'band' if len(case.ties) == 1 else 'banden'}."

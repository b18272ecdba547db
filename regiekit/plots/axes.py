"""The same networks on a matplotlib Axes, for an article: same places, shapes, kinds of line and names as on the screen."""

import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..installation import lacking
from .network import HEAVIEST, Edge, Node, Zone, drawn, illegible, label_lines, looks, named, radius, signs, thick, tie_kinds
from .style import LINES, PARTIES, SHAPES, ZONES, Paint, Strategy, one_of, palette
from .svg import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

LEAST = 4.0  # points: names are never smaller in print
PRINTED = 6.0  # below so many points a journal sends names back
WEIGHT = "gewicht"


def network(
    ax: "Axes",
    nodes: Sequence[Node],
    edges: Sequence[Edge] = (),
    zones: Sequence[Zone] = (),
    *,
    size: tuple[float, float] = (760, 500),
    strategy: Strategy = "structuur",
    legend: bool | Mapping[str, str] = False,
) -> "Axes":
    """Draw on `ax` what `Board.network` draws, and return `ax`.

    The axes then run over the picture: x from 0 to its width, y from its height to 0 (downwards, as on the screen), at equal scale.
    Ties and parties differ in dashes and shape as well as in colour, so a copy in black and white still tells them apart (own kinds of
    tie too: see `Edge`). Text and lines are made as large as the Axes is now, after the layout of its figure: place it first. Ties lie at zorder 2, the rims of names at
    2.5, heads of arrows at 3, parties at 4, names at 5. A name has two lines of at most 16 characters, less where others stand close;
    what does not fit ends in an ellipsis: then give a shorter `label`, a smaller `scale`, or places that are further apart. Ties are straight, also where
    they pass behind a party. A warning names the names that were cut, and says when they are smaller than 6 points.

    Names stay text, to be searched and edited, in a pdf, and in an svg when `svg.fonttype` is "none" in `matplotlib.rcParams`.

    `nodes`, `edges` and `zones` as for `Board.network`. ValueError for what cannot be drawn: an unknown shape or tone, an edge to an unknown party,
    two parties of one key, a weight below 0, a number that is not finite. `size` is width and height of the picture, in the units of the positions;
    a legend adds to the height. `strategy` is begin, structuur, cultuur or proces: which accent. `legend=True` names below the picture the shapes of
    parties and the kinds of ties that are drawn, and how thick the lightest and the heaviest are where weights differ; a mapping from shape or kind (or "gewicht",
    the word for weight) to your own word does so in your words.

    >>> from matplotlib.figure import Figure
    >>> ax = network(Figure().subplots(), [Node("a", "A", 200, 250), Node("b", "B", 560, 250)], [Edge("a", "b", "geld")])
    >>> [text.get_text() for text in ax.texts]
    ['A', 'B']
    """
    try:
        from matplotlib.offsetbox import AuxTransformBox
        from matplotlib.patches import FancyBboxPatch
        from matplotlib.patheffects import Stroke
        from matplotlib.text import Text
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(lacking(error) or str(error), name=error.name) from error

    (width, height), colours = size, palette(strategy)
    rows, lines = _legend(nodes, edges, legend if isinstance(legend, Mapping) else {})
    key, high = signs(width, height, rows if legend is not False else [])
    ax.set(xlim=(0, width), ylim=(high, 0), aspect="equal")
    ax.set_axis_off()
    rims = AuxTransformBox(ax.transData)  # apart: a name with a rim would be no text in pdf and svg, and a head lies between the two
    rims.set(zorder=2.5, in_layout=False)
    point = _points(ax, width, high)

    def write(x: float, y: float, content: str, units: float, colour: str, **more: Any) -> None:
        how = {"fontsize": max(LEAST, units * point), "parse_math": False, **more}
        ax.text(x, y, content, color=colours[colour], **how)
        if colour != "paper":
            around = [Stroke(linewidth=4 * point, foreground=colours["paper"])]
            rims.add_artist(Text(x, y, content, color=colours["paper"], path_effects=around, **how))

    def stroke(wide: float, dash: str) -> dict[str, Any]:
        return {"linewidth": wide * point, "linestyle": (0, [float(d) / wide for d in dash.split()]) if dash else "-"}

    def look(paint: Paint) -> dict[str, Any]:
        colour = {"facecolor": colours[paint.get("fill", "none")], "edgecolor": colours[paint.get("stroke", "none")]}
        return colour | stroke(paint.get("width", 1), paint.get("dash", ""))

    if said := illegible(len(nodes), len(edges)):
        for i, line in enumerate(wrap(said, 70, 8)):
            write(0.04 * width, 0.1 * height + 0.05 * width * i, line, width / 42, "ink")
        return ax
    for z in zones:
        one_of(f"tone of {z.key!r}", z.tone, ZONES)
        x, y, w, h = z.box
        corner, rounded = (x + 10, y + 10), "round,pad=10,rounding_size=10"
        ax.add_patch(FancyBboxPatch(corner, max(1, w - 20), max(1, h - 20), boxstyle=rounded, zorder=1, **look(ZONES[z.tone])))
        write(x + 10, y + 20, z.label, 14, "soft", weight="bold", zorder=3)
    for tie in drawn(edges, nodes, width):
        for points, dash, order in zip(
            tie.lines, (tie.dash, ""), (2, 3), strict=False
        ):  # a head shows above the rim of a name that it passes
            at, how = ([z.real for z in points], [z.imag for z in points]), stroke(tie.width, dash)
            ax.plot(*at, color=colours[tie.colour], solid_capstyle="round", dash_capstyle="round", zorder=order, **how)
    names = label_lines(tuple(nodes), width)
    for said in _refused(nodes, names, point):
        warnings.warn(said, stacklevel=2)
    for n, (units, parts) in zip(nodes, names, strict=True):
        ax.add_patch(_shape(n, zorder=4, label=n.key, **look(PARTIES[n.tone])))
        for i, content in enumerate(parts):
            write(n.x, n.y + radius(n.size, n.scale) + units * (0.98 + 1.1 * i), content, units, "ink", ha="center", zorder=5)
        if n.mark:
            write(n.x, n.y + units * 0.36, n.mark, units, "paper" if n.tone == "strong" else "ink", ha="center", weight="bold", zorder=5)
    unit = max(1.0, width / 660)
    for sign, kind, said, x, y, indent in key:
        if kind == "line":
            ax.plot([x, x + 38 * unit], [y, y], color=colours["line"], dash_capstyle="round", zorder=2, **stroke(*lines[sign]))
        else:
            ax.add_patch(_shape(Node("", "", x + 8 * unit, y, sign, 0, scale=7 * unit / 11), zorder=4, **look(PARTIES["plain"])))
        write(x + indent, y + 5 * unit, said, 14 * unit, "soft", zorder=5)
    ax.add_artist(rims)
    return ax


def _legend(
    nodes: Sequence[Node], edges: Sequence[Edge], words: Mapping[str, str]
) -> tuple[list[tuple[str, str, str]], dict[str, tuple[float, str]]]:
    """The rows of the legend, and width and dashes of the lines in it."""
    for kind in words:
        one_of("legend", kind, [*SHAPES, WEIGHT, *dict.fromkeys([*LINES, *(e.kind for e in edges)])])
    shapes = [shape for shape in SHAPES if any(n.shape == shape for n in nodes)]
    rows = [(sign, look, words.get(sign, said)) for sign, look, said in named(shapes, tie_kinds(edges))]
    lines, weights = looks(e.kind for e in edges), sorted({e.weight for e in edges})
    for weight in (weights[0], weights[-1]) if len(weights) > 1 else ():
        said = f"{words.get(WEIGHT, WEIGHT)} {weight:g}"
        lines |= {said: (thick(lines["formeel"][0], weight * min(1, HEAVIEST / weights[-1])), "")}
        rows.append((said, "line", said))
    return rows, lines


def _points(ax: "Axes", width: float, height: float) -> float:
    """Points per unit of a picture so wide and high, once the figure has laid out its Axes."""
    whole = ax.figure.figure  # also when the Axes is in a subfigure
    if engine := whole.get_layout_engine():
        engine.execute(whole)
    box, inches = ax.get_position(), whole.get_size_inches()
    return float(min(box.width * inches[0] / width, box.height * inches[1] / height) * 72)


def _refused(nodes: Sequence[Node], names: Sequence[tuple[float, tuple[str, ...]]], point: float) -> list[str]:
    """What a journal would send back: names that are cut, names that are too small. `point`: points per unit of the picture."""
    cut = [n.label[:40] for n, (_, rows) in zip(nodes, names, strict=True) if rows[-1].endswith("…") and not n.label.endswith("…")]
    small = min((units * point for units, _ in names), default=PRINTED)
    found = [f"cut names ({len(cut)}), give a shorter label or more room: {', '.join(cut[:10])}"] if cut else []
    return found + ([f"the smallest names are {small:.1f} points; take a larger figure, or one with less in it"] if small < PRINTED else [])


def _shape(n: Node, **look: Any) -> "Patch":
    from matplotlib.patches import Circle, Polygon

    r, corners = radius(n.size, n.scale), SHAPES[n.shape]
    return Polygon([(n.x + r * x, n.y + r * y) for x, y in corners], closed=True, **look) if corners else Circle((n.x, n.y), r, **look)

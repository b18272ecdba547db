"""The same networks on a matplotlib Axes, for an article: same places, shapes, kinds of line and names as on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .network import Edge, Node, Zone, drawn, illegible, label_lines, radius
from .style import PARTIES, SHAPES, ZONES, Paint, Strategy, palette
from .svg import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

LEAST = 4.0  # points: names are never smaller in print


def network(
    ax: "Axes",
    nodes: Sequence[Node],
    edges: Sequence[Edge] = (),
    zones: Sequence[Zone] = (),
    *,
    size: tuple[float, float] = (760, 500),
    strategy: Strategy = "structuur",
) -> "Axes":
    """Draw on `ax` what `Board.network` draws, and return `ax`.

    The axes then run over the picture: x from 0 to its width, y from its height to 0 (downwards, as on the screen), at equal scale.
    Ties and parties differ in dashes and shape as well as in colour, so a copy in black and white still tells them apart. Text and
    lines are made as large as the Axes is now: place it first. Each party is drawn at zorder 4, its name at 5.

    Args:
        ax: an Axes of any Figure.
        nodes, edges, zones: as for `Board.network`; an edge to an unknown party raises KeyError.
        size: width and height of the picture, in the units of the positions.
        strategy: begin, structuur, cultuur or proces: which accent.

    >>> from matplotlib.figure import Figure
    >>> ax = network(Figure().subplots(), [Node("a", "A", 200, 250), Node("b", "B", 560, 250)], [Edge("a", "b", "geld")])
    >>> [text.get_text() for text in ax.texts]
    ['A', 'B']
    """
    from matplotlib.patches import FancyBboxPatch
    from matplotlib.patheffects import withStroke

    (width, height), colours = size, palette(strategy)
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.set_axis_off()
    box = ax.get_position()
    inches = ax.figure.figure.get_size_inches()  # of the whole figure, also when the Axes is in a subfigure
    point = min(box.width * inches[0] / width, box.height * inches[1] / height) * 72  # points per unit of the picture

    def write(x: float, y: float, content: str, units: float, colour: str, **more: Any) -> None:
        rim = [withStroke(linewidth=4 * point, foreground=colours["paper"])] if colour != "paper" else []
        size = max(LEAST, units * point)
        ax.text(x, y, content, fontsize=size, color=colours[colour], parse_math=False, path_effects=rim, **more)

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
        x, y, w, h = z.box
        corner, rounded = (x + 10, y + 10), "round,pad=10,rounding_size=10"
        ax.add_patch(FancyBboxPatch(corner, max(1, w - 20), max(1, h - 20), boxstyle=rounded, zorder=1, **look(ZONES[z.tone])))
        write(x + 10, y + 20, z.label, 14, "soft", weight="bold", zorder=3)
    for tie in drawn(edges, nodes):
        for points, dash in zip(tie.lines, (tie.dash, ""), strict=False):
            at, how = ([z.real for z in points], [z.imag for z in points]), stroke(tie.width, dash)
            ax.plot(*at, color=colours[tie.colour], solid_capstyle="round", dash_capstyle="round", zorder=2, **how)
    for n, (units, lines) in zip(nodes, label_lines(tuple(nodes), width), strict=True):
        ax.add_patch(_shape(n, zorder=4, label=n.key, **look(PARTIES[n.tone])))
        for i, content in enumerate(lines):
            write(n.x, n.y + radius(n.size, n.scale) + units * (0.98 + 1.1 * i), content, units, "ink", ha="center", zorder=5)
        if n.mark:
            write(n.x, n.y + units * 0.36, n.mark, units, "paper" if n.tone == "strong" else "ink", ha="center", weight="bold", zorder=5)
    return ax


def _shape(n: Node, **look: Any) -> "Patch":
    from matplotlib.patches import Circle, Polygon

    r, corners = radius(n.size, n.scale), SHAPES[n.shape]
    return Polygon([(n.x + r * x, n.y + r * y) for x, y in corners], closed=True, **look) if corners else Circle((n.x, n.y), r, **look)

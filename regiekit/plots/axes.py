"""The same networks on a matplotlib Axes, for an article: same places, shapes, kinds of line and names as on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .network import Edge, Node, Zone, drawn, edge_colours, label_lines, radius
from .style import ACCENTS, COLOURS, SHAPES, TINTS, Strategy

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    """Draw on `ax` what `plots.network.network` draws, and return `ax`.

    The axes then run over the picture: x from 0 to its width, y from its height to 0 (downwards, as on the screen), at equal scale.
    Ties and parties differ in dashes and shape as well as in colour, so a copy in black and white still tells them apart. Text and
    lines are made as large as the Axes is now: place it first. Each party is drawn at zorder 4, its name at 5.

    Args:
        ax: an Axes of any Figure.
        nodes, edges, zones: as for `plots.network.network`; an edge to an unknown party raises KeyError.
        size: width and height of the picture, in the units of the positions.
        strategy: begin, structuur, cultuur or proces: which accent.
    """
    from matplotlib.patches import Circle, FancyBboxPatch, Polygon
    from matplotlib.patheffects import withStroke

    width, height = size
    accent, tint = ACCENTS[strategy], TINTS[strategy]
    ink, soft, line, paper = COLOURS["ink"], COLOURS["soft"], COLOURS["line"], COLOURS["paper"]
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.set_axis_off()
    box = ax.get_position()
    inches = ax.figure.figure.get_size_inches()  # of the whole figure, also when the Axes is in a subfigure
    point = min(box.width * inches[0] / width, box.height * inches[1] / height) * 72  # points per unit of the picture

    def write(x: float, y: float, content: str, units: float, **more: Any) -> None:
        made = ax.text(x, y, content, fontsize=max(LEAST, units * point), parse_math=False, **more)
        if more.get("color") != paper:
            made.set_path_effects([withStroke(linewidth=4 * point, foreground=paper)])

    def dashed(pattern: str, wide: float) -> object:
        return (0, [float(d) / wide for d in pattern.split()]) if pattern else "-"

    areas = {"plain": (COLOURS["tint"], line, 1.2, ""), "strong": (paper, accent, 3, ""), "faded": ("none", line, 1.5, "6 5")}
    for z in zones:
        fill, edge, wide, dash = areas[z.tone]
        x, y, w, h = z.box
        ax.add_patch(
            FancyBboxPatch(
                (x + 10, y + 10),
                max(1, w - 20),
                max(1, h - 20),
                boxstyle="round,pad=10,rounding_size=10",
                facecolor=fill,
                edgecolor=edge,
                linewidth=wide * point,
                linestyle=dashed(dash, wide),
                zorder=1,
            )
        )
        write(x + 10, y + 20, z.label, 14, color=soft, weight="bold", zorder=3)
    where = {n.key: n for n in nodes}
    colours = edge_colours(accent)
    for e, x1, y1, x2, y2, ux, uy, wide, dash in drawn(edges, where):
        look = {"color": colours[e.tone], "linewidth": wide * point, "solid_capstyle": "round", "dash_capstyle": "round", "zorder": 2}
        ax.plot([x1, x2], [y1, y2], linestyle=dashed(dash, wide), **look)
        if e.directed:
            ax.plot([x2 - 9 * ux - 5 * uy, x2, x2 - 9 * ux + 5 * uy], [y2 - 9 * uy + 5 * ux, y2, y2 - 9 * uy - 5 * ux], **look)
    paint = {
        "plain": (paper, ink, 2, ""),
        "strong": (accent, accent, 2, ""),
        "tinted": (tint, accent, 2.5, ""),
        "faded": (paper, soft, 2, "4 4"),
    }
    for n, (units, lines) in zip(nodes, label_lines(nodes, width), strict=True):
        r = radius(n.size, n.scale)
        fill, edge, wide, dash = paint[n.tone]
        look = {
            "facecolor": fill,
            "edgecolor": edge,
            "linewidth": wide * point,
            "linestyle": dashed(dash, wide),
            "zorder": 4,
            "label": n.key,
        }
        corners = SHAPES.get(n.shape)
        ax.add_patch(
            Circle((n.x, n.y), r, **look)
            if corners is None
            else Polygon([(n.x + r * x, n.y + r * y) for x, y in corners], closed=True, **look)
        )
        for i, content in enumerate(lines):
            write(n.x, n.y + r + units * (0.98 + 1.1 * i), content, units, color=ink, ha="center", zorder=5)
        if n.mark:
            write(n.x, n.y + units * 0.36, n.mark, units, color=paper if n.tone == "strong" else ink, ha="center", weight="bold", zorder=5)
    return ax

"""A picture as a list of things laid on a board, each above the last: text, areas, lines, marks, parties and their ties."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Unpack

from regiekit.plots import network
from regiekit.plots.layout import Box
from regiekit.plots.network import Edge, Node, Zone
from regiekit.plots.style import FONT, SHAPES, Paint, palette
from regiekit.plots.svg import escape, text_width, wrap


@lru_cache(maxsize=4096)  # of a party the same in every state
def _names(key: str, pick: str, href: str, label: str) -> tuple[str, str]:
    """How a group begins before and after its place."""
    head = f'<g data-key="{escape(key)}"' if key else "<g"
    rest = (f' data-href="{escape(href)}"' if href else "") + (f' data-pick="{escape(pick)}"' if pick else "")
    return head, f'{rest} aria-label="{escape(label)}"><title>{escape(label)}</title>' if label else f"{rest}>"


@lru_cache(maxsize=1024)  # things of one look; a call takes half of what a table of attributes would
def _painted(strategy: str, fill="none", stroke="", width=1.0, dash="", opacity=1.0, cap="", join="") -> str:
    colours = palette(strategy)
    out = f' fill="{colours[fill]}"'
    if stroke:
        out += f' stroke="{colours[stroke]}" stroke-width="{width:.4g}"'
    if dash:
        out += f' stroke-dasharray="{dash}"'
    if cap:
        out += f' stroke-linecap="{cap}"'
    if join:
        out += f' stroke-linejoin="{join}"'
    return out if opacity == 1 else f'{out} opacity="{opacity:.3g}"'


@lru_cache(maxsize=1024)
def _lettered(strategy: str, size: float, anchor: str, weight: int, fill: str, halo: str) -> str:
    """How a text looks."""
    colours = palette(strategy)
    rim = f'stroke="{colours[halo]}" stroke-width="4" paint-order="stroke" stroke-linejoin="round" ' if halo else ""
    return f' font-size="{size:.1f}" text-anchor="{anchor}" font-weight="{weight}" {rim}fill="{colours[fill]}">'


class _Closing:
    """What ends a group; a generator would take as long as a whole thing laid."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.parts.append("</g>")


class Board:
    """Things in the order in which they are laid; positions in viewBox units, y downwards.

    Attributes:
        width, height: of the picture; a legend adds to the height.
        parts: the SVG text so far, for what has no method here.

    >>> b = Board(760, 500)
    >>> b.network([network.Node("a", "A", 200, 250), network.Node("b", "B", 560, 250)], [network.Edge("a", "b")])
    >>> b.svg("Two parties", "A is tied to B.").startswith("<svg")
    True
    """

    def __init__(self, width: float, height: float, strategy: str = "begin") -> None:
        self.width, self.height, self.strategy = width, height, strategy
        self.parts: list[str] = []
        self.colours = palette(strategy)

    def svg(self, title: str, words: str) -> str:
        """The picture, with its name and its description for who cannot see it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" role="img" font-family="{FONT}" '
            f'lang="nl"><title>{escape(title)}</title><desc>{escape(words)}</desc>'
            f'<rect class="rk-paper" width="{self.width:g}" height="{self.height:g}" fill="#ffffff"/>{"".join(self.parts)}</svg>'
        )

    def _paint(self, *, key: str = "", shape: bool = False, **paint: Any) -> str:
        out = _painted(self.strategy, **paint)
        if key:
            out = f' data-key="{escape(key)}"{out}'
        return f' class="rk-shape"{out}' if shape else out

    def text(self, x: float, y: float, content: object, size: float = 14, anchor: str = "start", weight: int = 400, fill: str = "ink",
             key: str = "", halo: str = "") -> None:  # fmt: skip
        """One line of text on the base line `y`; `halo` is the colour of a rim that keeps it legible over lines."""
        named = f' data-key="{escape(key)}"' if key else ""
        look = _lettered(self.strategy, size, anchor, weight, fill, halo)
        self.parts.append(f'<text{named} x="{x:.1f}" y="{y:.1f}"{look}{escape(content)}</text>')

    def texts(self, x: float, y: float, content: str, width: int, lines: int = 2, step: float = 17, **how: Any) -> int:
        """A text on at most `lines` lines of `width` characters, `step` apart; how many lines it took. `how`: see `text`."""
        rows = wrap(content, width, lines)
        for i, row in enumerate(rows):
            self.text(x, y + step * i, row, **how)
        return len(rows)

    def rect(self, x: float, y: float, wide: float, high: float, rx: float = 0, **paint: Unpack[Paint]) -> None:
        """A rectangle from its upper left corner."""
        round_ = f' rx="{rx:g}"' if rx else ""
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"{round_}{self._paint(**paint)}/>')

    def path(self, d: str, **paint: Unpack[Paint]) -> None:
        """A path from SVG path data."""
        self.parts.append(f'<path d="{d}"{self._paint(**paint)}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = "line", **paint: Unpack[Paint]) -> None:
        """A straight line."""
        self.path(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", **paint | {"stroke": colour})

    def run(self, points: Sequence[tuple[float, float]], close: bool = False, **paint: Unpack[Paint]) -> None:
        """A line through points, closed on request."""
        self.path("M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in points]) + ("Z" if close else ""), **paint)

    def circle(self, x: float, y: float, r: float, **paint: Unpack[Paint]) -> None:
        """A circle round (x, y)."""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"{self._paint(**paint)}/>')

    def polygon(self, points: Sequence[tuple[float, float]], **paint: Unpack[Paint]) -> None:
        """A polygon through its corners."""
        corners = " ".join([f"{x:.1f},{y:.1f}" for x, y in points])
        self.parts.append(f'<polygon points="{corners}"{self._paint(**paint)}/>')

    def diamond(self, x: float, y: float, r: float, **paint: Unpack[Paint]) -> None:
        """A square on its corner round (x, y)."""
        self.polygon(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), **paint)

    def mark(self, kind: str, x: float, y: float, r: float, **paint: Unpack[Paint]) -> None:
        """The shape of a kind of party (`style.SHAPES`) round (x, y)."""
        corners = SHAPES[kind]
        if corners is None:
            self.circle(x, y, r, **paint)
        else:
            self.polygon([(x + dx * r, y + dy * r) for dx, dy in corners], **paint)

    def group(self, x: float = 0, y: float = 0, *, key: str = "", pick: str = "", href: str = "", label: str = "", scale: float = 1,
              turn: float = 0, moved: bool = True) -> _Closing:  # fmt: skip
        """Things that belong together, laid from (x, y) on; `pick` is chosen by the learner, `href` opened; they bear the name `label`.

        `moved=False`: the things stand at places of the board itself.
        """
        where = (f" rotate({turn:g})" if turn else "") + (f" scale({scale:.3f})" if scale != 1 else "")
        self.parts.append(self.opened(x, y, key, pick, href, label, where, moved))
        return _Closing(self.parts)

    @staticmethod
    def opened(
        x: float, y: float, key: str = "", pick: str = "", href: str = "", label: str = "", where: str = "", moved: bool = True
    ) -> str:
        """How a group begins (see `group`)."""
        named, rest = _names(key, pick, href, label)
        return f'{named} transform="translate({x:.1f} {y:.1f}){where}"{rest}' if moved else f"{named}{rest}"

    @contextmanager
    def row(self, pick: str, name: str, y: float, high: float) -> Iterator[None]:
        """What stands in one row around `y` over the whole width, at places of the board itself; a click anywhere in it chooses `pick`."""
        with self.group(key=f"p:{pick}", pick=pick, label=name, moved=False):
            self.parts.append(
                f'<rect class="rk-shape" x="4" y="{y - high / 2 + 1:.1f}" width="{self.width - 8:.1f}" height="{high - 2:.1f}" rx="4" '
                f'fill="{self.colours["paper"]}" fill-opacity="0"/>'
            )
            yield

    def head(self, x: float, y: float, way: complex, long: float, half: float, **paint: Unpack[Paint]) -> None:
        """The head of an arrow that arrives at (x, y) in the direction `way` (of length 1, y as the imaginary part)."""
        foot, aside = complex(x, y) - way * long, 1j * way * half
        self.polygon([(x, y), *((z.real, z.imag) for z in (foot + aside, foot - aside))], **paint)

    def network(self, nodes: Sequence[Node], edges: Sequence[Edge] = (), zones: Sequence[Zone] = (), pick: bool = False) -> None:
        """Parties above their ties above labelled areas; parties in the order of the keyboard. What cannot be drawn raises ValueError.

        `pick`: whether parties can be selected.
        """
        network.draw(self, nodes, edges, zones, pick)

    def legend(self, shapes: Sequence[str] = (), kinds: Sequence[str] = (), extra: Sequence[tuple[str, str]] = ()) -> float:
        """Rows below the picture that name the shapes and kinds of ties used, and more. Returns how high the picture then is.

        `extra` are (sign, text): the sign is a tone of a party (plain, strong, tinted, faded), a kind of tie in the colour of a strong
        one (formeel, informatie …), or empty for words alone.
        """
        top = self.height
        rows, self.height = network.legend(self.width, top, self.strategy, tuple(shapes), tuple(kinds), tuple(extra))
        self.parts.append(f'<g class="rk-legend" data-top="{top:g}">{rows}</g>')  # on the stage it becomes text below the picture
        return self.height

    def key(self, areas: Sequence[tuple[Paint, str]]) -> None:
        """A row below the picture that names areas by how they are painted."""
        top, x = self.height, 16.0
        self.parts.append(f'<g class="rk-legend" data-top="{top:g}">')
        for paint, label in areas:
            with self.group(x, top + network.LEGEND / 2):
                self.rect(0, -7, 22, 14, **paint)
                self.text(30, 5, label, fill="soft")
            x += 50 + text_width(label, 14)
        self.parts.append("</g>")
        self.height = top + network.LEGEND

    def headings(self, boxes: Sequence[Sequence[Box]], across: Sequence[str], down: Sequence[str]) -> None:
        """Names of a grid of zones (`layout.in_grid`): those of the columns above it, those of the rows on its left."""
        look: dict[str, Any] = {"weight": 650, "fill": "soft"}
        for box, name in zip(boxes[0], across, strict=True):
            shown = wrap(name, max(3, int(box.width / (14 * network.BOLD))), 1)[0]
            self.text(box.x + box.width / 2, box.y - 9, shown, anchor="middle", **look)
        for (box, *_), name in zip(boxes, down, strict=True):
            rows = wrap(name, int((box.x - 8) / (14 * network.BOLD)), 3)
            for i, row in enumerate(rows):
                self.text(box.x - 10, box.y + box.height / 2 + 5 + 17 * (i - (len(rows) - 1) / 2), row, anchor="end", **look)

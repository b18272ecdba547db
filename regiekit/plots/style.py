"""The one look: colours, shapes and lines, the same in networks, charts, tables and print.

Pictures are written in the light colours, literally, so that they can stand alone (in a report, in an `<img>`). A live panel
replaces each literal colour by the variable of the same name, and so follows a dark theme.
"""

from collections.abc import Iterable
from functools import cache
from typing import Literal, TypedDict

Strategy = Literal["begin", "structuur", "cultuur", "proces"]

#: Name of a colour -> light value. Contrast on white: text ≥ 4.5 : 1 (ink, soft, accents), marks ≥ 3 : 1 (line).
COLOURS = {
    "ink": "#1b1f27",
    "soft": "#515a68",
    "line": "#7a8494",
    "paper": "#ffffff",
    "tint": "#f2f4f7",
    "good": "#1a6e3c",
    "bad": "#a8321c",
}
#: The accent of each strategy and its tint (a fill behind text). Distinct for colour-blind readers as well.
ACCENTS: dict[str, str] = {"begin": "#00695c", "structuur": "#0067a5", "cultuur": "#75489b", "proces": "#9a5200"}
TINTS: dict[str, str] = {"begin": "#e0f1ee", "structuur": "#e3eff7", "cultuur": "#f0e8f6", "proces": "#f9ecdd"}

UNKNOWN = "onbekend"  # the kind of a party, or of a tie, that is not known
#: A shape per kind of party: corner points on the unit circle's box, or None for a circle.
SHAPES: dict[str, tuple[tuple[float, float], ...] | None] = {
    "gemeente": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "overheid": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "samenwerkingsverband": ((-1.25, 0), (-0.6, -0.84), (0.6, -0.84), (1.25, 0), (0.6, 0.84), (-0.6, 0.84)),
    "instelling": None,
    "bedrijf": ((0, -1.1), (1.12, 0.88), (-1.12, 0.88)),
    "bewoners": ((0, -1.15), (0.95, -0.3), (0.95, 0.88), (-0.95, 0.88), (-0.95, -0.3)),
    "overig": tuple(
        ((turn * corner).real, (turn * corner).imag) for turn in (1, 1j, -1, -1j) for corner in (-0.42 - 1j, 0.42 - 1j, 0.42 - 0.42j)
    ),
    UNKNOWN: ((-0.5, -1.1), (0.5, -1.1), (0.5, 1.1), (-0.5, 1.1)),
}
#: A line per kind of tie: stroke width and dash pattern (viewBox units); told apart without colour.
LINES: dict[str, tuple[float, str]] = {
    "formeel": (2.0, ""),
    "informeel": (2.2, "1 6"),
    "hiërarchie": (4.0, ""),
    "geld": (2.2, "12 4 2 4"),
    "informatie": (2.0, "7 5"),
    UNKNOWN: (1.4, "3 3"),
}
#: Lines of the kinds of tie that the learner named, in the order in which they first come; after the last the first comes again.
OWN_LINES = tuple((1.8, dash) for dash in ("14 4 3 4 3 4", "18 5", "3 8", "9 3 9 9", "2 3 2 9", "20 4 2 4 2 4 2 4"))
#: Names as a reader sees them in a legend.
SHAPE_NAMES = {kind: kind for kind in SHAPES} | {"overheid": "andere overheid", UNKNOWN: "niet bekend"}
SHOWN = 20  # words in an error
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
#: Text size and mean width of a character as a share of it, for wrapping and keeping labels apart.
TEXT = 15.0
CHAR = 0.56


class Paint(TypedDict, total=False):
    """How a thing looks. Colours by name: those of `palette`.

    `key` tells which thing of the next picture is this one, so that it moves there; `shape` marks what a selected party or a theme of
    few colours draws anew; `dash` is a dash pattern, `cap` and `join` how lines end and meet.
    """

    key: str
    fill: str
    stroke: str
    width: float
    dash: str
    opacity: float
    cap: str
    join: str
    shape: bool


#: A party, and a labelled area, by its tone.
PARTIES: dict[str, Paint] = {
    "plain": {"fill": "paper", "stroke": "ink", "width": 2, "shape": True},
    "strong": {"fill": "accent", "stroke": "accent", "width": 2, "shape": True},
    "tinted": {"fill": "tinted", "stroke": "accent", "width": 2.5, "shape": True},
    "faded": {"fill": "paper", "stroke": "soft", "width": 2, "dash": "4 4", "shape": True},
}
ZONES: dict[str, Paint] = {
    "plain": {"fill": "tint", "stroke": "line", "width": 1.2},
    "strong": {"fill": "paper", "stroke": "accent", "width": 3},
    "faded": {"fill": "none", "stroke": "line", "width": 1.5, "dash": "6 5"},
}


@cache
def palette(strategy: str) -> dict[str, str]:
    """Name of a colour -> light value: those of `COLOURS`, accent and tinted (the tint) of the strategy, none."""
    one_of("strategy", strategy, ACCENTS)
    return COLOURS | {"accent": ACCENTS[strategy], "tinted": TINTS[strategy], "none": "none"}


def one_of(what: str, value: str, known: Iterable[str]) -> None:
    """Refuse a word that is none of those known."""
    if value not in known:
        words = list(map(str, known))
        raise ValueError(f"{what} must be one of {', '.join(words[:SHOWN])}{', …' * (len(words) > SHOWN)}, not {value!r}")

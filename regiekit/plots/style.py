"""The one look: colours, shapes and lines, the same in networks, charts, tables and print.

Pictures are written in the light colours, literally, so that they can stand alone (in a report, in an `<img>`). A live panel
replaces each literal colour by the variable of the same name, and so follows a dark theme.
"""

from typing import Literal

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

#: A shape per kind of party: corner points on the unit circle's box, or None for a circle.
SHAPES: dict[str, tuple[tuple[float, float], ...] | None] = {
    "gemeente": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "overheid": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "samenwerkingsverband": ((-1.25, 0), (-0.6, -0.84), (0.6, -0.84), (1.25, 0), (0.6, 0.84), (-0.6, 0.84)),
    "instelling": None,
    "bedrijf": ((0, -1.1), (1.12, 0.88), (-1.12, 0.88)),
    "bewoners": ((0, -1.15), (0.95, -0.3), (0.95, 0.88), (-0.95, 0.88), (-0.95, -0.3)),
    "overig": (
        (-0.42, -1),
        (0.42, -1),
        (0.42, -0.42),
        (1, -0.42),
        (1, 0.42),
        (0.42, 0.42),
        (0.42, 1),
        (-0.42, 1),
        (-0.42, 0.42),
        (-1, 0.42),
        (-1, -0.42),
        (-0.42, -0.42),
    ),
}
#: A line per kind of tie: stroke width and dash pattern (viewBox units); told apart without colour.
LINES: dict[str, tuple[float, str]] = {
    "formeel": (2.0, ""),
    "informeel": (2.2, "1 6"),
    "hiërarchie": (4.0, ""),
    "geld": (2.2, "12 4 2 4"),
    "informatie": (2.0, "7 5"),
}
#: Names as a reader sees them in a legend.
SHAPE_NAMES = {
    "gemeente": "gemeente",
    "overheid": "andere overheid",
    "samenwerkingsverband": "samenwerkingsverband",
    "instelling": "instelling",
    "bedrijf": "bedrijf",
    "bewoners": "bewoners",
    "overig": "overig",
}
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
#: Text size and mean width of a character as a share of it, for wrapping and keeping labels apart.
TEXT = 15.0
CHAR = 0.56

"""Vignettes as numbered tiles, and shares as bars above them."""

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from regiekit.plots.board import Board
from regiekit.plots.svg import escape

TILE, PITCH = 24, 29  # the side of a tile, and from one to the next
#: Tone -> colours of the area, of the edge and of the number, and the dash pattern of the edge.
TONES = {
    "strong": ("accent", "accent", "paper", ""),
    "plain": ("paper", "ink", "ink", ""),
    "missed": ("paper", "bad", "bad", "4 3"),  # with a cross
    "faded": ("tint", "soft", "soft", "3 3"),  # not placed yet
}


class Tile(NamedTuple):
    """A vignette as a numbered tile; `tone` is one of `TONES`."""

    key: str
    number: int
    title: str
    tone: str


def lay(b: Board, tiles: Sequence[Tile], x: float, y: float, across: int = 99, pitch: float = PITCH) -> None:
    """Tiles in rows of at most `across`, `pitch` apart; the first stands right of x, around y."""
    for i, tile in enumerate(tiles):
        with b.group(x + TILE / 2 + i % across * pitch, y + i // across * PITCH, key=f"v:{tile.key}"):
            b.parts.append(f"<title>{tile.number}. {escape(tile.title)}</title>")
            _face(b, str(tile.number), tile.tone)


def slots(b: Board, number: int, x: float, y: float) -> None:
    """Empty places for so many tiles in a row."""
    for i in range(number):
        b.rect(x + i * PITCH, y - TILE / 2, TILE, TILE, 5, stroke="line", dash="3 3", opacity=0.5)


def _face(b: Board, mark: str, tone: str) -> None:
    fill, edge, ink, dash = TONES[tone]
    mark += "×" if tone == "missed" else ""
    b.rect(-TILE / 2, -TILE / 2, TILE, TILE, 5, fill=fill, stroke=edge, width=2, dash=dash)
    b.text(0, 4.5, mark, 15 if len(mark) < 3 else 12, "middle", 650, ink)


def tray(b: Board, tiles: Sequence[Tile], label: str, done: str, y: float) -> None:
    """What lies ready, in one row below a label; `done` when nothing does."""
    b.text(16, y, label if tiles else done, 15, fill="soft")
    lay(b, tiles, 16, y + 24, pitch=min(36, (b.width - 32) / max(1, len(tiles))))


def signs(b: Board, rows: Sequence[tuple[str, str]]) -> None:
    """A legend of tiles: (tone, what it means)."""
    b.key(
        [({"fill": fill, "stroke": edge, "width": 2, "dash": dash}, label) for tone, label in rows for fill, edge, _, dash in [TONES[tone]]]
    )


def meter(b: Board, y: float, key: str, name: str, share: float, said: str) -> None:
    """A share from 0 to 1 (nan: not known yet) as a bar, its name above it and the share in words at its end."""
    full, known = b.width - 32, isfinite(share)
    b.text(16, y, name, 15, weight=650)
    b.text(b.width - 16, y, said, 15, "end", 650, "accent" if known else "soft")
    b.rect(16, y + 7, full, 12, 6, fill="tinted", stroke="line")
    b.rect(16, y + 7, full * share if known else 0, 12, 6, key=f"m:{key}", fill="accent")

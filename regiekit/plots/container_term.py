"""The word ‘regie’ over the verbs it stands for: numbered tiles per verb, of one person or of a class."""

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, text_width, wrap

SIZE = (660.0, 520.0)
LEFT = 118.0  # where the bars begin
ROW = 38.0
TILE = 26.0
PITCH = 29.0
ACCENT, TINT = ACCENTS["begin"], TINTS["begin"]


class Tile(NamedTuple):
    """A vignette as a numbered tile: `tone` is strong (filled), plain (open), missed (open, with a cross) or faded (not placed yet)."""

    key: str
    mark: str
    name: str
    tone: str = "faded"


class Bar(NamedTuple):
    """A share from 0 to 1 (nan: not known yet), what it is called, and the share in words."""

    key: str
    name: str
    share: float
    words: str


def tile(one: Tile, x: float, y: float) -> str:
    """One tile with its middle at (x, y)."""
    ink, paper, soft, bad = COLOURS["ink"], COLOURS["paper"], COLOURS["soft"], COLOURS["bad"]
    fill, edge, dash, colour = {
        "strong": (ACCENT, ACCENT, "", paper),
        "plain": (paper, ink, "", ink),
        "missed": (paper, bad, ' stroke-dasharray="4 3"', bad),
        "faded": (COLOURS["tint"], soft, ' stroke-dasharray="3 3"', soft),
    }[one.tone]
    half = TILE / 2
    mark = one.mark + ("×" if one.tone == "missed" else "")
    return (
        f'<g data-key="v:{escape(one.key)}" transform="translate({x:.1f} {y:.1f})"><title>{escape(one.name)}</title>'
        f'<rect x="{-half:g}" y="{-half:g}" width="{TILE:g}" height="{TILE:g}" rx="5" fill="{fill}" stroke="{edge}" stroke-width="2"{dash}/>'
        f"{text(0, 4.5, mark, size=13 if len(mark) < 3 else 11, anchor='middle', weight=650, fill=colour)}</g>"
    )


def meter(bar: Bar, y: float, width: float) -> str:
    """A horizontal bar of a share, its name above it and the share in words at its end."""
    full, known = width - 32, isfinite(bar.share)
    wide = full * bar.share if known else 0.0
    return (
        text(16, y, bar.name, size=14, weight=650)
        + text(width - 16, y, bar.words, size=14, anchor="end", weight=650, fill=ACCENT if known else COLOURS["soft"])
        + f'<rect x="16" y="{y + 7:.1f}" width="{full:.1f}" height="12" rx="6" fill="{TINT}" stroke="{COLOURS["line"]}"/>'
        + f'<rect data-key="m:{escape(bar.key)}" x="16" y="{y + 7:.1f}" width="{wide:.1f}" height="12" rx="6" fill="{ACCENT}"/>'
    )


def tray(tiles: Sequence[Tile], label: str, done: str, y: float, left: float = 16.0) -> str:
    """What lies ready, in one row below a label; `done` when nothing does."""
    if not tiles:
        return text(left, y, done, size=14, fill=COLOURS["soft"])
    return text(left, y, label, size=14, fill=COLOURS["soft"]) + "".join(
        tile(t, left + TILE / 2 + i * PITCH, y + 24) for i, t in enumerate(tiles)
    )


def signs(rows: Sequence[tuple[str, str]], y: float) -> str:
    """A legend of tiles: (tone, what it means)."""
    x, out = 16.0, []
    for tone, label in rows:
        out.append(
            f'<g transform="translate({x:.1f} {y:.1f}) scale(0.62)">{_sample(tone)}</g>'
            + text(x + 22, y + 13, label, size=14, fill=COLOURS["soft"])
        )
        x += 22 + text_width(label, 14) + 22
    return "".join(out)


def _sample(tone: str) -> str:
    return tile(Tile("", "", "", tone), TILE / 2, TILE / 2).replace('data-key="v:" ', "").replace("<title></title>", "")


def picture(rows: Sequence[tuple[str, Sequence[Tile]]], waiting: Sequence[Tile], bars: Sequence[Bar], *, title: str, words: str) -> str:
    """What one person calls regie.

    Args:
        rows: per verb its name and the vignettes that got it; strong tiles are called regie, plain ones are not.
        waiting: vignettes that are not labelled yet.
        bars: shares above the rows: support for the word, agreement on its meaning.
        title, words: name and description.
    """
    width, height = SIZE
    body = [meter(bar, 24 + 46 * i, width) for i, bar in enumerate(bars)]
    top = 24 + 46 * len(bars)
    for i, (name, tiles) in enumerate(rows):
        y = top + ROW * (i + 0.5)
        if i % 2 == 0:
            body.append(f'<rect x="6" y="{y - ROW / 2:.1f}" width="{width - 12:.1f}" height="{ROW:g}" rx="6" fill="{COLOURS["tint"]}"/>')
        body.append(text(LEFT - 12, y + 5, name, size=15, anchor="end"))
        regie = sum(t.tone == "strong" for t in tiles)
        if tiles:
            body.append(text(LEFT + len(tiles) * PITCH + 6, y + 5, f"{regie}× regie", size=13, fill=COLOURS["soft"]))
        body += [tile(t, LEFT + TILE / 2 + j * PITCH, y) for j, t in enumerate(tiles)]
    low = top + ROW * len(rows) + 26
    body.append(tray(waiting, "Nog te labelen:", "Alle zinnen zijn gelabeld.", low))
    body.append(signs([("strong", "noemt u regie"), ("plain", "noemt u geen regie")], height - 24))
    return document("".join(body), width=width, height=height, title=title, words=words)


CLASS_SIZE = (660.0, 640.0)


def class_picture(
    verbs: Sequence[str],
    rows: Sequence[tuple[str, str, Sequence[tuple[int, int]], tuple[int, int]]],
    bars: Sequence[Bar],
    *,
    title: str,
    words: str,
) -> str:
    """What a class calls regie: vignettes in rows, verbs in columns.

    Args:
        verbs: the names of the columns.
        rows: per vignette its key, its short name, per verb (how many chose it, how many of those call it regie), and for the vignette as a whole
            (how many call it regie, how many labelled it).
        bars: shares above the rows.
        title, words: name and description.
    """
    width, height = CLASS_SIZE
    left, right = 168.0, 64.0
    step = (width - left - right) / len(verbs)
    most = max((n for _, _, cells, _ in rows for n, _ in cells), default=0) or 1
    body = [meter(bar, 24 + 46 * i, width) for i, bar in enumerate(bars)]
    top = 24 + 46 * len(bars) + 34
    for j, verb in enumerate(verbs):
        lines = wrap(verb, 9, 2)
        body += [
            text(left + step * (j + 0.5), top - 8 - 14 * (len(lines) - 1 - k), line, size=12.5, anchor="middle")
            for k, line in enumerate(lines)
        ]
    body.append(text(width - 12, top - 8, "regie?", size=12.5, anchor="end", weight=650))
    pitch = (height - top - 34) / max(1, len(rows))
    for i, (key, name, cells, (regie, all_)) in enumerate(rows):
        y = top + pitch * i
        if i % 2 == 0:
            body.append(f'<rect x="6" y="{y:.1f}" width="{width - 12:.1f}" height="{pitch:.1f}" rx="6" fill="{COLOURS["tint"]}"/>')
        body.append(text(14, y + pitch / 2 + 4.5, wrap(name, 22, 1)[0], size=12.5))
        for j, (number, of_which) in enumerate(cells):
            full = step - 26
            wide, filled = full * number / most, full * of_which / most
            x = left + step * j + 4
            named = f"{escape(key)}|{j}"
            body.append(
                f'<rect data-key="c:{named}" x="{x:.1f}" y="{y + 6:.1f}" width="{wide:.1f}" height="{pitch - 12:.1f}" fill="{COLOURS["paper"]}" '
                f'stroke="{COLOURS["ink"] if number else "none"}" stroke-width="1.5"/>'
                f'<rect data-key="f:{named}" x="{x:.1f}" y="{y + 6:.1f}" width="{filled:.1f}" height="{pitch - 12:.1f}" fill="{ACCENT}"/>'
            )
            if number:
                body.append(text(x + wide + 4, y + pitch / 2 + 4.5, str(number), size=12.5))
        body.append(text(width - 12, y + pitch / 2 + 4.5, f"{regie} van {all_}", size=12.5, anchor="end", weight=650))
    body.append(signs([("strong", "zegt erbij: dit is regie"), ("plain", "zegt erbij: dit is geen regie")], height - 24))
    return document("".join(body), width=width, height=height, title=title, words=words)

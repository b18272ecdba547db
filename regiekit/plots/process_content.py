"""The map process × content: three forms as zones, vignettes in them, and the own case as a mark."""

from collections.abc import Mapping, Sequence

from .container_term import PITCH, TILE, Tile, signs, tile, tray
from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text, wrap

SIZE = (660.0, 560.0)
LOW, HIGH = 3.25, 6.75  # where a zone ends, on axes from 0 to 10
X, Y, WIDTH, HEIGHT = 62.0, 14.0, 586.0, 408.0  # the map
PAD = 22.0  # from the rim of the map to 0 and to 10
#: Zone -> (what it is called, its third of the axis of content, its third of the axis of process, whether it is one of the three forms).
ZONES: dict[str, tuple[str, int, int, bool]] = {
    "vrij": ("Vrij", 2, 2, True),
    "kader": ("Kader", 1, 1, True),
    "gegeven": ("Gegeven", 0, 0, True),
    "schijn": ("Praten zonder gevolg", 0, 2, False),
    "stuur": ("Verborgen sturing", 2, 0, False),
}


def zone(process: float, content: float) -> str:
    """The zone of a point of the map (both 0…10), "" between the zones."""
    third = [0 if v < LOW else 1 if v < HIGH else 2 for v in (content, process)]
    return next((k for k, (_, across, up, _) in ZONES.items() if [across, up] == third), "")


def place(process: float, content: float) -> tuple[float, float]:
    """Where a point of the map is drawn."""
    return X + PAD + content / 10 * (WIDTH - 2 * PAD), Y + HEIGHT - PAD - process / 10 * (HEIGHT - 2 * PAD)


def box(across: int, up: int) -> tuple[float, float, float, float]:
    """x, y, width and height of a third of both axes."""
    (x1, y1), (x2, y2) = place(LOW, LOW), place(HIGH, HIGH)
    xs, ys = [X, x1, x2, X + WIDTH], [Y + HEIGHT, y1, y2, Y]
    return xs[across] + 4, ys[up + 1] + 4, xs[across + 1] - xs[across] - 8, ys[up] - ys[up + 1] - 8


def picture(sorted_: Mapping[str, Sequence[Tile]], waiting: Sequence[Tile], own: tuple[float, float], *, title: str, words: str) -> str:
    """The map.

    Args:
        sorted_: per zone the vignettes in it: strong tiles fit there, missed ones do not.
        waiting: vignettes that are not sorted yet.
        own: (freedom of the process, freedom of the content) of the own case, 0…10 each.
        title, words: name and description.
    """
    width, height = SIZE
    accent, ink, soft, line = ACCENTS["begin"], COLOURS["ink"], COLOURS["soft"], COLOURS["line"]
    body = [
        f'<rect x="{X:g}" y="{Y:g}" width="{WIDTH:g}" height="{HEIGHT:g}" rx="8" fill="{COLOURS["paper"]}" stroke="{line}" stroke-width="1.5"/>'
    ]
    here = zone(*own)
    for key, (name, across, up, form) in ZONES.items():
        x, y, w, h = box(across, up)
        fill, edge = (TINTS["begin"], accent) if form else ("none", line)
        body.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="10" fill="{fill}" stroke="{edge}" '
            f'stroke-width="{3 if key == here else 1.5}"{"" if form else " stroke-dasharray=" + chr(34) + "6 5" + chr(34)}/>'
        )
        lines = [name] if form else wrap(name, 22, 2)
        body += [
            text(x + 10, y + 20 + 17 * i, part, size=16 if form else 14, weight=650 if form else 400, fill=accent if form else soft)
            for i, part in enumerate(lines)
        ]
        per_row = int((w - 14) // PITCH)
        body += [
            tile(t, x + 10 + TILE / 2 + i % per_row * PITCH, y + 43 + i // per_row * PITCH) for i, t in enumerate(sorted_.get(key, ()))
        ]
    body += _axes()
    x, y = place(*own)
    body.append(
        f'<path data-key="own-x" d="M{x:.1f} {Y + HEIGHT:.1f}L{x:.1f} {y + 12:.1f}" stroke="{ink}" stroke-width="1.5" stroke-dasharray="3 4" fill="none"/>'
        f'<path data-key="own-y" d="M{X:.1f} {y:.1f}L{x - 12:.1f} {y:.1f}" stroke="{ink}" stroke-width="1.5" stroke-dasharray="3 4" fill="none"/>'
    )
    right = own[1] < 8
    body.append(
        f'<g data-key="own" transform="translate({x:.1f} {y:.1f})"><title>Uw casus</title>'
        f'<circle r="12" fill="none" stroke="{COLOURS["paper"]}" stroke-width="7"/><circle r="12" fill="none" stroke="{ink}" stroke-width="3"/>'
        f'<circle r="3.5" fill="{ink}"/>{text(18 if right else -18, 5, "uw casus", size=15, anchor="start" if right else "end", weight=650, halo=COLOURS["paper"])}</g>'
    )
    body.append(tray(waiting, "Nog in te delen:", "Alle zinnen zijn ingedeeld.", Y + HEIGHT + 62))
    body.append(signs([("strong", "past in deze vorm"), ("missed", "past beter in een andere vorm")], height - 26))
    return document("".join(body), width=width, height=height, title=title, words=words)


def _axes() -> list[str]:
    soft, ink = COLOURS["soft"], COLOURS["ink"]
    low = Y + HEIGHT
    across = [
        text(X + 4, low + 20, "gegeven", size=14, fill=soft),
        text(X + WIDTH / 2, low + 20, "hoe vrij is de inhoud? →", size=15, anchor="middle", weight=650, fill=ink),
        text(X + WIDTH - 4, low + 20, "vrij", size=14, anchor="end", fill=soft),
    ]
    up = [
        ("vast", low - 4, "start", soft, 14, 400),
        ("hoe vrij is het proces? →", Y + HEIGHT / 2, "middle", ink, 15, 650),
        ("vrij", Y + 4, "end", soft, 14, 400),
    ]
    return across + [
        f'<g transform="translate({X - 14:.1f} {y:.1f}) rotate(-90)">{text(0, 0, name, size=size, anchor=anchor, weight=weight, fill=fill)}</g>'
        for name, y, anchor, fill, size, weight in up
    ]
